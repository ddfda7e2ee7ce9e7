"""The floor under all understanding: words that mean danger, found without the engine.

Few and plain on purpose. A hit raises a provisional `life`, which the engine's reading confirms
or withdraws; see `labels.md` and invariant 8 of `trust.md`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u0060": "'", "\u00b4": "'"})
_NOT_IN_WORDS = re.compile(r"[^\w']+")
# Zero-width signs inside a word must not hide it.
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


def fold(text: str) -> str:
    """Fold case, accents, apostrophes and spacing away: `Je veux  MOURIR!` → `je veux mourir`."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_INVISIBLE))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return _NOT_IN_WORDS.sub(" ", letters).strip()


class DangerWords:
    """Phrases to look for, in every language at once: nobody's language is certain."""

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = sorted({fold(phrase) for phrase in phrases} - {""}, key=len, reverse=True)
        words = "|".join(re.escape(phrase) for phrase in folded)
        self._pattern = re.compile(rf"(?<![\w])(?:{words})(?![\w])") if folded else None
        self.count = len(folded)

    def find(self, text: str) -> str | None:
        """Return the first phrase of the list that the text holds, folded; None if none."""
        if self._pattern is None:
            return None
        found = self._pattern.search(fold(text))
        return found.group() if found else None
