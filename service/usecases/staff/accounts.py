"""Accounts of staff, as the command line makes and changes them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat, Staff, StaffSession
from service.domain.ids import StaffId
from service.domain.staff import Member, StaffRole, check_name
from service.domain.staff_errors import NameTakenError, NoSuchAccountError
from service.usecases.audit import record
from service.usecases.staff.passwords import check_password, hash_password, make_password
from service.usecases.staff.totp import make_secret

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services


@dataclass(frozen=True)
class NewAccount:
    """An account as just made or reset. Password and secret are shown this once."""

    member: Member
    password: str
    totp_secret: str | None


@dataclass(frozen=True)
class Account:
    """An account as the list shows it."""

    member: Member
    has_totp: bool
    created_at: datetime
    disabled_at: datetime | None


async def add_account(
    services: Services,
    *,
    name: str,
    role: StaffRole,
    password: str | None = None,
    totp: bool = False,
) -> NewAccount:
    """Make an account; without a password a random one is drawn.

    Raises:
        BadNameError, WeakPasswordError: by their rules.
        NameTakenError: there is an account of this name, perhaps disabled.
    """
    name = check_name(name)
    if password is not None:
        check_password(password, name=name)
    made = NewAccount(
        Member(StaffId(secrets.token_urlsafe(12)), name, role),
        password or make_password(),
        make_secret() if totp else None,
    )
    async with services.database.write() as session:
        if await session.scalar(select(Staff.id).where(Staff.name == name)) is not None:
            raise NameTakenError(name)
        session.add(_row(services, made))
        await record(
            session, services, None, "staff.added", detail=_about(made.member) | {"totp": totp}
        )
    return made


async def list_accounts(services: Services) -> Sequence[Account]:
    """Give all accounts, by name."""
    async with services.database.read() as session:
        rows = await session.scalars(select(Staff).order_by(Staff.name))
        return [
            Account(member_of(row), row.totp_secret is not None, row.created_at, row.disabled_at)
            for row in rows
        ]


async def disable_account(services: Services, *, name: str) -> Member:
    """Close an account and its sessions, at once. Its records stay; its chats' leases run out.

    Raises: NoSuchAccountError.
    """
    async with services.database.write() as session:
        row = await _by_name(session, name)
        row.disabled_at = row.disabled_at or services.clock.now()
        member = member_of(row)
        await revoke_sessions(session, services, member)
        await record(session, services, None, "staff.disabled", detail=_about(member))
    return member


async def reset_password(
    services: Services, *, name: str, password: str | None = None
) -> NewAccount:
    """Give an account a new password, open it again if it was disabled, end its sessions.

    Raises:
        NoSuchAccountError.
        WeakPasswordError: by its rules.
    """
    async with services.database.write() as session:
        row = await _by_name(session, name)
        if password is not None:
            check_password(password, name=row.name)
        chosen = password or make_password()
        row.password_hash = hash_password(chosen)
        row.disabled_at = None
        member = member_of(row)
        await revoke_sessions(session, services, member)
        await record(session, services, None, "staff.password_reset", detail=_about(member))
        return NewAccount(member, chosen, secret_of(services, row))


async def revoke_sessions(session: AsyncSession, services: Services, member: Member) -> None:
    """End all sessions of a member."""
    await session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == member.id, StaffSession.revoked_at.is_(None))
        .values(revoked_at=services.clock.now())
    )
    await wake_streams(session, member)


async def wake_streams(session: AsyncSession, member: Member) -> None:
    """Let every stream that this member may have open look whether its session still stands."""
    wake(session, QUEUE_TOPIC)
    for chat_id in await session.scalars(select(Chat.id).where(Chat.claimed_by == member.id)):
        wake(session, chat_id)


def member_of(row: Staff) -> Member:
    """Give the member of a row."""
    return Member(StaffId(row.id), row.name, StaffRole(row.role))


def secret_of(services: Services, row: Staff) -> str | None:
    """Open the secret of one-time codes, None without a second factor."""
    if row.totp_secret is None:
        return None
    return services.keyring.open_secret(row.totp_secret, about=_totp(row.id))


def _row(services: Services, made: NewAccount) -> Staff:
    secret = made.totp_secret
    sealed = services.keyring.seal_secret(secret, about=_totp(made.member.id)) if secret else None
    return Staff(
        id=made.member.id,
        name=made.member.name,
        role=made.member.role.value,
        password_hash=hash_password(made.password),
        totp_secret=sealed,
        created_at=services.clock.now(),
    )


async def _by_name(session: AsyncSession, name: str) -> Staff:
    query = (
        select(Staff).where(Staff.name == name.strip().casefold()).with_for_update(key_share=True)
    )
    row: Staff | None = await session.scalar(query)
    if row is None:
        raise NoSuchAccountError(name)
    return row


def _totp(staff_id: str) -> str:
    return f"{staff_id}|totp"


def _about(member: Member) -> dict[str, str]:
    return {"account": member.id, "role": member.role.value}
