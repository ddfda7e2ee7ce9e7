"""The engine's memory of a chat, sealed beside the messages, and the labels taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.domain.summary import summary_of
from service.usecases.signal_words import standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.engine_turn import Json
    from service.usecases.access import OpenChat

_KIND = "memory"


def memory_of(chat: OpenChat) -> dict[str, Any] | None:
    """Open the memory, None before the first turn."""
    row = chat.row
    if row.sealed_memory is None:
        return None
    memory: dict[str, Any] = chat.keys.open_body(
        row.sealed_memory, number=row.memory_version, kind=_KIND
    )
    return memory


def keep_memory(chat: OpenChat, memory: Mapping[str, Any], reading: Json | None = None) -> None:
    """Seal the memory under its next version, and take over the labels for queue and card.

    What a counsellor put right stays: the topic until the bot speaks again, a signal until the
    visitor states it anew. A turn that began with an earlier version is refused when it comes back:
    see `finish_turn`.
    """
    row = chat.row
    _seal(chat, memory)
    summary = summary_of(memory, reading)
    row.topic = row.topic if row.topic_fixed else summary.topic or row.topic
    row.role = summary.role or row.role
    row.age_band = summary.age_band or row.age_band
    row.signals = standing(row, dict.fromkeys([*row.signals, *summary.signals]))
    row.safety_open = summary.safety_open


def change_memory(chat: OpenChat, **slots: Any) -> None:
    """Let the bot know what staff put right; nothing before the first turn."""
    memory = memory_of(chat)
    if memory is not None:
        _seal(chat, {**memory, "slots": {**memory.get("slots", {}), **slots}})


def remembered_slots(chat: OpenChat) -> dict[str, Any]:
    """Give what the bot remembers, by the names of its slots; empty before the first turn."""
    slots: dict[str, Any] = (memory_of(chat) or {}).get("slots", {})
    return slots


def _seal(chat: OpenChat, memory: Mapping[str, Any]) -> None:
    row = chat.row
    row.memory_version += 1
    row.sealed_memory = chat.keys.seal_body(memory, number=row.memory_version, kind=_KIND)
