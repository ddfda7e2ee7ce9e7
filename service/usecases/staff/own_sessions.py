"""The sessions of one's own account: when opened, when last used; no address, no browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.schema import StaffSession
from service.domain.staff_errors import NoSuchSessionError
from service.usecases.audit import record
from service.usecases.staff.revoking import revoke_sessions, standing, wake_streams

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

# Of the token's hash: enough to tell one's own sessions apart, and nothing to log in with.
_ID_BYTES = 12


@dataclass(frozen=True)
class OwnSession:
    """A session that stands. `here`: the one that asks."""

    id: str
    opened_at: datetime
    seen_at: datetime
    here: bool


async def list_sessions(services: Services, by: Session) -> Sequence[OwnSession]:
    """Give one's own sessions that stand, the one that asks first, then by last use."""
    query = select(StaffSession).where(StaffSession.staff_id == by.member.id, *standing(services))
    async with services.database.read() as session:
        rows = (await session.scalars(query)).all()
    found = [
        OwnSession(_id_of(row), row.created_at, row.last_seen_at, row.id_hash == by.key)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.here, one.seen_at), reverse=True)


async def end_session(services: Services, by: Session, session_id: str) -> None:
    """End one of one's own sessions, at once also for streams.

    Raises: NoSuchSessionError: another's, or one that has ended.
    """
    query = select(StaffSession).where(StaffSession.staff_id == by.member.id, *standing(services))
    async with services.database.write() as session:
        rows = (await session.scalars(query)).all()
        row = next((row for row in rows if _id_of(row) == session_id), None)
        if row is None:
            raise NoSuchSessionError
        row.revoked_at = services.clock.now()
        await wake_streams(session, by.member)
        await record(session, services, by.member, "session.revoked", detail={"sessions": 1})


async def end_other_sessions(services: Services, by: Session) -> int:
    """End all of one's own sessions but the one that asks; tell how many."""
    async with services.database.write() as session:
        count = await revoke_sessions(session, services, by.member, besides=by.key)
        if count:
            detail = {"sessions": count}
            await record(session, services, by.member, "session.revoked", detail=detail)
    return count


def _id_of(row: StaffSession) -> str:
    return row.id_hash[:_ID_BYTES].hex()
