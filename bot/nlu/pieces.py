"""A folded message cut into runs of letters and digits, as redaction looks at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import ORDINARY_WORDS

if TYPE_CHECKING:
    from bot.nlu.fold import Folded

Find = tuple[int, int, str]

_PIECE = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = frozenset('.!?:\n\r"(')


@dataclass
class Pieces:
    """The pieces of a message; `taken` marks the characters that are already redacted."""

    folded: Folded
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        """Cut the text."""
        for match in _PIECE.finditer(self.folded.text):
            self.words.append(match[0])
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.taken = bytearray(len(self.folded.text))

    def word(self, index: int) -> str:
        """Give a piece, or "" beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """Give what stands between a piece and the one before, up to four characters."""
        if index <= 0 or index >= len(self.words):
            return "\n"
        start = self.ends[index - 1]
        return self.folded.text[start : min(self.starts[index], start + 4)]

    def after(self, index: int) -> str:
        """Give the character right behind a piece."""
        return self.folded.text[self.ends[index] : self.ends[index] + 1]

    def is_free(self, index: int) -> bool:
        """Whether nothing was found there yet."""
        return 0 <= index < len(self.words) and not self.taken[self.starts[index]]

    def is_capital(self, index: int) -> bool:
        """Whether the piece begins with a capital."""
        folded = self.folded
        return folded.original[folded.offsets[self.starts[index]]].isupper()

    def is_inner_capital(self, index: int) -> bool:
        """Whether the piece has a capital that neither the sentence nor the writer's habit gives."""
        return (
            index > 0
            and self.is_capital(index)
            and not self._capitals_everywhere
            and _SENTENCE_ENDS.isdisjoint(self.gap(index))
        )

    def is_unknown(self, index: int) -> bool:
        """Whether the piece is a word of at least three letters that no list of words has."""
        word = self.words[index]
        return len(word) > 2 and word.isalpha() and word not in ORDINARY_WORDS

    @cached_property
    def _capitals_everywhere(self) -> bool:
        letters = [index for index, word in enumerate(self.words) if word[0].isalpha()][:60]
        return sum(map(self.is_capital, letters)) * 2 > len(letters)
