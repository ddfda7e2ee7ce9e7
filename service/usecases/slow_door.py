"""The slow door of a chat that was ended for misuse: opened for danger, taken away by a lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Wait
from service.domain.chat_states import ChatState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Chat


async def open_door(session: AsyncSession, row: Chat, *, at: datetime) -> None:
    """Let a chat that waits behind a slow door count from now on: danger waits for nothing."""
    later = row.waiting_since
    if later is None or later <= at:
        return
    await session.flush()
    await session.execute(
        update(Wait)
        .where(Wait.chat_id == row.id, Wait.since == later)
        .values(since=at)
        .execution_options(synchronize_session=False)
    )
    row.waiting_since = at
    wake(session, row.id)
    wake(session, QUEUE_TOPIC)


def slow_until(row: Chat, now: datetime) -> str | None:
    """Tell until when the door is slow; None if it is as for everybody."""
    until = row.slow_until
    return until.isoformat(timespec="seconds") if until is not None and now < until else None


async def take_door_away(session: AsyncSession, row: Chat, *, at: datetime) -> None:
    """Make the door as for everybody again."""
    row.slow_until = None
    if row.state is ChatState.WAITING:
        await open_door(session, row, at=at)
