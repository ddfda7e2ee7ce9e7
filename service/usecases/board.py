"""The team lead's board: who waits how long, who is there, and whether the estimates hold."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from service.adapters.schema import Chat, Staff, StaffSession
from service.domain.chat_states import ChatState, Level
from service.domain.staff import TALKING_ROLES
from service.usecases.desk_streams import follow_whole
from service.usecases.notices import notices_for
from service.usecases.triage_queue import waiting_s
from service.usecases.waits import medians, waits_today

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Wait
    from service.domain.staff import Member
    from service.usecases.following import Told
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

    type Board = dict[str, Any]


async def read_board(session: AsyncSession, services: Services, by: Member) -> Board:
    """Read the board as it is now. It holds no words, and a chat's id only for a lead."""
    query = (
        select(Chat)
        .where(Chat.state.in_([ChatState.WAITING, ChatState.HUMAN]))
        .options(load_only(Chat.state, Chat.level, Chat.claimed_by, Chat.waiting_since))
    )
    chats = (await session.scalars(query)).all()
    today = await waits_today(session, services)
    return {
        "levels": [_level(services, level, chats, today) for level in Level],
        "today": medians(today).as_json(),
        "people": await _people(session, services, chats),
        "notices": await notices_for(session, by),
    }


def follow_board(services: Services, by: Session) -> AsyncIterator[Sequence[Told]]:
    """Yield the board at once and after every change; ends when the session has ended."""

    async def read(session: AsyncSession) -> Board:
        return await read_board(session, services, by.member)

    return follow_whole(services, by, "board", read, standing=_without_times)


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
        "longest_s": max((waiting_s(chat, now) for chat in waiting), default=None),
        "today": medians([wait for wait in today if wait.level is level]).as_json(),
    }


async def _people(session: AsyncSession, services: Services, chats: Sequence[Chat]) -> list[Board]:
    """List who was seen lately or still holds a chat, by name."""
    talking = Counter(chat.claimed_by for chat in chats if chat.state is ChatState.HUMAN)
    reading = Counter(chat.claimed_by for chat in chats if chat.state is ChatState.WAITING)
    since = services.clock.now() - timedelta(seconds=services.settings.on_duty_s)
    seen = func.max(StaffSession.last_seen_at).label("seen")
    there = (
        select(StaffSession.staff_id, seen)
        .where(StaffSession.revoked_at.is_(None), StaffSession.last_seen_at >= since)
        .group_by(StaffSession.staff_id)
        .subquery()
    )
    query = (
        select(Staff.id, Staff.name, there.c.seen.is_not(None))
        .outerjoin(there, there.c.staff_id == Staff.id)
        .where(Staff.role.in_(sorted(TALKING_ROLES)), Staff.disabled_at.is_(None))
        .order_by(Staff.name)
    )
    rows = (await session.execute(query)).tuples()
    return [
        {
            "name": name,
            "logged_in": bool(logged_in),
            "free": bool(logged_in) and not talking[staff] and not reading[staff],
            "talking": talking[staff],
            "reading": reading[staff],
        }
        for staff, name, logged_in in rows
        if logged_in or talking[staff] or reading[staff]
    ]


def _without_times(board: Board) -> Board:
    return {**board, "levels": [{**level, "longest_s": None} for level in board["levels"]]}
