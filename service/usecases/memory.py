"""The engine's memory of a chat, sealed beside the messages, and the labels taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.domain.summary import summary_of

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

    A turn that began with an earlier version is refused when it comes back: see `finish_turn`.
    """
    row = chat.row
    row.memory_version += 1
    row.sealed_memory = chat.keys.seal_body(memory, number=row.memory_version, kind=_KIND)
    summary = summary_of(memory, reading)
    row.topic = summary.topic or row.topic
    row.role = summary.role or row.role
    row.age_band = summary.age_band or row.age_band
    row.signals = list(dict.fromkeys([*row.signals, *summary.signals]))
    row.safety_open = summary.safety_open
