"""The order in which counsellors are needed: by danger, then by how long somebody waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.chat_states import Level, rank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """A chat in the queue that no counsellor has claimed."""

    chat_id: str
    level: Level | None
    since: datetime


def in_order(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Put those who wait in the order of danger."""
    return sorted(waiting, key=lambda chat: (-rank(chat.level), chat.since, chat.chat_id))
