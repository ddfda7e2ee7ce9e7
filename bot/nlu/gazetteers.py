"""The word lists of redaction: names, towns, ordinary words. Loaded once, all folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.nlu.component import HERE

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


FIRST_NAMES = read_words("first_names")[""]
AMBIGUOUS_FIRST_NAMES = read_words("ambiguous_first_names")[""]
FAMILY_NAMES = read_words("family_names")[""]
TOWNS = _by_first_word(read_words("towns")[""])
ONE_WORD_TOWNS = frozenset(first for first, names in TOWNS.items() if (first,) in names)
AMBIGUOUS_TOWNS = read_words("ambiguous_towns")
TOP_DOMAINS = read_words("top_domains")[""]
COMMON_WORDS = read_words("ordinary_words")["common"]
ORDINARY_WORDS = COMMON_WORDS | read_words("ordinary_words")["rare"]
NOT_NAMES = frozenset(
    word
    for line in (HERE / "not_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
