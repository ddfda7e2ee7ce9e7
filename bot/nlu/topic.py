"""Says what the message is about: one of the 49 topics, with a confidence that can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)

from bot.nlu.component import MessageComponent
from bot.nlu.linear import LinearModel, features_of, fit_linear, softmax, stacked

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import numpy.typing as npt
    from rasa.shared.nlu.training_data.message import Message
    from scipy.sparse import csr_matrix

_TEMPERATURES = np.linspace(0.3, 2.0, 35)
_PASSES = 20  # 12 read 22,000 lines as well as 35 do, in a third of the time (November 2026)
_HELD_OUT = 5  # every fifth example measures the confidence


class TopicClassifier(MessageComponent):
    """Sets Rasa's intent and ranking. `strength`: inverse of the regularisation."""

    _model: LinearModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the strength that cross-validation on data/nlu found best (November 2026)."""
        return {"strength": 12.0}

    def learn(self, examples: list[Message]) -> None:
        """Fit the topics; the confidence is set right on examples that were held out."""
        features = stacked(examples)
        topics = np.array([example.get(INTENT) for example in examples])
        held = np.arange(len(topics)) % _HELD_OUT == 0
        options = {"strength": self.config["strength"], "passes": _PASSES}
        trial = fit_linear(features[~held], topics[~held], **options)
        model = fit_linear(features, topics, **options)
        self._model = model.cooled(_best_temperature(trial, features[held], topics[held]))

    def save(self, folder: Path) -> None:
        """Write the weights."""
        self._model.save(folder, "topic")

    def restore(self, folder: Path) -> None:
        """Read the weights."""
        self._model = LinearModel.restore(folder, "topic")

    def read(self, message: Message) -> None:
        """Set the topic and the ranking of all topics."""
        shares = self._model.probabilities(features_of(message))
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
    model: LinearModel,
    features: csr_matrix,
    topics: npt.NDArray[np.str_],
) -> float:
    """Find the temperature under which the right topics are least surprising."""
    known = np.isin(topics, model.labels)
    logits = features[known] @ model.weights + model.bias
    right = np.searchsorted(np.array(model.labels), topics[known])
    rows = np.arange(len(right))
    surprise = [
        -np.log(softmax(logits / temperature)[rows, right] + 1e-9).mean()
        for temperature in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(surprise))])
