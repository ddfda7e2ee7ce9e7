"""What somebody is told of their own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.adapters.schema import Staff
from service.usecases.audit import record
from service.usecases.staff.second_factor import recovery_codes_left

if TYPE_CHECKING:
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session


@dataclass(frozen=True)
class OwnAccount:
    """Whether there is a second factor, and how many recovery codes still work."""

    has_totp: bool
    recovery_left: int


async def own_account(services: Services, by: Session) -> OwnAccount:
    """Read one's own account."""
    async with services.database.read() as session:
        row = await session.get_one(Staff, by.member.id)
        left = await recovery_codes_left(session, row.id)
    return OwnAccount(row.totp_secret is not None, left)


async def show_as(services: Services, by: Session, *, by_role: bool) -> None:
    """Choose what visitors read when one joins: one's first name, or "somebody of the team"."""
    async with services.database.write() as session:
        row = await session.get_one(Staff, by.member.id, with_for_update={"key_share": True})
        row.shown_by_role = by_role
        detail = {"by": "role" if by_role else "name"}
        await record(session, services, by.member, "staff.shown_as", detail=detail)
