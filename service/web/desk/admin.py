"""What an admin sees: accounts, and whether the audit is whole. No chat."""

from __future__ import annotations

from fastapi import APIRouter

from service.usecases.audit import verify
from service.usecases.staff.accounts import list_accounts
from service.web.desk.guard import By
from service.web.desk.shapes import Accounts, AccountShape, AuditShape
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk", tags=["admin"])


@router.get("/staff")
async def staff(by: By, services: Serving) -> Accounts:
    """List the accounts."""
    del by
    return Accounts(
        accounts=[
            AccountShape(
                name=account.member.name,
                role=account.member.role,
                has_totp=account.has_totp,
                created_at=account.created_at.isoformat(timespec="seconds"),
                disabled=account.disabled_at is not None,
            )
            for account in await list_accounts(services)
        ]
    )


@router.get("/audit")
async def audit(by: By, services: Serving) -> AuditShape:
    """Walk the audit's chain of hashes and tell whether it is whole."""
    del by
    async with services.database.read() as session:
        verdict = await verify(session)
    return AuditShape(records=verdict.records, head=verdict.head.hex(), broken=verdict.broken)
