"""Of two opinions on danger the higher counts, and the reading says that they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

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

if TYPE_CHECKING:
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float32]

_NAMES = (*(signal.value for signal in Signal), WANTS_HUMAN)


def _read(*, joined: dict[str, float], light: dict[str, float], alone: dict[str, float]) -> Message:
    """Read one word with heads that give these logits, and -5 for every other signal."""
    count = len(_NAMES)
    zeros = np.zeros(count, dtype=np.float32)
    biases = [
        np.array([logits.get(name, -5.0) for name in _NAMES], dtype=np.float32)
        for logits in (joined, light, alone)
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


@pytest.mark.parametrize("name", ["suicide", "meeting_planned"])
def test_danger_that_the_n_grams_alone_see_is_set_and_named(name: str) -> None:
    message = _read(joined={name: -1.0}, light={name: 1.0}, alone={name: 2.0})
    assert message.get(SIGNALS)[name] > 0.5
    assert message.get(SECOND_OPINION) == [name]


def test_danger_that_the_n_grams_alone_would_not_see_is_set_and_named() -> None:
    message = _read(joined={"suicide": 1.0}, light={"suicide": -3.0}, alone={"suicide": -1.0})
    assert message.get(SIGNALS)["suicide"] > 0.5
    assert message.get(SECOND_OPINION) == ["suicide"]


@pytest.mark.parametrize(
    ("joined", "light", "alone", "is_set"),
    [(1.0, 1.0, 2.0, True), (1.0, -1.0, 1.0, True), (-1.0, -1.0, 1.0, False)],
)
def test_there_is_no_dispute_elsewhere(
    *, joined: float, light: float, alone: float, is_set: bool
) -> None:
    name = "danger_now"
    message = _read(joined={name: joined}, light={name: light}, alone={name: alone})
    assert (message.get(SIGNALS)[name] > 0.5) is is_set
    assert message.get(SECOND_OPINION) == []


def test_a_fact_needs_both() -> None:
    message = _read(joined={"paid": -1.0}, light={"paid": 1.0}, alone={"paid": 1.0})
    assert message.get(SIGNALS)["paid"] < 0.5
    assert message.get(SECOND_OPINION) == []


def _heard(truth: Bools, scores: Floats | None, *, chance: float) -> Bools:
    """Fit a head on two noisy views of the truth; give the examples that it sets."""
    noise = np.random.default_rng(1)
    features = csr_matrix(noise.normal(size=(len(truth), 3)) + truth[:, None])
    nothing = np.zeros(len(truth), dtype=bool)
    lesson = Lesson(truth, nothing, scores, chance=chance, light_chance=0.9)
    heads = fit_heads(features, {"paid": lesson}, strength=1.0)
    logits = [
        heads.logits(features[at], None if scores is None else scores[at : at + 1])[0][0]
        for at in range(len(truth))
    ]
    return np.array(logits) >= 0


def test_a_head_is_set_from_its_chance_on_and_hears_the_encoder() -> None:
    noise = np.random.default_rng(0)
    truth = noise.random(2000) < 0.3
    encoded = (noise.normal(size=2000) + 2.0 * truth).astype(np.float32)
    alone, joined = (_heard(truth, scores, chance=0.5) for scores in (None, encoded))
    assert joined[truth].mean() > alone[truth].mean()
    assert truth[joined].mean() > truth[alone].mean()
    wary = _heard(truth, encoded, chance=0.15)
    assert wary[truth].mean() > joined[truth].mean()
    assert truth[wary & ~joined].mean() == pytest.approx((0.15 + 0.5) / 2, abs=0.1)
