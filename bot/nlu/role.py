"""Says for whom the visitor writes: for themselves, for a friend, or as an adult about a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.nlu.component import MessageComponent, is_fragment, labels_of
from bot.nlu.encoder import encoded_logits
from bot.nlu.linear import LinearModel, features_of, fit_balanced, joined, stacked
from bot.nlu.ngrams import NgramFeaturizer

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from rasa.shared.nlu.training_data.message import Message

ROLE = "role"


class RoleClassifier(MessageComponent):
    """Sets the role: n-grams and, where there is one, the encoder.

    `strength`: inverse of the regularisation over the n-grams.
    """

    needs = (NgramFeaturizer,)

    _model: LinearModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the strength that cross-validation on data/nlu found best (November 2026)."""
        return {"strength": 4.0}

    def learn(self, examples: list[Message]) -> None:
        """Fit the three roles, each with the same weight: most visitors write for themselves."""
        examples = [example for example in examples if not is_fragment(example)]
        roles = [labels_of(example)["role"] for example in examples]
        self._model = fit_balanced(stacked(examples), roles, strength=self.config["strength"])

    def save(self, folder: Path) -> None:
        """Write the weights."""
        self._model.save(folder, ROLE)

    def restore(self, folder: Path) -> None:
        """Read the weights."""
        self._model = LinearModel.restore(folder, ROLE)

    def read(self, message: Message) -> None:
        """Set the most likely role."""
        encoded = encoded_logits([message], "role", self._model.labels)
        scores = joined(self._model.scores(features_of(message))[None], encoded)
        message.set(ROLE, self._model.labels[int(scores.argmax())])
