"""Where a chat stands in the counsellors' queue, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Integer,
    String,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)

from service.adapters.database import run
from service.adapters.schema import Chat, ClosedLine, Duty, Staff, StaffSession, Utc, table_of
from service.domain.chat_states import AT_DESK, ChatState, Level, rank
from service.domain.duty import Presence
from service.domain.staff import TALKING_ROLES
from service.usecases.join_question import OPEN_TO_JOIN

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services


# Built once: they are asked in every turn.
_CHATS, _STAFF, _SESSIONS = table_of(Chat), table_of(Staff), table_of(StaffSession)
_DUTIES, _CLOSED_LINE = table_of(Duty), table_of(ClosedLine)
_HELD = (
    select(_CHATS.c.claimed_by, func.count().label("chats"))
    .where(_CHATS.c.state.in_(AT_DESK), _CHATS.c.claimed_by.is_not(None))
    .group_by(_CHATS.c.claimed_by)
    .subquery()
)
_HAS_ROOM = or_(
    func.coalesce(_HELD.c.chats, 0)
    < func.coalesce(_DUTIES.c.chat_limit, bindparam("limit", type_=Integer)),
    func.coalesce(_DUTIES.c.one_more, false()),
)
# As `duty.Person` has it: online, door open, and the line's, too; of these, who can take a chat.
_ON_DUTY = (
    select(
        func.count(_SESSIONS.c.staff_id.distinct()).label("there"),
        func.count(case((_HAS_ROOM, _SESSIONS.c.staff_id)).distinct()).label("with_room"),
    )
    .join(_STAFF, _STAFF.c.id == _SESSIONS.c.staff_id)
    .outerjoin(_DUTIES, _DUTIES.c.staff_id == _SESSIONS.c.staff_id)
    .outerjoin(_HELD, _HELD.c.claimed_by == _SESSIONS.c.staff_id)
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
    OPEN_TO_JOIN,  # who said "not now" is in nobody's way
    tuple_(-func.coalesce(_RANK, 0), _CHATS.c.waiting_since, _CHATS.c.id)
    < tuple_(
        bindparam("rank", type_=Integer), bindparam("waiting_since", type_=Utc), bindparam("id")
    ),
)
_COUNTED = _ON_DUTY.subquery()
_BOTH = select(_COUNTED.c.there, _COUNTED.c.with_room, _AHEAD.scalar_subquery())


@dataclass(frozen=True)
class OnDuty:
    """How many counsellors are online with an open door, and how many of them have room."""

    there: int
    with_room: int

    def wait_s(self, services: Services, *, ahead: int = 0) -> int | None:
        """Estimate the wait behind so many chats; None while nobody could take one."""
        if not self.with_room:
            return None
        return round((ahead + 1) * services.settings.wait_per_chat_s / self.with_room)


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
) -> tuple[OnDuty, Place | None]:
    """Count the counsellors on duty and tell the chat's place, in one step."""
    if row.state is not ChatState.WAITING:
        return await counsellors_on_duty(session, services), None
    if row.claimed_by is not None:
        return await counsellors_on_duty(session, services), Place(1, 0)
    mine = {"rank": -rank(row.level), "waiting_since": row.waiting_since, "id": row.id}
    found = await run(session, _BOTH, mine | _given(services))
    there, with_room, ahead = tuple(found.one())
    on_duty = OnDuty(there, with_room)
    wait_s = on_duty.wait_s(services, ahead=ahead)
    if wait_s is not None and row.waiting_since is not None:
        # Behind a slow door (`domain.misuse`) the waiting only begins later.
        later = row.waiting_since - services.clock.now()
        wait_s = max(wait_s, round(later.total_seconds()))
    return on_duty, Place(ahead + 1, wait_s)


async def counsellors_on_duty(session: AsyncSession, services: Services) -> OnDuty:
    """Count the counsellors who are there."""
    found = await run(session, _ON_DUTY, _given(services))
    there, with_room = tuple(found.one())
    return OnDuty(there, with_room)


def _given(services: Services) -> dict[str, Any]:
    """Tell since when somebody must have been seen (else they are away, or gone), and the limit."""
    settings = services.settings
    longest = min(timedelta(seconds=settings.on_duty_s), timedelta(minutes=settings.away_min))
    return {"since": services.clock.now() - longest, "limit": settings.chats_per_counsellor}
