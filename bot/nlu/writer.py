"""Writes the reading: the last step, which gathers what the others found into one object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)

from bot.nlu.component import MessageComponent
from bot.nlu.role import ROLE
from bot.nlu.signals import SECOND_OPINION, SIGNALS, WANTS_HUMAN, WHY
from bot.nlu.words import LANGUAGE
from bot.reading import Reading

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

READING = "reading"
_RANKED = 10  # topics kept in the reading; the others are below any use
_DIGITS = 4


class ReadingWriter(MessageComponent):
    """Adds `reading` to the parse: the object of contract §1."""

    def read(self, message: Message) -> None:
        """Gather the reading. `unsure` is what Rasa's fallback made of the ranking."""
        ranking = [
            (entry[INTENT_NAME_KEY], round(entry[PREDICTED_CONFIDENCE_KEY], _DIGITS))
            for entry in message.get(INTENT_RANKING_KEY)
            if entry[INTENT_NAME_KEY] != DEFAULT_NLU_FALLBACK_INTENT_NAME
        ]
        topic, confidence = ranking[0]
        scores: dict[str, float] = message.get(SIGNALS)
        why: dict[str, Any] = message.get(WHY)
        reading = Reading(
            language=message.get(LANGUAGE),
            topic=topic,
            confidence=confidence,
            ranking=tuple(ranking[:_RANKED]),
            role=message.get(ROLE),
            signals={name: round(score, _DIGITS) for name, score in scores.items()},
            set_signals=tuple(name for name in scores if name in why),
            wants_human=message.get(WANTS_HUMAN) or topic == "talk_to_human",
            redacted=message.get(TEXT),
            why=why,
            unsure=message.get(INTENT)[INTENT_NAME_KEY] == DEFAULT_NLU_FALLBACK_INTENT_NAME,
            second_opinion=tuple(message.get(SECOND_OPINION)),
        )
        message.set(READING, reading.as_json(), add_to_output=True)
