"""Sessions of staff: opened by a login, ended by idleness, age, leaving or revocation."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy import or_, select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Staff, StaffSession
from service.domain.ids import hash_token, new_token
from service.domain.staff import FirstStep
from service.domain.staff_errors import (
    CsrfError,
    NotLoggedInError,
    TotpNeededError,
    WrongLoginError,
)
from service.usecases.audit import record
from service.usecases.duty import begin_duty, end_duty
from service.usecases.staff.accounts import member_of
from service.usecases.staff.revoking import wake_streams
from service.usecases.staff.second_factor import secret_of, use_recovery_code
from service.usecases.staff.totp import accepted_step

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.services import Services
    from service.usecases.staff.passwords import PasswordDoor
    from service.usecases.staff.throttle import LoginThrottle

# A use is noted at most this often: a request should not cost a write each.
_NOTED_EVERY_S = 15


@dataclass(frozen=True)
class Door:
    """What the login of one process needs: its throttle and its turns at the processor."""

    throttle: LoginThrottle
    passwords: PasswordDoor


@dataclass(frozen=True)
class Login:
    """What somebody types, and a key that is equal for equal addresses and tells none.

    `recovery` stands in for `totp` when the phone is not at hand.
    """

    name: str
    password: str
    totp: str | None
    address: bytes
    recovery: str | None = None

    @property
    def has_code(self) -> bool:
        """Whether a second factor was given at all."""
        return bool((self.totp or "").strip() or (self.recovery or "").strip())


@dataclass(frozen=True)
class Session:
    """A session in use. `key` names its row; with something `todo`, little else is open to it."""

    member: Member
    csrf: str
    key: bytes
    todo: tuple[FirstStep, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A session just opened; the token goes into the cookie and is kept nowhere."""

    session: Session
    token: str


async def open_session(services: Services, door: Door, login: Login) -> Opened:
    """Log in.

    An unknown name, a wrong password, a disabled account and a wrong code take equally long and
    are answered alike. Only who knows the password learns that a code is wanted.

    Raises:
        WrongLoginError: see above.
        TotpNeededError: the password is right; no code came with it.
        SlowDownError: too many tries.
    """
    door.throttle.take(name=login.name, address=login.address, now=services.clock.now())
    name = login.name.strip().casefold()
    async with services.database.read() as session:
        row = await session.scalar(select(Staff).where(Staff.name == name))
    stored = row.password_hash if row is not None and row.disabled_at is None else None
    right = await door.passwords.matches(login.password, stored)
    if row is None or not right:
        await _refuse(services, row)
    if row.totp_secret is not None and not login.has_code:
        raise TotpNeededError
    async with services.database.write() as session:
        by = await _second_factor(session, services, row, login)
        if by is not None:
            opened = await _open(session, services, row, by=by)
            door.throttle.give_back(name=login.name, address=login.address)
            return opened
    return await _refuse(services, row)


async def find_session(
    services: Services, token: str | None, *, uses: bool, locked: bool = False
) -> Session:
    """Give the session that a cookie names.

    Args: uses: the person does something; news that the page asks for by itself does not count.
        `locked`: one that was only idle too long will do, too.
    Raises: NotLoggedInError: none, revoked, idle too long, open too long, account disabled.
    """
    if token is None:
        raise NotLoggedInError
    key = hash_token(token)
    async with services.database.read() as session:
        found, noted_s = await _standing(session, services, key, locked=locked)
    if uses and noted_s >= _NOTED_EVERY_S:
        await note_use(services, found)
    return found


async def note_use(services: Services, session: Session) -> None:
    """Note that the person is there: the idle time begins anew."""
    async with services.database.write() as writing:
        await writing.execute(
            update(StaffSession)
            .where(StaffSession.id_hash == session.key, StaffSession.revoked_at.is_(None))
            .values(last_seen_at=services.clock.now())
        )


async def check_still_open(session: AsyncSession, services: Services, key: bytes) -> None:
    """Refuse to go on with a session that has ended meanwhile (for streams).

    Raises: NotLoggedInError.
    """
    await _standing(session, services, key)


def check_csrf(session: Session, given: str | None) -> None:
    """Refuse a changing call that does not come from our own page.

    Raises: CsrfError.
    """
    if given is None or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise CsrfError


async def close_session(services: Services, session: Session) -> None:
    """Log out."""
    now = services.clock.now()
    async with services.database.write() as writing:
        await writing.execute(
            update(StaffSession).where(StaffSession.id_hash == session.key).values(revoked_at=now)
        )
        await end_duty(writing, services, session.member)
        await wake_streams(writing, session.member)
        await record(writing, services, session.member, "session.closed")


async def forget_sessions(services: Services) -> int:
    """Delete the rows of sessions that ended long ago; tell how many."""
    old = services.clock.now() - timedelta(days=1)
    ended = or_(
        StaffSession.revoked_at <= old,
        StaffSession.created_at <= old - timedelta(hours=services.settings.staff_session_hours),
    )
    async with services.database.write() as session:
        keys = (await session.scalars(select(StaffSession).where(ended).limit(500))).all()
        for row in keys:
            await session.delete(row)
    return len(keys)


async def _standing(
    session: AsyncSession, services: Services, key: bytes, *, locked: bool = False
) -> tuple[Session, float]:
    """Read a session that may be used now, and how many seconds ago a use was noted."""
    query = (
        select(StaffSession, Staff)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.id_hash == key)
    )
    pair = (await session.execute(query)).one_or_none()
    if pair is None:
        raise NotLoggedInError
    row, staff = pair
    now, settings = services.clock.now(), services.settings
    idle = now - row.last_seen_at
    ended = (
        row.revoked_at is not None
        or staff.disabled_at is not None
        or (idle >= timedelta(minutes=settings.staff_idle_min) and not locked)
        or now - row.created_at >= timedelta(hours=settings.staff_session_hours)
    )
    if ended:
        raise NotLoggedInError
    return Session(member_of(staff), row.csrf, key, _todo(staff)), idle.total_seconds()


async def _second_factor(
    session: AsyncSession, services: Services, row: Staff, login: Login
) -> str | None:
    """Name what the login was completed with, None where the code is wrong."""
    if row.totp_secret is None:
        return "password"
    if (login.totp or "").strip():
        return "totp" if await _code_fits(session, services, row, login.totp or "") else None
    fits = await use_recovery_code(session, services, row.id, login.recovery or "")
    return "recovery" if fits else None


async def _code_fits(session: AsyncSession, services: Services, row: Staff, code: str) -> bool:
    """Take a one-time code, by compare-and-set: of two logins with one code, one gets in."""
    locked = await session.get_one(Staff, row.id, with_for_update={"key_share": True})
    secret = secret_of(services, locked)
    if secret is None:
        return True  # An admin took the second factor away at this moment.
    step = accepted_step(
        code, secret=secret, now=services.clock.now(), last_step=locked.totp_used_step
    )
    if step is None:
        return False
    locked.totp_used_step = step
    return True


async def _open(session: AsyncSession, services: Services, row: Staff, *, by: str) -> Opened:
    token, now, member = new_token(), services.clock.now(), member_of(row)
    csrf = secrets.token_urlsafe(32)
    key = hash_token(token)
    session.add(
        StaffSession(id_hash=key, staff_id=member.id, csrf=csrf, created_at=now, last_seen_at=now)
    )
    await begin_duty(session, services, member)
    wake(session, QUEUE_TOPIC)  # who follows the desk sees who has come
    await record(session, services, member, "session.opened", detail={"by": by})
    return Opened(Session(member, csrf, key, _todo(row)), token)


def _todo(row: Staff) -> tuple[FirstStep, ...]:
    due = ((row.password_due, FirstStep.PASSWORD), (row.totp_due, FirstStep.TOTP))
    return tuple(step for is_due, step in due if is_due)


async def _refuse(services: Services, row: Staff | None) -> NoReturn:
    """Note the refused login; an unknown name is not kept, it could be a password."""
    async with services.database.write() as session:
        by = member_of(row) if row else None
        await record(session, services, by, "session.refused")
    raise WrongLoginError
