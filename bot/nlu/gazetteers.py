"""The word lists of redaction: names, towns, ordinary words. Loaded once, all folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bot.nlu.component import HERE, LEXICON
from bot.nlu.fold import fold
from bot.nlu.function_words import languages_of_word

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = HERE / "gazetteer"


def read_words(name: str) -> dict[str, frozenset[str]]:
    """Read a list: blank-separated words by section; before the first [section] it is ""."""
    sections: dict[str, set[str]] = {"": set()}
    section = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            sections[section] = set()
        elif not line.startswith("#"):
            sections[section].update(line.split())
    return {section: frozenset(words) for section, words in sections.items()}


def _by_first_word(towns: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Sort names of several words by their first, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for town in towns:
        words = tuple(town.split("-"))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def _with_short_names(towns: frozenset[str]) -> frozenset[str]:
    """Add what people call "vresse-sur-semois" and "heusden-zolder": the first half, the second."""
    short = set()
    for town in towns:
        first, *rest = town.split("-")
        if (
            rest
            and (rest[0] in {"sur", "lez", "sous", "aux"} or len(rest) == 1)
            and first not in _HEADS
        ):
            short |= {first} | ({rest[0]} if len(rest) == 1 and rest[0] not in _HEADS else set())
    known = ORDINARY_WORDS | FIRST_NAMES | AMBIGUOUS_FIRST_NAMES | FAMILY_NAMES
    ambiguous = frozenset().union(*AMBIGUOUS_TOWNS.values())
    return towns | {word for word in short if len(word) > 4} - known - ambiguous


def _words_of_lexicon(files: frozenset[str]) -> frozenset[str]:
    """Give each word of the forms in these files of the lexicon, folded."""
    words: set[str] = set()
    for file in sorted(LEXICON.glob("*/*.yml")):
        if file.stem in files:
            forms = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            words.update(" ".join(form for each in forms.values() for form in each).split())
    return frozenset(fold(word).text for word in words if len(word) > 2)


def _listed(name: str) -> frozenset[str]:
    """Read a plain list of words; a line that begins with # says nothing."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


FIRST_NAMES = read_words("first_names")[""]
AMBIGUOUS_FIRST_NAMES = read_words("ambiguous_first_names")[""]
FAMILY_NAMES = read_words("family_names")[""]
AMBIGUOUS_TOWNS = read_words("ambiguous_towns")
# Parts of names of towns that stand in many.
_HEADS = read_words("town_heads")[""]
COMMON_WORDS = read_words("ordinary_words")["common"]
ORDINARY_WORDS = COMMON_WORDS | read_words("ordinary_words")["rare"]
TOWNS = _by_first_word(_with_short_names(read_words("towns")[""]))
ONE_WORD_TOWNS = frozenset(first for first, names in TOWNS.items() if (first,) in names)
TOP_DOMAINS = read_words("top_domains")[""]
NOT_NAMES = _listed("not_names.txt")
# What a rule may take where somebody is named, and the tagger never.
NOT_TAGGED = NOT_NAMES | _listed("not_tagged.txt")
_ALSO_NAMES = FIRST_NAMES | AMBIGUOUS_FIRST_NAMES | ONE_WORD_TOWNS
DANGER_WORDS = _words_of_lexicon(frozenset({"harm", "feelings", "threats"})) - _ALSO_NAMES
# What was done, with what, and to which part of the body; such words are parts of names, too: "van den eynde".
WORDS_OF_ACTS = (
    _words_of_lexicon(frozenset({"acts", "body_and_sex", "images"}))
    - _ALSO_NAMES
    - FAMILY_NAMES
    - frozenset(languages_of_word())
)
_LONGEST_WORD = 25
# How Dutch joins two words to one. With shorter parts names would be compounds, too.
_SHORTEST_HEAD, _SHORTEST_TAIL = 3, 4
_LINKS = ("", "s", "e", "en", "n")
# Of each ordinary word what is left when one letter falls out, to find words that are one slip away.
_LESS_ONE = frozenset(
    word[:at] + word[at + 1 :]
    for word in ORDINARY_WORDS
    if len(word) > 4
    for at in range(len(word))
)


def is_a_slip(word: str) -> bool:
    """Whether a word on no list is an ordinary one with a letter dropped, doubled, swapped or replaced."""
    return 3 < len(word) < _LONGEST_WORD and (
        word in _LESS_ONE
        or any(
            less in _LESS_ONE or less in ORDINARY_WORDS
            for less in (word[:at] + word[at + 1 :] for at in range(len(word)))
        )
    )


def is_a_compound(word: str) -> bool:
    """Whether a word on no list is two ordinary ones written as one: "camklanten", "discordvent"."""
    return len(word) < _LONGEST_WORD and any(
        word[:at] in ORDINARY_WORDS and word[at:].removeprefix(link) in ORDINARY_WORDS
        for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1)
        for link in _LINKS
        if word.startswith(link, at) and len(word) - at - len(link) >= _SHORTEST_TAIL
    )
