"""Erase a chat: its keys are destroyed, its rows deleted, and it never comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import (
    Chat,
    ChatKey,
    Choice,
    Code,
    Erasure,
    Escalation,
    Event,
    Feedback,
    Notice,
    Stub,
    Turn,
    VisitorToken,
)
from service.domain.chat_states import Level
from service.usecases.access import access_chat_by_token
from service.usecases.escalating import open_escalations

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.services import Services

# Keys first, the chat itself last: everything else points at it.
_TABLES = (ChatKey, Event, Turn, Escalation, Choice, VisitorToken, Code, Feedback)
_LEAVES_STUB = (Level.LIFE, Level.URGENT)


async def erase_chat(services: Services, *, chat_id: str, token: str) -> None:
    """Erase a chat at its visitor's wish. From now on it is unknown, to everybody.

    If a `life` or `urgent` request was open, a stub without words or id stays for counsellors.

    Raises: NoSuchChatError: not this visitor's chat.
    """
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        services.erasures.add(chat.id)
        await _leave_stub(session, services, chat)
        await delete_chat_rows(session, chat.id)
        session.add(Erasure(chat_id=chat.id, erased_at=services.clock.now()))
    await services.database.wipe_log()


async def delete_chat_rows(session: AsyncSession, chat_id: str) -> None:
    """Delete everything of a chat; its readers wake and find it gone."""
    for table in _TABLES:
        await session.execute(delete(table).where(table.chat_id == chat_id))
    # That something happened outlives the chat, its words do not.
    told = update(Notice).where(Notice.chat_id == chat_id)
    await session.execute(told.values(sealed_words=None, chat_id=None))
    await session.execute(delete(Chat).where(Chat.id == chat_id))
    wake(session, chat_id)
    wake(session, QUEUE_TOPIC)


async def replay_erasures(services: Services) -> int:
    """Erase again what an older backup brought back; tell how many. Run before the first request."""
    async with services.database.read() as session:
        listed = set((await session.scalars(select(Erasure.chat_id))).all())
        listed |= services.erasures.read()
        back = listed & set((await session.scalars(select(Chat.id))).all())
    for chat_id in back:
        async with services.database.write() as session:
            await delete_chat_rows(session, chat_id)
    # Also what an erasing left in the log whose process died before it could empty it.
    await services.database.wipe_log()
    return len(back)


async def _leave_stub(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    standing = await open_escalations(session, chat)
    pressing = [row for row in standing if row.level in _LEAVES_STUB]
    if pressing:
        session.add(
            Stub(
                level=pressing[0].level,
                language=chat.row.language,
                raised_at=min(row.raised_at for row in pressing),
                erased_at=services.clock.now(),
                claimed_by=chat.row.claimed_by,
            )
        )
