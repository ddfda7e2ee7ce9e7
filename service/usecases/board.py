"""The team lead's board: who waits how long, who is there, and whether the estimates hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import load_only

from service.adapters.schema import Chat
from service.domain.chat_states import AT_DESK, ChatState, Level
from service.domain.duty import Presence
from service.domain.staff import StaffRole
from service.usecases.desk_streams import Teller, follow_desk
from service.usecases.duty import read_line, read_people
from service.usecases.notices import unseen_notices
from service.usecases.on_call.delivery import read_notifiers
from service.usecases.queue_rows import waiting_s
from service.usecases.reading_along import alongs_for_lead
from service.usecases.waits import medians, waits_today

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Wait
    from service.domain.staff import Member
    from service.usecases.duty import Line
    from service.usecases.following import Told
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

    type Board = dict[str, Any]


@dataclass(frozen=True)
class BoardReading:
    """One moment of the board. It holds no words, and a chat's id only in `for_leads`."""

    for_all: Board
    for_leads: Board


async def read_board(
    session: AsyncSession, services: Services, _before: BoardReading | None = None
) -> BoardReading:
    """Read the board as it is now."""
    query = (
        select(Chat)
        .where(Chat.state.in_(AT_DESK))
        .options(load_only(Chat.state, Chat.level, Chat.claimed_by, Chat.waiting_since))
    )
    chats = (await session.scalars(query)).all()
    today = await waits_today(session, services)
    line = await read_line(session)
    for_all = {
        "levels": [_level(services, level, chats, today) for level in Level],
        "today": medians(today).as_json(),
        "notifiers": await read_notifiers(session, services),
        "people": await _people(session, services, chats, line),
        "line": {"closed": line.closed, "by": line.by},
    }
    for_leads = {
        "along": await alongs_for_lead(session, services),
        "notices": await unseen_notices(session),
    }
    return BoardReading(for_all, for_leads)


def board_of(read: BoardReading, by: Member) -> Board:
    """Give the board as somebody sees it: who reads along, and notices, are for team leads."""
    own = read.for_leads if by.role is StaffRole.LEAD else {"along": None, "notices": []}
    return read.for_all | own


def follow_board(services: Services, by: Session) -> AsyncIterator[Sequence[Told]]:
    """Yield the board at once and after every change; ends when the session has ended."""

    def own(read: BoardReading) -> Board:
        return board_of(read, by.member)

    return follow_desk(services, by, read_board, Teller("board", own, _without_times))


def _level(services: Services, level: Level, chats: Sequence[Chat], today: Sequence[Wait]) -> Board:
    """Sum up one level; a chat that was only claimed still waits for its first word."""
    now = services.clock.now()
    waiting = [
        chat
        for chat in chats
        if chat.state is ChatState.WAITING and (chat.level or Level.NORMAL) is level
    ]
    return {
        "level": level.value,
        "waiting": len(waiting),
        "unclaimed": sum(chat.claimed_by is None for chat in waiting),
        "longest_s": max((waiting_s(chat.waiting_since, now) for chat in waiting), default=None),
        "today": medians([wait for wait in today if wait.level is level]).as_json(),
    }


async def _people(
    session: AsyncSession, services: Services, chats: Sequence[Chat], line: Line
) -> list[Board]:
    """List who was seen lately or still holds a chat, by name."""
    talking = Counter(chat.claimed_by for chat in chats if chat.state is ChatState.HUMAN)
    reading = Counter(chat.claimed_by for chat in chats if chat.state is ChatState.WAITING)
    return [
        {
            "name": person.name,
            "logged_in": person.logged_in,
            "free": (
                person.presence is Presence.ONLINE
                and not (person.door_closed or line.closed or person.chats)
            ),
            "presence": person.presence.value,
            "door_closed": person.door_closed,
            "limit": person.limit,
            "talking": talking[person.id],
            "reading": reading[person.id],
        }
        for person in await read_people(session, services)
        if person.logged_in or person.chats
    ]


def _without_times(board: Board) -> Board:
    return {**board, "levels": [{**level, "longest_s": None} for level in board["levels"]]}
