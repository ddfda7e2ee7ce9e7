"""The slow door of a chat that was ended for misuse: carried over, opened for danger, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat, Wait
from service.domain.chat_states import ChatState
from service.domain.errors import NoSuchChatError
from service.usecases.access import access_chat_by_id, access_chat_by_token

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services


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


async def take_over_mark(
    session: AsyncSession, services: Services, row: Chat, *, before: tuple[str, str] | None
) -> None:
    """Mark a new chat as slow if the chat that the same tab had before is.

    Args: before: id and token of that chat; what does not fit is of no consequence.
    """
    if before is None:
        return
    chat_id, token = before
    try:
        old = await access_chat_by_token(session, services.keyring, chat_id=chat_id, token=token)
    except NoSuchChatError:
        return
    if old.row.slow_until is not None and services.clock.now() < old.row.slow_until:
        row.slow_until = old.row.slow_until
        row.slowed_by = old.row.slowed_by


async def take_door_away(
    session: AsyncSession, services: Services, notice_id: str, *, at: datetime
) -> None:
    """End the slow door of a notice, also of the chats that came after it."""
    query = select(Chat.id).where(Chat.slowed_by == notice_id, Chat.slow_until.is_not(None))
    for chat_id in await session.scalars(query.order_by(Chat.id)):
        try:
            chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        except NoSuchChatError:  # it has expired, and its door with it
            continue
        chat.row.slow_until = None
        if chat.row.state is ChatState.WAITING:
            await open_door(session, chat.row, at=at)
