"""The border between Rasa's dictionaries and our dataclass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping


def reading_of(parse: Mapping[str, Any]) -> Reading:
    """Give the reading in a parse (Rasa's dictionary, or `tracker.latest_message`).

    Raises: KeyError: the parse was not made by our pipeline; it has no `reading`.
    """
    found = parse["reading"]
    return Reading(
        language=found["language"],
        topic=found["topic"],
        confidence=found["confidence"],
        ranking=tuple((topic, confidence) for topic, confidence in found["ranking"]),
        role=found["role"],
        signals=dict(found["signals"]),
        set_signals=tuple(found["set"]),
        wants_human=found["wants_human"],
        redacted=found["redacted"],
        why=dict(found["why"]),
        unsure=found["unsure"],
        second_opinion=tuple(found["second_opinion"]),
    )
