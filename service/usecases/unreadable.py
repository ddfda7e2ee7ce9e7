"""A waiting chat whose words cannot be opened: said, shown to the lead, offered to nobody meanwhile.

Its keys are of a generation that is not in the key file, or a piece of it was damaged. It stays in
the list and its alarm goes on: somebody waits there.
"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from service.adapters.schema import Chat, Notice
from service.adapters.sealing import UnreadableError
from service.domain.chat_states import ChatState
from service.domain.notices import NoticeKind
from service.domain.staff_errors import UnreadableChatError
from service.usecases.audit import record
from service.usecases.notices import put_on_board

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from service.domain.staff import Member
    from service.usecases.services import Services

_log = logging.getLogger(__name__)
# For a query of chats. Once a lead has seen the notice, somebody may try again.
UNREADABLE = exists().where(
    Notice.chat_id == Chat.id,
    Notice.kind == NoticeKind.UNREADABLE.value,
    Notice.seen_at.is_(None),
)


@asynccontextmanager
async def noting_unreadable(services: Services, by: Member, chat_id: str) -> AsyncIterator[None]:
    """Note that somebody could not open a waiting chat.

    Raises: UnreadableChatError: instead of the cause.
    """
    try:
        yield
    except UnreadableError as error:
        async with services.database.write() as session:
            query = select(Chat.id).where(Chat.id == chat_id, Chat.state == ChatState.WAITING)
            if await session.scalar(query) is None:
                raise
            _log.error("chat %s cannot be read: %s", chat_id, error)
            await put_on_board(session, services, by, chat_id, NoticeKind.UNREADABLE)
            await record(session, services, by, "chat.unreadable", chat_id=chat_id)
        raise UnreadableChatError from error
