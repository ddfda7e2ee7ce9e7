"""What staff did, for the team lead; whether the record of it is whole, for the admin, too."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.usecases.audit import verify
from service.usecases.reading_audit import Deed, Wanted, read_audit
from service.web.desk.bodies import AuditQuery
from service.web.desk.guard import By
from service.web.desk.shapes import AuditShape, AuditStaff, ChainShape, DeedShape
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk/audit", tags=["audit"])


@router.get("")
async def read(wanted: Annotated[AuditQuery, Query()], by: By, services: Serving) -> AuditShape:
    """Read a page of the audit, the newest first: of one chat, one account, one action."""
    page = await read_audit(services, by.member, Wanted(**wanted.model_dump()))
    names = sorted(page.staff.items(), key=lambda entry: entry[1])
    return AuditShape(
        deeds=[_shape(deed) for deed in page.deeds],
        before=page.before,
        staff=[AuditStaff(account=account, name=name) for account, name in names],
    )


@router.get("/chain")
async def chain(by: By, services: Serving) -> ChainShape:
    """Walk the audit's chain of hashes and tell whether it is whole."""
    del by
    async with services.database.read() as session:
        verdict = await verify(session)
    return ChainShape(records=verdict.records, head=verdict.head.hex(), broken=verdict.broken)


def _shape(deed: Deed) -> DeedShape:
    return DeedShape(
        id=deed.id,
        at=deed.at.isoformat(timespec="seconds"),
        by=deed.by,
        action=deed.action,
        chat=deed.chat,
        about=deed.about,
        detail=dict(deed.detail),
    )
