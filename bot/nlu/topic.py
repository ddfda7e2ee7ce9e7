"""Says what the message is about: one of the 49 topics, with a confidence that can be trusted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)

from bot.nlu.component import MessageComponent, is_fragment
from bot.nlu.encoder import encoded_logits
from bot.nlu.linear import (
    LinearModel,
    features_of,
    fit_linear,
    joined,
    softmax,
    stacked,
    stopping_early,
)
from bot.nlu.ngrams import KNOWN, NgramFeaturizer

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import numpy.typing as npt
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.linear import FloatArray

_TEMPERATURES = np.linspace(0.3, 2.0, 35)
PASSES = 12  # as good on 22,000 lines as 35, in a third of the time (November 2026)
_HELD_OUT = 5  # every fifth example measures the confidence
_TEMPERATURE = "temperature.json"
OUTSIDE = "out_of_scope"


class TopicClassifier(MessageComponent):
    """Sets Rasa's intent and ranking: n-grams and, where there is one, the encoder.

    `strength`: inverse of the regularisation over the n-grams; `outside_bonus`: what `out_of_scope` has ahead of
    the others, in logits, since no examples can stand for all that is not ours. It counts from `outside_known` on,
    a share of known words: what is badly typed is not for that reason something else.
    """

    needs = (NgramFeaturizer,)

    _model: LinearModel
    _temperature: float

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the strength that cross-validation on data/nlu found best (November 2026), and the bonus.

        The bonus was chosen on messages held out and on days.
        """
        return {"strength": 12.0, "outside_bonus": 2.0, "outside_known": 0.9}

    def learn(self, examples: list[Message]) -> None:
        """Fit the topics; the confidence is set right on examples that were held out."""
        examples = [example for example in examples if not is_fragment(example)]
        features = stacked(examples)
        topics = np.array([example.get(INTENT) for example in examples])
        held = np.arange(len(topics)) % _HELD_OUT == 0
        # Side by side, each by itself, so that the result is always the same.
        with stopping_early():
            trial, self._model = Parallel(n_jobs=2, prefer="threads")(
                delayed(fit_linear)(
                    features[rows], topics[rows], strength=self.config["strength"], passes=PASSES
                )
                for rows in (~held, np.ones_like(held))
            )
        apart = [example for example, is_held in zip(examples, held, strict=True) if is_held]
        scores = joined(
            features[held] @ trial.weights + trial.bias,
            encoded_logits(apart, "topic", trial.labels),
        )
        self._temperature = _best_temperature(scores, np.array(trial.labels), topics[held])

    def save(self, folder: Path) -> None:
        """Write the weights."""
        self._model.save(folder, "topic")
        # An object: a plain `rasa test` looks into every JSON file and stumbles over a bare number.
        text = json.dumps({"temperature": self._temperature})
        (folder / _TEMPERATURE).write_text(text, encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read the weights."""
        self._model = LinearModel.restore(folder, "topic")
        text = (folder / _TEMPERATURE).read_text(encoding="utf-8")
        self._temperature = json.loads(text)["temperature"]

    def read(self, message: Message) -> None:
        """Set the topic and the ranking of all topics."""
        encoded = encoded_logits([message], "topic", self._model.labels)
        scores = joined(self._model.scores(features_of(message))[None], encoded)
        scores /= self._temperature
        if OUTSIDE in self._model.labels and message.get(KNOWN) >= self.config["outside_known"]:
            scores[0, self._model.labels.index(OUTSIDE)] += self.config["outside_bonus"]
        shares = softmax(scores)[0]
        ranking = [
            {
                INTENT_NAME_KEY: self._model.labels[index],
                PREDICTED_CONFIDENCE_KEY: float(shares[index]),
            }
            for index in np.argsort(-shares, kind="stable")
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _best_temperature(
    scores: FloatArray,
    labels: npt.NDArray[np.str_],
    topics: npt.NDArray[np.str_],
) -> float:
    """Find the temperature under which the right topics are least surprising."""
    known = np.isin(topics, labels)
    right = np.searchsorted(labels, topics[known])
    rows = np.arange(len(right))
    surprise = [
        -np.log(softmax(scores[known] / temperature)[rows, right] + 1e-9).mean()
        for temperature in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(surprise))])
