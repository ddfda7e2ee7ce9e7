"""What staff did: an append-only chain in which each record hashes the one before.

Records hold codes, ids and counts, never words. Whoever changes, drops or inserts one breaks the
chain at that record; the last hash, noted elsewhere, also shows whether the end was cut off.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from service.adapters.schema import Audit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.services import Services

GENESIS = bytes(32)
_ADVISORY_LOCK = 7_116_001  # any number, the same in every process


@dataclass(frozen=True)
class Verdict:
    """What the verifier found. `broken` is the first record that does not fit, None for none."""

    records: int
    head: bytes
    broken: int | None


async def record(  # noqa: PLR0913 - a record has these parts
    session: AsyncSession,
    services: Services,
    by: Member | None,
    action: str,
    *,
    chat_id: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append a record to the transaction of what it is about, once all rows are locked.

    Records are numbered one by one, so writers take turns from here to their commit; whoever then
    waited for a chat's row could wait for ever.

    Args: by: None for what the service does by itself, or for an unknown name.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
    await session.flush()
    last = await session.scalar(select(Audit).order_by(Audit.id.desc()).limit(1))
    row = Audit(
        id=last.id + 1 if last else 1,
        at=services.clock.now(),
        staff_id=by.id if by else None,
        action=action,
        chat_id=chat_id,
        detail=dict(detail or {}),
        prev_hash=last.hash if last else GENESIS,
    )
    row.hash = _hash(row)
    session.add(row)
    await session.flush()


async def verify(session: AsyncSession) -> Verdict:
    """Walk the chain from its first record; stop at the first that does not fit.

    The first record may stand at any number, since old ones are deleted when their time is over.
    """
    count, before = 0, None
    async for row in await session.stream_scalars(select(Audit).order_by(Audit.id)):
        if before is None:
            fits = row.id > 1 or row.prev_hash == GENESIS
        else:
            fits = row.id == before.id + 1 and row.prev_hash == before.hash
        if not fits or row.hash != _hash(row):
            return Verdict(count, before.hash if before else GENESIS, broken=row.id)
        count, before = count + 1, row
    return Verdict(count, before.hash if before else GENESIS, broken=None)


def _hash(row: Audit) -> bytes:
    content = {
        "id": row.id,
        "at": _moment(row.at),
        "staff_id": row.staff_id,
        "action": row.action,
        "chat_id": row.chat_id,
        "detail": row.detail,
        "prev_hash": row.prev_hash.hex(),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).digest()


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
