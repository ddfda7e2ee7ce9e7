"""Who is on duty: presence, doors, and how many chats somebody may have at once.

Whoever locks a row of `duties` does so before any chat's, so that two writers never wait for each
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import (
    Chat,
    ClosedLine,
    Duty,
    Offer,
    PassedOffer,
    Staff,
    StaffSession,
)
from service.domain.chat_states import AT_DESK, ChatState, Level
from service.domain.duty import Colleague, Presence, presence_of
from service.domain.staff import TALKING_ROLES
from service.domain.staff_errors import AtLimitError, DoorClosedError, LineClosedError
from service.usecases.audit import record
from service.usecases.staff.revoking import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.services import Services

_PRESSING = (Level.LIFE, Level.URGENT)
_THE_LINE = 1


@dataclass(frozen=True)
class Person:
    """A counsellor as the desk sees them. `logged_in`: with a session in use lately.

    `first_steps`: they still have to set a password or a second factor, and can do nothing else.
    """

    id: str
    name: str
    first_steps: bool
    logged_in: bool
    presence: Presence
    door_closed: bool
    one_more: bool
    limit: int
    chats: int
    idle_since: datetime | None

    @property
    def can_take(self) -> bool:
        """Whether they may be shown a chat."""
        room = self.chats < self.limit or self.one_more
        is_open = not (self.door_closed or self.first_steps)
        return self.presence is Presence.ONLINE and is_open and room


@dataclass(frozen=True)
class Line:
    """The door of the whole line. `by`: the lead who closed it."""

    closed: bool
    by: str | None


async def read_people(
    session: AsyncSession, services: Services, *, only: str | None = None
) -> Sequence[Person]:
    """Read everybody who may have chats, by name, or `only` the one with this id."""
    now, settings = services.clock.now(), services.settings
    since = now - timedelta(seconds=settings.on_duty_s)
    seen = (
        select(StaffSession.staff_id, func.max(StaffSession.last_seen_at).label("at"))
        .where(StaffSession.revoked_at.is_(None), StaffSession.last_seen_at >= since)
        .group_by(StaffSession.staff_id)
        .subquery()
    )
    held = (
        select(Chat.claimed_by, func.count().label("chats"))
        .where(Chat.state.in_(AT_DESK), Chat.claimed_by.is_not(None))
        .group_by(Chat.claimed_by)
        .subquery()
    )
    query = (
        select(Staff, seen.c.at, held.c.chats, Duty)
        .outerjoin(Duty, Duty.staff_id == Staff.id)
        .outerjoin(seen, seen.c.staff_id == Staff.id)
        .outerjoin(held, held.c.claimed_by == Staff.id)
        .where(Staff.role.in_(sorted(TALKING_ROLES)), Staff.disabled_at.is_(None))
        .order_by(Staff.name)
    )
    if only is not None:
        query = query.where(Staff.id == only)
    rows = (await session.execute(query)).tuples()
    return [
        _person(services, staff, seen_at, chats or 0, duty) for staff, seen_at, chats, duty in rows
    ]


async def is_there(session: AsyncSession, services: Services, staff_id: str) -> bool:
    """Tell whether a counsellor sits at the desk: neither away nor gone."""
    found = await read_people(session, services, only=staff_id)
    return any(person.presence in {Presence.ONLINE, Presence.BREAK} for person in found)


async def free_colleagues(session: AsyncSession, services: Services) -> Sequence[Colleague]:
    """Read who could be shown a chat now; nobody while the line is closed."""
    if (await read_line(session)).closed:
        return ()
    never = services.clock.now()
    return [
        Colleague(person.id, person.chats, person.idle_since or never)
        for person in await read_people(session, services)
        if person.can_take
    ]


async def read_line(session: AsyncSession) -> Line:
    """Tell whether the line's door is closed, and by whom."""
    query = select(Staff.name).join(ClosedLine, ClosedLine.closed_by == Staff.id)
    by = await session.scalar(query)
    return Line(by is not None, by)


async def duty_for(session: AsyncSession, services: Services, by: Member) -> dict[str, Any]:
    """Tell a counsellor how they work just now, and which chat is offered to them."""
    return (await read_duties(session, services, only=by.id))[by.id]


async def read_duties(
    session: AsyncSession, services: Services, *, only: str | None = None
) -> Mapping[str, dict[str, Any]]:
    """Read the same for everybody, by their id, or `only` for the one with this id."""
    line = await read_line(session)
    now = services.clock.now()
    query = (
        select(Offer)
        .join(Chat, Chat.id == Offer.chat_id)
        .where(Offer.until > now, Chat.state == ChatState.WAITING, Chat.claimed_by.is_(None))
    )
    offers = {offer.staff_id: offer for offer in await session.scalars(query)}
    return {
        person.id: _duty(person, line, offers.get(person.id), now)
        for person in await read_people(session, services, only=only)
    }


def _duty(person: Person, line: Line, offer: Offer | None, now: datetime) -> dict[str, Any]:
    return {
        "presence": person.presence.value,
        "door_closed": person.door_closed,
        "one_more": person.one_more,
        "chats": person.chats,
        "limit": person.limit,
        "line": {"closed": line.closed, "by": line.by},
        "offer": offer
        and {
            "chat": offer.chat_id,
            "offered_at": offer.offered_at.isoformat(),
            "left_s": max(0, round((offer.until - now).total_seconds())),
        },
    }


async def set_presence(services: Services, by: Member, presence: Presence) -> None:
    """Choose to be online, on a break or offline."""
    async with services.database.write() as session:
        duty = await lock_duty(session, services, by.id)
        if duty.presence != presence.value:
            duty.presence = presence.value
            duty.idle_since = services.clock.now()
        wake(session, QUEUE_TOPIC)


async def set_door(services: Services, by: Member, *, closed: bool) -> None:
    """Close or open one's own door: no new chats. Open ones stay."""
    async with services.database.write() as session:
        (await lock_duty(session, services, by.id)).door_closed = closed
        wake(session, QUEUE_TOPIC)


async def ask_one_more(services: Services, by: Member, *, wanted: bool) -> None:
    """Ask for one chat beyond the limit, or no longer; the next one that is taken uses it up."""
    async with services.database.write() as session:
        (await lock_duty(session, services, by.id)).one_more = wanted
        wake(session, QUEUE_TOPIC)


async def set_line(services: Services, by: Member, *, closed: bool) -> None:
    """Close or open the line. While it is closed, nobody is there for visitors."""
    async with services.database.write() as session:
        if closed:
            row = {"id": _THE_LINE, "closed_by": by.id, "closed_at": services.clock.now()}
            await _insert_unless_there(session, ClosedLine, row)
        else:
            await session.execute(delete(ClosedLine))
        wake(session, QUEUE_TOPIC)
        await record(session, services, by, "line.closed" if closed else "line.opened")


async def set_limit(services: Services, member: Member, limit: int | None, *, by: Member) -> None:
    """Set how many chats somebody may have at once; None: what the setting says."""
    async with services.database.write() as session:
        (await lock_duty(session, services, member.id)).chat_limit = limit
        wake(session, QUEUE_TOPIC)
        detail = {"account": member.id, "limit": limit or services.settings.chats_per_counsellor}
        await record(session, services, by, "staff.chat_limit", detail=detail)


async def begin_duty(session: AsyncSession, services: Services, member: Member) -> None:
    """Note a login: whoever came last is asked last."""
    (await lock_duty(session, services, member.id)).idle_since = services.clock.now()


async def end_duty(session: AsyncSession, services: Services, member: Member) -> None:
    """Note a logout: the next time begins online and with an open door, unless one is still in."""
    still = exists().where(StaffSession.staff_id == member.id, *standing(services))
    if await session.scalar(select(still)):
        return
    duty = await lock_duty(session, services, member.id)
    duty.presence, duty.door_closed, duty.one_more = Presence.ONLINE.value, False, False


async def note_missed(services: Services, staff_id: str, *, since: datetime) -> None:
    """Let somebody be away until their next input, who gave no sign since then."""
    latest = select(func.max(StaffSession.last_seen_at)).where(
        StaffSession.staff_id == staff_id, StaffSession.revoked_at.is_(None)
    )
    async with services.database.write() as session:
        duty = await lock_duty(session, services, staff_id)
        seen_at = await session.scalar(latest)
        if seen_at is not None and seen_at <= since:
            duty.missed_at = services.clock.now()
            wake(session, QUEUE_TOPIC)


async def lock_duty(session: AsyncSession, services: Services, staff_id: str) -> Duty:
    """Give the row of a counsellor, made if need be, for this transaction alone."""
    row = {
        "staff_id": staff_id,
        "presence": Presence.ONLINE.value,
        "door_closed": False,
        "one_more": False,
        "idle_since": services.clock.now(),
    }
    await _insert_unless_there(session, Duty, row)
    return await session.get_one(Duty, staff_id, with_for_update=True)


async def check_room(
    session: AsyncSession, services: Services, duty: Duty, chat_id: str, *, one_more: bool
) -> bool:
    """Check that a counsellor may take one more free chat; tell whether it is beyond the limit.

    Args: one_more: they ask for it with this claim.

    Raises:
        LineClosedError: unless it is pressing, so that whoever is called can come.
        DoorClosedError: their own.
        AtLimitError: and they did not ask for one more.
    """
    query = select(Chat.level).where(
        Chat.id == chat_id, Chat.state == ChatState.WAITING, Chat.claimed_by.is_(None)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return False  # The claim itself says what is wrong, or gives one's own again.
    line = await read_line(session)
    if line.closed and found.level not in _PRESSING:
        raise LineClosedError(line.by)
    if duty.door_closed:
        raise DoorClosedError
    own = select(func.count()).where(Chat.state.in_(AT_DESK), Chat.claimed_by == duty.staff_id)
    limit = duty.chat_limit or services.settings.chats_per_counsellor
    if (await session.scalar(own) or 0) < limit:
        return False
    if not (one_more or duty.one_more):
        raise AtLimitError(limit)
    return True


async def note_taken(
    session: AsyncSession, services: Services, duty: Duty, chat_id: str, *, beyond: bool
) -> None:
    """Note that somebody took a chat: it is offered to nobody any more."""
    duty.idle_since = services.clock.now()
    if beyond:
        duty.one_more = False
    await session.execute(delete(Offer).where(Offer.chat_id == chat_id))
    await session.execute(delete(PassedOffer).where(PassedOffer.chat_id == chat_id))


def _person(
    services: Services, staff: Staff, seen_at: datetime | None, chats: int, duty: Duty | None
) -> Person:
    settings = services.settings
    presence = presence_of(
        Presence(duty.presence) if duty else Presence.ONLINE,
        seen_at=seen_at,
        missed_at=duty.missed_at if duty else None,
        away_at=services.clock.now() - timedelta(minutes=settings.away_min),
    )
    return Person(
        id=staff.id,
        name=staff.name,
        first_steps=staff.password_due or staff.totp_due,
        logged_in=seen_at is not None,
        presence=presence,
        door_closed=bool(duty and duty.door_closed),
        one_more=bool(duty and duty.one_more),
        limit=(duty and duty.chat_limit) or settings.chats_per_counsellor,
        chats=chats,
        idle_since=duty.idle_since if duty else None,
    )


async def _insert_unless_there(
    session: AsyncSession, table: type[Duty | ClosedLine], row: dict[str, Any]
) -> None:
    on_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if on_postgres else sqlite.insert
    await session.execute(insert(table).values(row).on_conflict_do_nothing())
