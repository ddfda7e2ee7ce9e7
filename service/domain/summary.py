"""What the queue and a counsellor's card show of a chat: labels from the engine's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Summary:
    """Labels of the chat so far; None where nothing is known."""

    topic: str | None
    role: str | None
    age_band: str | None
    signals: tuple[str, ...]
    safety_open: bool


def summary_of(memory: Mapping[str, Any], reading: Mapping[str, Any] | None) -> Summary:
    """Take the labels from the engine's memory; the reading of the turn fills what it lacks."""
    slots = memory.get("slots") or {}
    reading = reading or {}
    return Summary(
        topic=slots.get("situation") or reading.get("topic"),
        role=slots.get("role") or reading.get("role"),
        age_band=slots.get("age_band"),
        signals=tuple(slots.get("signals") or reading.get("set") or ()),
        safety_open=bool(slots.get("safety_open")),
    )


def level_in(reading: Mapping[str, Any]) -> str | None:
    """The level of one message's reading."""
    level = reading.get("level")
    return level if isinstance(level, str) else None


def reasons_in(reading: Mapping[str, Any]) -> list[dict[str, str]]:
    """Why one message needs a human: its signals (or topic), with the redacted words."""
    why = reading.get("why") or {}
    signals = list(reading.get("set") or ())
    if signals:
        return [{"signal": signal, "words": str(why.get(signal, ""))} for signal in signals]
    if reading.get("wants_human"):
        return [{"signal": "wants_human", "words": ""}]
    topic = reading.get("topic")
    return [{"signal": f"topic:{topic}", "words": ""}] if topic else []
