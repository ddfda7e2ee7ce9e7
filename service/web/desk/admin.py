"""What an admin does: accounts. No chat."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from service.usecases.staff.accounts import (
    Account,
    add_account,
    change_role,
    disable_account,
    end_sessions_of,
    find_account,
    list_accounts,
    reset_password,
    reset_second_factor,
)
from service.web.desk.bodies import Hired, NewRole
from service.web.desk.guard import By
from service.web.desk.shapes import Accounts, AccountShape, PasswordShape
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk/staff", tags=["admin"])
AccountId = Annotated[str, Path(max_length=64)]


@router.get("")
async def staff(by: By, services: Serving) -> Accounts:
    """List the accounts."""
    del by
    return Accounts(accounts=[_shape(account) for account in await list_accounts(services)])


@router.post("", status_code=201)
async def add(body: Hired, by: By, services: Serving) -> PasswordShape:
    """Make an account, with a password shown this once.

    At the first login the person changes it and sets up the second factor.
    """
    made = await add_account(
        services, name=body.name, role=body.role, first_steps=True, by=by.member
    )
    return PasswordShape(name=made.member.name, password=made.password)


@router.post("/{account}/password")
async def password(account: AccountId, by: By, services: Serving) -> PasswordShape:
    """Draw a new password, shown this once; opens a closed account again, ends its sessions."""
    member = await find_account(services, account, besides=by.member)
    made = await reset_password(services, name=member.name, first_steps=True, by=by.member)
    return PasswordShape(name=member.name, password=made.password)


@router.post("/{account}/second-factor", status_code=204)
async def second_factor(account: AccountId, by: By, services: Serving) -> None:
    """Forget the second factor and recovery codes; new ones are set up at the next login."""
    member = await find_account(services, account, besides=by.member)
    await reset_second_factor(services, name=member.name, by=by.member)


@router.post("/{account}/role", status_code=204)
async def role(account: AccountId, body: NewRole, by: By, services: Serving) -> None:
    """Give the account another role; its sessions end at once, also streams.

    The last admin stays one: 409 `last_admin`.
    """
    member = await find_account(services, account, besides=by.member)
    await change_role(services, member, body.role, by=by.member)


@router.post("/{account}/disable", status_code=204)
async def disable(account: AccountId, by: By, services: Serving) -> None:
    """Close the account and its sessions, at once also for streams."""
    member = await find_account(services, account, besides=by.member)
    await disable_account(services, name=member.name, by=by.member)


@router.delete("/{account}/sessions", status_code=204)
async def log_out(account: AccountId, by: By, services: Serving) -> None:
    """Log the account out everywhere, at once also for streams."""
    member = await find_account(services, account, besides=by.member)
    await end_sessions_of(services, name=member.name, by=by.member)


def _shape(account: Account) -> AccountShape:
    return AccountShape(
        account=account.member.id,
        name=account.member.name,
        role=account.member.role,
        has_totp=account.has_totp,
        totp_due=account.totp_due,
        sessions=account.sessions,
        chat_limit=account.chat_limit,
        created_at=account.created_at.isoformat(timespec="seconds"),
        disabled=account.disabled_at is not None,
    )
