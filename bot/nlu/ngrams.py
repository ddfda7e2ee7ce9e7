"""Turns words and concepts into sparse features, weighed by how rare they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features

from bot.nlu.component import MessageComponent
from bot.nlu.concepts import CONCEPTS, ConceptFinder
from bot.nlu.tokenizer import WORDS
from bot.nlu.vocabulary import Vocabulary
from bot.nlu.words import Derived

if TYPE_CHECKING:
    from pathlib import Path

    from rasa.shared.nlu.training_data.message import Message

OCCURRENCES = "ngram_occurrences"
KNOWN = "share_of_known_words"


class _DerivedFeatures(Features):  # type: ignore[misc]  # Rasa carries no types
    """Features that follow from the text: Rasa need not hash them, half a millisecond an example."""

    def fingerprint(self) -> str:
        """Add nothing to the message's fingerprint, which has the text already."""
        return ""


class NgramFeaturizer(MessageComponent):
    """Adds the n-gram features, which word each came from (for `why`), and how many words are known."""

    needs = (ConceptFinder,)

    _vocabulary: Vocabulary

    def learn(self, examples: list[Message]) -> None:
        """Learn which n-grams there are."""
        self._vocabulary = Vocabulary.of(
            (example.get(WORDS), example.get(CONCEPTS)) for example in examples
        )

    def save(self, folder: Path) -> None:
        """Write the vocabulary."""
        self._vocabulary.save(folder)

    def restore(self, folder: Path) -> None:
        """Read the vocabulary."""
        self._vocabulary = Vocabulary.restore(folder)

    def read(self, message: Message) -> None:
        """Add one row of features."""
        words = message.get(WORDS) or ()
        occurrences = self._vocabulary.occurrences(words, message.get(CONCEPTS) or ())
        row = self._vocabulary.row(occurrences)
        message.add_features(
            _DerivedFeatures(row, FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__)
        )
        message.set(OCCURRENCES, Derived(occurrences))
        message.set(KNOWN, self._vocabulary.share_known(words))
