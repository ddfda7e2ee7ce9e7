"""Finds the words of a message that spoke most for a learned signal."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.nlu.words import Word

_LONGEST = 8  # words; what a counsellor takes in at a glance


def best_span(
    text: str,
    words: Sequence[Word],
    occurrences: Sequence[tuple[int, int]],
    column_weights: Mapping[int, float],
) -> str:
    """Give the run of at most eight words with the highest sum of weights.

    Args:
        text: the redacted text.
        words: its words, in order.
        occurrences: pairs of a feature's column and the index of the word it came from.
        column_weights: what each column adds to the signal's score in this message.
    """
    by_word: defaultdict[int, float] = defaultdict(float)
    count: defaultdict[int, int] = defaultdict(int)
    for column, _ in occurrences:
        count[column] += 1
    for column, index in occurrences:
        by_word[index] += column_weights[column] / count[column]
    best, span = float("-inf"), (0, 0)
    for first in range(len(words)):
        total = 0.0
        for last in range(first, min(first + _LONGEST, len(words))):
            total += by_word[last]
            if total > best:
                best, span = total, (first, last)
    if not words:
        return text
    return text[words[span[0]].start : words[span[1]].end]
