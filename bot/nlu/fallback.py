"""What Rasa's FallbackClassifier does, without the eight seconds that importing it costs.

Only the interpreter uses it; in the chat Rasa's own runs. A test holds the two to equal results.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message


@dataclass(frozen=True)
class Fallback:
    """Puts `nlu_fallback` in place of a topic that is below the threshold, or hardly ahead."""

    threshold: float
    ambiguity_threshold: float

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent where it is unsure."""
        for message in messages:
            best, second = (
                entry[PREDICTED_CONFIDENCE_KEY] for entry in message.get(INTENT_RANKING_KEY)[:2]
            )
            if best < self.threshold or best - second < self.ambiguity_threshold:
                message.data[INTENT] = {
                    INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME,
                    PREDICTED_CONFIDENCE_KEY: self.threshold,
                }
        return messages
