"""Finds towns, villages and quarters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import AMBIGUOUS_TOWNS, TOWNS, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_towns")
_IN = {
    "fr": _WORDS["in_fr"],
    "nl": _WORDS["in_nl"],
}
# Behind these even a town that is an ordinary word is a town.
_HOME = _WORDS["home"]
_BETWEEN = _WORDS["between"]
# The cork, the syrup, the biscuit.
_GOODS = _WORDS["goods"]
# "mr van damme" is a family name.
_PERSONS = _WORDS["persons"]
_SAINTS = {"st": ("saint", "sint"), "ste": ("sainte",), "s": ("s",)}


def find_towns(pieces: Pieces) -> Iterator[Find]:
    """Yield each town, with the postcode before it and what a hyphen ties to it."""
    index = 0
    while index < len(pieces.words):
        last = town_end(pieces, index) if pieces.is_free(index) else -1
        if last < 0:
            index += 1
            continue
        first = index
        code = pieces.word(index - 1)
        if len(code) == 4 and code.isdigit() and pieces.gap(index) == " ":
            first -= 1
        if pieces.gap(last + 1) == "-" and pieces.is_free(last + 1):
            last += 1
        yield pieces.starts[first], pieces.ends[last], "place"
        index = last + 1


def town_end(pieces: Pieces, index: int) -> int:
    """Give the last piece of the town that begins here, or -1."""
    word = pieces.words[index]
    if pieces.word(index + 1) == "nicolas" and pieces.word(index - 1) in {"la", "de", "pour"}:
        return -1  # the feast
    for first in _SAINTS.get(word, (word,)):
        for name in TOWNS.get(first, ()):
            if _stands(pieces, index, name):
                return index + len(name) - 1
    return index if _is_ambiguous_town(pieces, index) else -1


def _stands(pieces: Pieces, index: int, name: tuple[str, ...]) -> bool:
    return all(
        pieces.word(index + offset) == part and pieces.gap(index + offset) in {" ", "-", "'", ". "}
        for offset, part in enumerate(name)
        if offset
    )


def _is_ambiguous_town(pieces: Pieces, index: int) -> bool:
    word = pieces.words[index]
    before = pieces.word(index - 1)
    if pieces.word(index - 2) in _PERSONS and before in {"van", "de"}:
        return False
    code = pieces.word(index - 1)
    if re.fullmatch(r"[1-9]\d{3}", code) and not code.startswith("20") and pieces.gap(index) == " ":
        return any(word in words for words in AMBIGUOUS_TOWNS.values())
    capital = pieces.is_inner_capital(index)
    for language, places in _IN.items():
        if word in AMBIGUOUS_TOWNS[language]:
            goods = pieces.word(index - 2) in _GOODS and before in {"de", "a"}
            return not goods and ((before in places) or capital or _is_home(pieces, index))
    if word not in AMBIGUOUS_TOWNS["home"]:
        return False
    return _is_home(pieces, index) or (capital and (before in _IN["fr"] or before in _IN["nl"]))


def _is_home(pieces: Pieces, index: int) -> bool:
    """Whether "j'habite à", "ik woon in", "gare de" stands right before."""
    at = index - 1
    while at > index - 3 and pieces.word(at) in _BETWEEN:
        at -= 1
    return at < index - 1 and pieces.word(at) in _HOME
