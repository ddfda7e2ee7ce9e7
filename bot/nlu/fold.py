"""Folds a text for matching: lower case, no accents, plain apostrophes; and finds the way back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_APART = re.compile(r"[\W_]+")
# What redaction took out stays apart from the word of the same name: "[link]" is "pastedlink".
_PASTED = re.compile(r"\[([a-z]+)\]")
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
    if text.isascii():  # in one go: one for one
        return Folded(text, text.translate(_PLAIN).lower(), range(len(text) + 1))
    parts = [*map(_fold_character, text)]
    folded = "".join(parts)
    if len(folded) == len(text) and "" not in parts:  # nearly always: one for one
        return Folded(text, folded, range(len(text) + 1))
    offsets = [index for index, part in enumerate(parts) for _ in part]
    return Folded(text, folded, (*offsets, len(text)))


def plain(text: str) -> str:
    """Fold a text to words with one blank between: no accents, capitals or apostrophes."""
    text = _PASTED.sub(r" pasted\1 ", text)
    return _APART.sub(" ", fold(text).text.replace("'", "")).strip()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    plain = character.translate(_PLAIN)
    if plain != character or character.isascii():
        return plain.lower()
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(part for part in decomposed if not unicodedata.combining(part)).casefold()
