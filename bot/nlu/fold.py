"""Folds a text for matching: lower case, no accents, plain apostrophes; and finds the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "–": "-",
        "—": "-",
        "…": ".",
        "\u00a0": " ",
    },
)


@dataclass(frozen=True)
class Folded:
    """A folded text; `offsets[i]` is where its character i stands in the original text."""

    original: str
    text: str
    offsets: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Give the half-open range of the original text for a range of the folded one."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """Give the words of the original text for a range of the folded one."""
        first, last = self.source(start, end)
        return self.original[first:last]


def fold(text: str) -> Folded:
    """Fold a text. Invisible characters (zero width, direction marks) fall out."""
    parts = [*map(_fold_character, text)]
    folded = "".join(parts)
    if len(folded) == len(text) and "" not in parts:  # nearly always: one for one
        return Folded(text, folded, range(len(text) + 1))
    offsets = [index for index, part in enumerate(parts) for _ in part]
    return Folded(text, folded, (*offsets, len(text)))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    plain = character.translate(_PLAIN)
    if plain != character or character.isascii():
        return plain.lower()
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(part for part in decomposed if not unicodedata.combining(part)).casefold()
