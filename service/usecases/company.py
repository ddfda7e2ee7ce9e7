"""Plans the lines for a silent visitor, and wishes for them when they are due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from service.adapters.database import run
from service.adapters.schema import Chat, Escalation, table_of
from service.domain.chat_states import OPEN_STATUSES, Level
from service.domain.company import next_line_at
from service.domain.errors import NoSuchChatError
from service.usecases.access import OpenChat, access_chat_by_id
from service.usecases.each_chat import each_chat
from service.usecases.wishes import want_engine_event

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services

_AT_ONCE = 100
_ESCALATIONS = table_of(Escalation)
_OPEN_LIFE = (
    select(_ESCALATIONS.c.id)
    .where(
        _ESCALATIONS.c.chat_id == bindparam("of_chat"),
        _ESCALATIONS.c.level == Level.LIFE,
        _ESCALATIONS.c.status.in_(OPEN_STATUSES),
    )
    .limit(1)
)


async def plan_next_line(
    session: AsyncSession,
    services: Services,
    chat: OpenChat,
    *,
    wrote: bool = False,
    raised: bool = False,
) -> None:
    """Work out when the next line is due, from the chat as it is now.

    The silence starts anew when the visitor `wrote` just now, or a `life` request was `raised`.
    """
    row = chat.row
    if wrote or raised:
        row.silence_from = services.clock.now()
        row.silence_lines = 0
    row.silence_at = next_line_at(
        state=row.state,
        # The level never falls while a request of that level is open: most chats need no look.
        life_open=row.level is Level.LIFE and await life_is_open(session, row.id),
        signals=row.signals,
        silent_from=row.silence_from,
        lines=row.silence_lines,
        company_minutes=services.settings.company_minutes,
        silence_minutes=services.settings.silence_minutes,
    )


async def life_is_open(session: AsyncSession, chat_id: str) -> bool:
    """Tell whether a `life` request still waits for, or is with, a counsellor.

    Whoever changed an escalation in this session has flushed it.
    """
    return (await run(session, _OPEN_LIFE, {"of_chat": chat_id})).scalar() is not None


async def keep_company(services: Services) -> int:
    """Wish for the lines that are due; tell how many."""
    now = services.clock.now()
    async with services.database.read() as session:
        query = select(Chat.id).where(Chat.silence_at <= now).limit(_AT_ONCE)
        due = (await session.scalars(query)).all()
    return await each_chat(due, partial(_wish_line, services))


async def _wish_line(services: Services, chat_id: str) -> bool:
    async with services.database.write() as session:
        try:
            chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        except NoSuchChatError:
            return False
        at = chat.row.silence_at
        if at is None or at > services.clock.now():
            return False
        chat.row.silence_lines += 1
        await plan_next_line(session, services, chat)
        want_engine_event(session, services, chat, "silence")
        return True
