"""Where a chat stands in the counsellors' queue, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    Integer,
    String,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)

from service.adapters.database import run
from service.adapters.schema import Chat, ClosedLine, Duty, Staff, StaffSession, Utc, table_of
from service.domain.chat_states import ChatState, Level, rank
from service.domain.duty import Presence
from service.domain.staff import TALKING_ROLES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services


# Built once: they are asked in every turn.
_CHATS, _STAFF, _SESSIONS = table_of(Chat), table_of(Staff), table_of(StaffSession)
_DUTIES, _CLOSED_LINE = table_of(Duty), table_of(ClosedLine)
# As `duty.read_people` has it: online, door open, and the line's, too.
_ON_DUTY = (
    select(func.count(_SESSIONS.c.staff_id.distinct()))
    .join(_STAFF, _STAFF.c.id == _SESSIONS.c.staff_id)
    .outerjoin(_DUTIES, _DUTIES.c.staff_id == _SESSIONS.c.staff_id)
    .where(
        func.coalesce(_DUTIES.c.presence, Presence.ONLINE.value) == Presence.ONLINE.value,
        or_(_DUTIES.c.door_closed.is_(None), ~_DUTIES.c.door_closed),
        or_(_DUTIES.c.missed_at.is_(None), _DUTIES.c.missed_at <= _SESSIONS.c.last_seen_at),
        ~exists(select(_CLOSED_LINE.c.id)),
        _STAFF.c.role.in_(sorted(TALKING_ROLES)),
        _STAFF.c.disabled_at.is_(None),
        ~_STAFF.c.password_due,
        ~_STAFF.c.totp_due,
        _SESSIONS.c.revoked_at.is_(None),
        _SESSIONS.c.last_seen_at >= bindparam("since"),
    )
)
# In the order of `queue_rows.danger_order`, counted by the database: with 500 chats waiting, each
# turn would read them all otherwise.
_RANK = case(
    {level.value: rank(level) for level in Level}, value=type_coerce(_CHATS.c.level, String)
)
_AHEAD = select(func.count()).where(
    _CHATS.c.state == ChatState.WAITING,
    _CHATS.c.claimed_by.is_(None),
    # As `join_question.OPEN_TO_JOIN`: who said "not now" is in nobody's way.
    or_(_CHATS.c.level == Level.LIFE, _CHATS.c.human_wanted, ~_CHATS.c.talk_declined),
    tuple_(-func.coalesce(_RANK, 0), _CHATS.c.waiting_since, _CHATS.c.id)
    < tuple_(
        bindparam("rank", type_=Integer), bindparam("waiting_since", type_=Utc), bindparam("id")
    ),
)
_BOTH = select(_ON_DUTY.scalar_subquery(), _AHEAD.scalar_subquery())


@dataclass(frozen=True)
class Place:
    """A place in the queue, counted from 1; `wait_s` is None when nobody can tell."""

    position: int
    wait_s: int | None

    def as_json(self) -> dict[str, int | None]:
        """Give the `queue` of contract §2."""
        return {"position": self.position, "wait_s": self.wait_s}


async def place_in_queue(session: AsyncSession, services: Services, row: Chat) -> Place | None:
    """Tell the place of a waiting chat, None for any other. A claimed one is next: place 1."""
    if row.state is not ChatState.WAITING:
        return None
    _, place = await duty_and_place(session, services, row)
    return place


async def duty_and_place(
    session: AsyncSession, services: Services, row: Chat
) -> tuple[int, Place | None]:
    """Count the counsellors on duty and tell the chat's place, in one step."""
    if row.state is not ChatState.WAITING:
        return await counsellors_on_duty(session, services), None
    if row.claimed_by is not None:
        return await counsellors_on_duty(session, services), Place(1, 0)
    mine = {"rank": -rank(row.level), "waiting_since": row.waiting_since, "id": row.id}
    found = await run(session, _BOTH, mine | {"since": _since(services)})
    on_duty, ahead = tuple(found.one())
    each_s = services.settings.wait_per_chat_s
    # Behind a slow door (`domain.misuse`) the waiting only begins later.
    later_s = (row.waiting_since - services.clock.now()).total_seconds() if row.waiting_since else 0
    wait_s = round(max(later_s, (ahead + 1) * each_s / on_duty)) if on_duty else None
    return on_duty, Place(ahead + 1, wait_s)


async def counsellors_on_duty(session: AsyncSession, services: Services) -> int:
    """Count the counsellors who are online with an open door."""
    found = await run(session, _ON_DUTY, {"since": _since(services)})
    return found.scalar() or 0


def _since(services: Services) -> datetime:
    """Tell since when somebody must have been seen: later than that they are away, or gone."""
    settings = services.settings
    return services.clock.now() - min(
        timedelta(seconds=settings.on_duty_s), timedelta(minutes=settings.away_min)
    )
