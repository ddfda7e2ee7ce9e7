"""Of two opinions on danger the higher counts, and the reading says that they differ."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.labels import Signal
from bot.nlu.heads import Heads, Lesson, fit_heads
from bot.nlu.linear import LinearModel
from bot.nlu.ngrams import OCCURRENCES
from bot.nlu.signals import SECOND_OPINION, SIGNALS, WANTS_HUMAN, SignalReader
from bot.nlu.tokenizer import WORDS
from bot.nlu.words import Word

_NAMES = (*(signal.value for signal in Signal), WANTS_HUMAN)


def _read(*, joined: dict[str, float], light: dict[str, float]) -> Message:
    """Read one word with heads that give these logits, and -5 for every other signal."""
    count = len(_NAMES)
    zeros = np.zeros(count, dtype=np.float32)
    biases = [
        np.array([logits.get(name, -5.0) for name in _NAMES], dtype=np.float32)
        for logits in (joined, light)
    ]
    model = LinearModel(_NAMES, np.zeros((1, count), dtype=np.float32), zeros)
    reader = SignalReader({}, cast("Any", None), cast("Any", None))
    reader._heads = Heads(model, zeros, zeros, *biases)
    message = Message({"text": "xyz"})
    message.set(WORDS, (Word("xyz", 0, 3),))
    message.set(OCCURRENCES, ((0, 0),))
    message.set("role", "self")
    row = csr_matrix(np.ones((1, 1), dtype=np.float32))
    message.add_features(Features(row, "sentence", "text", "test"))
    reader.read(message)
    return message


def test_danger_that_the_n_grams_alone_see_is_set_and_named() -> None:
    message = _read(joined={"suicide": -1.0}, light={"suicide": 1.0})
    assert message.get(SIGNALS)["suicide"] > 0.5
    assert message.get(SECOND_OPINION) == ["suicide"]


@pytest.mark.parametrize(
    ("joined", "light", "is_set"),
    [(1.0, 1.0, True), (1.0, -1.0, True), (-1.0, -1.0, False)],
)
def test_there_is_no_dispute_elsewhere(*, joined: float, light: float, is_set: bool) -> None:
    message = _read(joined={"danger_now": joined}, light={"danger_now": light})
    assert (message.get(SIGNALS)["danger_now"] > 0.5) is is_set
    assert message.get(SECOND_OPINION) == []


def test_a_fact_needs_both() -> None:
    message = _read(joined={"paid": -1.0}, light={"paid": 1.0})
    assert message.get(SIGNALS)["paid"] < 0.5
    assert message.get(SECOND_OPINION) == []


def test_a_head_keeps_the_precision_asked_for_and_hears_the_encoder() -> None:
    chance = np.random.default_rng(0)
    truth = chance.random(600) < 0.3
    features = csr_matrix(chance.normal(size=(600, 3)) + truth[:, None])
    encoded = (chance.normal(size=600) + 2.0 * truth).astype(np.float32)
    nothing = np.zeros(600, dtype=bool)
    recalls = {}
    for name, scores in (("alone", None), ("joined", encoded)):
        lesson = Lesson(truth, nothing, scores, precision=0.9, light_precision=0.95)
        heads = fit_heads(features, {"paid": lesson}, strength=1.0)
        logits = np.array(
            [
                heads.logits(features[at], None if scores is None else scores[at : at + 1])[0][0]
                for at in range(600)
            ]
        )
        found = logits >= 0
        assert truth[found].mean() >= 0.85
        recalls[name] = found[truth].mean()
    assert recalls["joined"] > recalls["alone"]
