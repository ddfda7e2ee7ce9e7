"""Accounts of staff, as an admin makes and changes them: on the page, or by a command."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from service.adapters.schema import Duty, Staff, StaffSession
from service.domain.ids import StaffId
from service.domain.staff import Member, StaffRole, check_name
from service.domain.staff_errors import (
    LastAdminError,
    NameTakenError,
    NoSuchAccountError,
    OwnAccountError,
)
from service.usecases.audit import record
from service.usecases.staff.passwords import check_password, hash_elsewhere, make_password
from service.usecases.staff.revoking import revoke_sessions, standing
from service.usecases.staff.second_factor import drop_second_factor, seal_secret, secret_of
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
    """An account as the list shows it. `sessions`: how many logins stand just now.

    `chat_limit`: chats at once, None for what the setting says.
    """

    member: Member
    has_totp: bool
    totp_due: bool
    sessions: int
    chat_limit: int | None
    created_at: datetime
    disabled_at: datetime | None


async def add_account(  # noqa: PLR0913 - an account has these parts
    services: Services,
    *,
    name: str,
    role: StaffRole,
    password: str | None = None,
    totp: bool = False,
    first_steps: bool = False,
    by: Member | None = None,
) -> NewAccount:
    """Make an account; without a password a random one is drawn.

    With `totp` a secret for one-time codes is made now. With `first_steps` the person sets a
    password that nobody else knows, and the second factor, before anything else. `by` is the admin
    who asks, None for the command line.

    Raises:
        BadNameError, WeakPasswordError: by their rules.
        NameTakenError: there is an account of this name, perhaps disabled.
    """
    name = check_name(name)
    if password is not None:
        check_password(password, name=name)
    chosen = password or make_password(name=name)
    made = NewAccount(
        Member(StaffId(secrets.token_urlsafe(12)), name, role),
        chosen,
        make_secret() if totp else None,
    )
    row = _row(services, made, await hash_elsewhere(chosen), first_steps=first_steps)
    async with services.database.write() as session:
        if await session.scalar(select(Staff.id).where(Staff.name == name)) is not None:
            raise NameTakenError(name)
        session.add(row)
        detail = _about(made.member) | {"totp": totp or first_steps}
        await record(session, services, by, "staff.added", detail=detail)
    return made


async def list_accounts(services: Services) -> Sequence[Account]:
    """Give all accounts, by name."""
    open_now = (
        select(func.count())
        .where(StaffSession.staff_id == Staff.id, *standing(services))
        .scalar_subquery()
    )
    async with services.database.read() as session:
        query = select(Staff, open_now, Duty.chat_limit).outerjoin(Duty, Duty.staff_id == Staff.id)
        rows = await session.execute(query.order_by(Staff.name))
        return [
            Account(
                member=member_of(row),
                has_totp=row.totp_secret is not None,
                totp_due=row.totp_due,
                sessions=0 if row.disabled_at else count,
                chat_limit=chat_limit,
                created_at=row.created_at,
                disabled_at=row.disabled_at,
            )
            for row, count, chat_limit in rows.tuples()
        ]


async def find_account(services: Services, account: str, *, besides: Member) -> Member:
    """Give the account with this id.

    Raises:
        NoSuchAccountError.
        OwnAccountError: it is that of `besides`, who may not lock themselves out.
    """
    if account == besides.id:
        raise OwnAccountError
    async with services.database.read() as session:
        row = await session.get(Staff, account)
    if row is None:
        raise NoSuchAccountError(account)
    return member_of(row)


async def disable_account(services: Services, *, name: str, by: Member | None = None) -> Member:
    """Close an account and its sessions, at once. Its records stay; its chats' leases run out.

    Raises: NoSuchAccountError.
    """
    async with services.database.write() as session:
        row = await _by_name(session, name)
        row.disabled_at = row.disabled_at or services.clock.now()
        member = member_of(row)
        await revoke_sessions(session, services, member)
        await record(session, services, by, "staff.disabled", detail=_about(member))
    return member


async def change_role(
    services: Services, member: Member, role: StaffRole, *, by: Member | None = None
) -> None:
    """Give an account another role and end its sessions; the role it has already: nothing changes.

    Raises: LastAdminError: it is the only one that could make accounts.
    """
    async with services.database.write() as session:
        # All rows of admins are locked: of two who demote each other at once, one stays.
        admins = await session.scalars(
            select(Staff.id)
            .where(Staff.role == StaffRole.ADMIN, Staff.disabled_at.is_(None))
            .order_by(Staff.id)
            .with_for_update(key_share=True)
        )
        others = set(admins) - {member.id}
        row = await _by_name(session, member.name)
        before = row.role
        if before == role.value:
            return
        if before == StaffRole.ADMIN.value and not others:
            raise LastAdminError
        row.role = role.value
        await revoke_sessions(session, services, member)
        detail = {"account": member.id, "was": before, "role": role.value}
        await record(session, services, by, "staff.role_changed", detail=detail)


async def reset_password(
    services: Services,
    *,
    name: str,
    password: str | None = None,
    first_steps: bool = False,
    by: Member | None = None,
) -> NewAccount:
    """Give an account a new password, open it again if it was disabled, end its sessions.

    Args: first_steps: the person changes it at the next login.

    Raises:
        NoSuchAccountError.
        WeakPasswordError: by its rules.
    """
    if password is not None:
        check_password(password, name=name.strip().casefold())
    chosen = password or make_password(name=name)
    hashed = await hash_elsewhere(chosen)
    async with services.database.write() as session:
        row = await _by_name(session, name)
        row.password_hash = hashed
        row.password_due = first_steps
        row.disabled_at = None
        member = member_of(row)
        await revoke_sessions(session, services, member)
        await record(session, services, by, "staff.password_reset", detail=_about(member))
        return NewAccount(member, chosen, secret_of(services, row))


async def reset_second_factor(services: Services, *, name: str, by: Member | None = None) -> Member:
    """Forget secret and recovery codes; the person sets up new ones at the next login.

    Raises: NoSuchAccountError.
    """
    async with services.database.write() as session:
        row = await _by_name(session, name)
        await drop_second_factor(session, row)
        row.totp_due = True
        member = member_of(row)
        await revoke_sessions(session, services, member)
        await record(session, services, by, "staff.totp_reset", detail=_about(member))
    return member


async def end_sessions_of(services: Services, *, name: str, by: Member | None = None) -> Member:
    """Log an account out everywhere, at once.

    Raises: NoSuchAccountError.
    """
    async with services.database.write() as session:
        member = member_of(await _by_name(session, name))
        count = await revoke_sessions(session, services, member)
        detail = _about(member) | {"sessions": count}
        await record(session, services, by, "staff.logged_out", detail=detail)
    return member


def member_of(row: Staff) -> Member:
    """Give the member of a row."""
    return Member(StaffId(row.id), row.name, StaffRole(row.role), row.shown_by_role)


def _row(services: Services, made: NewAccount, hashed: str, *, first_steps: bool) -> Staff:
    secret, member = made.totp_secret, made.member
    return Staff(
        id=member.id,
        name=member.name,
        role=member.role.value,
        password_hash=hashed,
        password_due=first_steps,
        totp_secret=seal_secret(services, member.id, secret) if secret else None,
        totp_due=first_steps and secret is None,
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


def _about(member: Member) -> dict[str, str]:
    return {"account": member.id, "role": member.role.value}
