"""What is typed well and fits nothing is outside; what is typed badly is not for that reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.nlu.linear import LinearModel
from bot.nlu.ngrams import KNOWN
from bot.nlu.topic import TopicClassifier
from bot.nlu.vocabulary import Vocabulary
from bot.nlu.words import Word

if TYPE_CHECKING:
    from pathlib import Path


def _words(text: str) -> list[Word]:
    return [Word(word, 0, 0) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "share"), [("mon chat", 1.0), ("mon chta", 0.5), ("mno chta", 0.0), ("", 0.0)]
)
def test_a_word_is_known_that_stood_in_two_examples(text: str, share: float) -> None:
    lines = ("mon chat", "mon chat dort", "il dort")
    vocabulary = Vocabulary.of((_words(line), ()) for line in lines)
    assert vocabulary.share_known(_words(text)) == share


@pytest.mark.parametrize(
    ("known", "ahead", "topic"),
    [(1.0, 1.75, "out_of_scope"), (1.0, 2.25, "grooming"), (0.8, 1.75, "grooming")],
)
def test_outside_has_a_bonus_among_known_words_only(
    known: float, ahead: float, topic: str, tmp_path: Path
) -> None:
    storage = LocalModelStorage.create(tmp_path)
    classifier = TopicClassifier(TopicClassifier.get_default_config(), storage, Resource("topic"))
    classifier._model = LinearModel(
        ("grooming", "out_of_scope"),
        np.zeros((1, 2), dtype=np.float32),
        np.array([ahead, 0], dtype=np.float32),
    )
    classifier._temperature = 1.0
    message = Message({TEXT: "mon chat", KNOWN: known})
    row = csr_matrix(np.ones((1, 1), dtype=np.float32))
    message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, "test"))
    classifier.read(message)
    assert message.get(INTENT)["name"] == topic
