"""What was understood in one message, as `labels.md` and contract §1 name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.labels import Level, level_of
from bot.nlu.fold import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


# A topic that is only guessed still calls a human from this chance on: a danger is not to wait for the answer to "is it
# this?". Below it the topic is not the likeliest by much, and what calls is a signal (bot/nlu/signals.py).
GUESS_THAT_CALLS = 0.35


@dataclass(frozen=True)
class Reading:
    """One message (or one burst) as understood. Holds no text but the redacted one.

    `ranking` is ordered by confidence, `set_signals` are those over their threshold, `why` gives
    for each of them the words of the redacted text that set it. `unsure` is true when the topic
    should not be acted upon without asking (Rasa's fallback). `topic` is always one of the 49.
    `second_opinion` are the signals of danger on which the n-grams alone and the whole disagree; the higher counts.
    """

    language: str
    topic: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    role: str
    signals: Mapping[str, float]
    set_signals: tuple[str, ...]
    wants_human: bool
    redacted: str
    why: Mapping[str, str] = field(default_factory=dict)
    unsure: bool = False
    second_opinion: tuple[str, ...] = ()

    @cached_property
    def plain(self) -> str:
        """The words in which set phrases are looked for."""
        return plain(self.redacted)

    @property
    def level(self) -> Level | None:
        """The level of this reading by itself."""
        counts = not self.unsure or self.confidence >= GUESS_THAT_CALLS
        return level_of(
            topic=self.topic if counts else None,
            signals=self.set_signals,
            wants_human=self.wants_human,
        )

    def as_json(self) -> dict[str, Any]:
        """Give the object of contract §1 (without `id`)."""
        return {
            "language": self.language,
            "topic": self.topic,
            "confidence": self.confidence,
            "ranking": [list(entry) for entry in self.ranking],
            "role": self.role,
            "signals": dict(self.signals),
            "set": list(self.set_signals),
            "wants_human": self.wants_human,
            "level": self.level.value if self.level else None,
            "redacted": self.redacted,
            "why": dict(self.why),
            "unsure": self.unsure,
            "second_opinion": list(self.second_opinion),
        }
