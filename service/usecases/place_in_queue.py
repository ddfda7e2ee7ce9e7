"""Where a chat stands in the counsellors' queue, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from service.adapters.schema import Chat, Staff, StaffSession
from service.domain.chat_states import ChatState
from service.domain.danger_order import Waiting, in_order

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services


@dataclass(frozen=True)
class Place:
    """A place in the queue, counted from 1; `wait_s` is None when nobody can tell."""

    position: int
    wait_s: int | None

    def as_json(self) -> dict[str, int | None]:
        """Give the `queue` of contract §2."""
        return {"position": self.position, "wait_s": self.wait_s}


async def waiting_in_order(session: AsyncSession) -> list[Waiting]:
    """Read the chats that wait for a counsellor, in the order of danger."""
    query = select(Chat.id, Chat.level, Chat.waiting_since).where(
        Chat.state == ChatState.WAITING, Chat.claimed_by.is_(None)
    )
    rows = await session.execute(query)
    return in_order([Waiting(chat_id, level, since) for chat_id, level, since in rows if since])


async def place_in_queue(session: AsyncSession, services: Services, row: Chat) -> Place | None:
    """Tell the place of a waiting chat, None for any other. A claimed one is next: place 1."""
    if row.state is not ChatState.WAITING:
        return None
    if row.claimed_by is not None:
        return Place(1, 0)
    waiting = await waiting_in_order(session)
    ahead = next((n for n, chat in enumerate(waiting) if chat.chat_id == row.id), len(waiting))
    on_duty = await counsellors_on_duty(session, services)
    each_s = services.settings.wait_per_chat_s
    return Place(ahead + 1, round((ahead + 1) * each_s / on_duty) if on_duty else None)


async def counsellors_on_duty(session: AsyncSession, services: Services) -> int:
    """Count the counsellors with a session in use."""
    since = services.clock.now() - timedelta(seconds=services.settings.on_duty_s)
    query = (
        select(func.count(StaffSession.staff_id.distinct()))
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(
            Staff.role == "counsellor",
            Staff.disabled_at.is_(None),
            StaffSession.revoked_at.is_(None),
            StaffSession.last_seen_at >= since,
        )
    )
    return await session.scalar(query) or 0
