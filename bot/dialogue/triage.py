"""Whether a turn needs a human, how soon, and why (the level table of labels.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.dialogue import told
from bot.labels import (
    LIFE_SIGNALS,
    SITUATIONS,
    URGENT_SIGNALS,
    URGENT_TOPICS,
    Level,
    Signal,
    highest,
    level_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.memory import Memory
    from bot.reading import Reading

_RAISING = [signal.value for signal in (*LIFE_SIGNALS, *URGENT_SIGNALS)]


@dataclass(frozen=True)
class Reason:
    """A signal, `topic:<topic>` or `wants_human`, with the redacted words that showed it."""

    signal: str
    words: str


@dataclass(frozen=True)
class Escalation:
    """A human is needed."""

    level: Level
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the object of contract §4."""
        reasons = [{"signal": reason.signal, "words": reason.words} for reason in self.reasons]
        return {"level": self.level.value, "reasons": reasons}


def escalation(
    before: Memory, after: Memory, readings: Sequence[Reading], act: str | None = None
) -> Escalation | None:
    """Work out what this turn raises.

    Counts what the messages say by themselves, what choices and answers have set, and what only the
    chat as a whole makes pressing (under 13 told in one message, the situation in another).

    Args:
        before: memory before the turn.
        after: memory once the turn is remembered.
        readings: of the typed messages of the turn.
        act: of the choice of the turn (`human` asks for a person).
    """
    if after.is_fresh("named"):
        readings = [told.as_naming(reading) for reading in readings]
    wants_human = act == "human" or any(_asks_for_human(reading) for reading in readings)
    chosen = level_of(
        topic=after.situation if after.situation != before.situation else None,
        signals=[signal for signal in after.signals if signal not in before.signals],
        wants_human=wants_human,
    )
    level = highest(chosen, _of_the_whole(before, after), *(reading.level for reading in readings))
    if level is None:
        return None
    return Escalation(level, tuple(_reasons(before, after, readings, wants_human=wants_human)))


def _asks_for_human(reading: Reading) -> bool:
    return reading.wants_human or (reading.topic == "talk_to_human" and not reading.unsure)


def _of_the_whole(before: Memory, after: Memory) -> Level | None:
    young = Signal.UNDER_13.value
    together = young in after.signals and after.situation is not None
    already = young in before.signals and before.situation is not None
    return Level.URGENT if together and not already else None


def _reasons(
    before: Memory, after: Memory, readings: Sequence[Reading], *, wants_human: bool
) -> list[Reason]:
    stated: dict[str, str] = {}
    for reading in readings:
        for signal in reading.set_signals:
            stated.setdefault(signal, reading.why.get(signal, ""))
    for signal in after.signals:
        if signal not in before.signals:
            stated.setdefault(signal, "")
    topics = {reading.topic for reading in readings if not reading.unsure}
    if after.situation != before.situation and after.situation:
        topics.add(after.situation)
    young = Signal.UNDER_13.value
    if (young in stated or topics.intersection(SITUATIONS)) and after.situation:
        raising = [*_RAISING, young] if young in after.signals else _RAISING
    else:
        raising = _RAISING
    reasons = [Reason(name, stated[name]) for name in raising if name in stated]
    if young in raising and young not in stated:
        reasons.append(Reason(young, ""))
    reasons += [Reason(f"topic:{topic}", "") for topic in URGENT_TOPICS if topic in topics]
    return [*reasons, Reason("wants_human", "")] if wants_human else reasons
