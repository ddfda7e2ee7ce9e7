"""The n-grams that were seen in training: one or two words, one or two concepts, two to five letters."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.nlu.concepts import Concept
    from bot.nlu.words import Word

_PIECE_SIZES = (2, 3, 4, 5)
_KINDS = "wck"


def ngrams(words: Sequence[Word], concepts: Sequence[Concept]) -> Iterator[tuple[str, int]]:
    """Yield each n-gram with the index of the word it ends in.

    Words begin with "w", concepts with "k", letters with "c": the kinds are scaled apart.
    """
    yield from _across(words, concepts)
    for index, word in enumerate(words):
        for ngram in _within(word.normal):
            yield ngram, index


def _across(words: Sequence[Word], concepts: Sequence[Concept]) -> Iterator[tuple[str, int]]:
    """Yield the n-grams that depend on what stands beside a word."""
    before = "^"
    for concept in concepts:
        yield f"k {concept.name}", concept.last
        yield f"k {before} {concept.name}", concept.last
        before = concept.name
    before = "^"
    for index, word in enumerate(words):
        yield f"w {before} {word.normal}", index
        before = word.normal


def _within(word: str) -> Iterator[str]:
    """Yield the n-grams that a word has wherever it stands."""
    yield f"w {word}"
    padded = f" {word} "
    for size in _PIECE_SIZES:
        for start in range(max(1, len(padded) - size + 1)):
            yield f"c{padded[start : start + size]}"


class Vocabulary:
    """The n-grams seen at least twice in training, each with its column and its rarity."""

    def __init__(self, rarity: Mapping[str, float]) -> None:
        self.columns = {ngram: column for column, ngram in enumerate(rarity)}
        self._rarity = np.fromiter(rarity.values(), dtype=np.float32, count=len(rarity))
        self._kinds = np.fromiter((_KINDS.index(ngram[0]) for ngram in rarity), dtype=np.int8)
        self._names = rarity
        self._columns_of_word: dict[str, tuple[int, ...]] = {}

    @classmethod
    def of(cls, texts: Iterable[tuple[Sequence[Word], Sequence[Concept]]]) -> Vocabulary:
        """Learn the vocabulary of many messages."""
        seen: Counter[str] = Counter()
        total = 0
        for words, concepts in texts:
            seen.update({ngram for ngram, _ in ngrams(words, concepts)})
            total += 1
        return cls(
            {
                ngram: math.log((1 + total) / (1 + count)) + 1
                for ngram, count in sorted(seen.items())
                if count > 1
            },
        )

    def occurrences(
        self, words: Sequence[Word], concepts: Sequence[Concept] = ()
    ) -> list[tuple[int, int]]:
        """List (column, index of the word) of all known n-grams."""
        columns = self.columns
        found = [
            (columns[ngram], index) for ngram, index in _across(words, concepts) if ngram in columns
        ]
        for index, word in enumerate(words):
            found += [(column, index) for column in self._within(word.normal)]
        return found

    def share_known(self, words: Sequence[Word]) -> float:
        """Say how many of the words, as typed, were seen in training: from 0 to 1, 0 without any word."""
        known = sum(not word.slip and f"w {word.normal}" in self.columns for word in words)
        return known / len(words) if words else 0.0

    def _within(self, word: str) -> tuple[int, ...]:
        """Give the columns of a word's own n-grams; those of words in the vocabulary are kept.

        No others: what a visitor writes stays in no memory.
        """
        known = self._columns_of_word.get(word)
        if known is None:
            columns = self.columns
            known = tuple(columns[ngram] for ngram in _within(word) if ngram in columns)
            if f"w {word}" in columns:
                self._columns_of_word[word] = known
        return known

    def row(self, occurrences: Sequence[tuple[int, int]]) -> csr_matrix:
        """Weigh the n-grams of one message (tf-idf); each kind has length 1."""
        indices, counts = np.unique(
            np.array([column for column, _ in occurrences], dtype=np.int32), return_counts=True
        )
        values = (np.log(counts.astype(np.float32)) + 1) * self._rarity[indices]
        kinds = self._kinds[indices]
        lengths = np.sqrt(np.bincount(kinds, weights=values**2, minlength=len(_KINDS)))
        values /= lengths[kinds].astype(np.float32)
        return csr_matrix(
            (values, indices, np.array([0, len(indices)], dtype=np.int32)),
            shape=(1, len(self.columns)),
        )

    def save(self, folder: Path) -> None:
        """Write the n-grams with their rarity."""
        text = json.dumps(self._names, ensure_ascii=False)
        (folder / "ngrams.json").write_text(text, encoding="utf-8")

    @classmethod
    def restore(cls, folder: Path) -> Vocabulary:
        """Read what `save` wrote."""
        return cls(json.loads((folder / "ngrams.json").read_text(encoding="utf-8")))
