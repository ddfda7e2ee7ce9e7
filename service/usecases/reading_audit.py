"""The audit as a team lead reads it: who did what and when, without a word of anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.adapters.schema import Audit, Staff
from service.usecases.audit import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from service.domain.staff import Member
    from service.usecases.services import Services

# Records hold codes and counts by rule. What is told is checked once more: these names only, and of
# them only numbers and codes. Whoever records a new detail adds it here, with a test.
_TOLD = frozenset(
    {
        *("after", "until", "seq", "chats", "sessions", "was_open", "totp"),
        *("joined", "safety_open"),
        *("cause", "role", "was", "by", "result"),
        *("from", "to", "signal", "reason"),
        *("one_more", "limit"),
        *("shared", "replies"),
        "kind",
    }
)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


@dataclass(frozen=True)
class Wanted:
    """Which records: of one chat, one account, one action; before a number, for the next page."""

    chat: str | None = None
    staff: str | None = None
    action: str | None = None
    before: int | None = None
    limit: int = 50


@dataclass(frozen=True)
class Deed:
    """One record. `by` is None for what the service did, or an unknown name; `about`: an account."""

    id: int
    at: datetime
    by: str | None
    action: str
    chat: str | None
    about: str | None
    detail: Mapping[str, int | bool | str]


@dataclass(frozen=True)
class AuditPage:
    """Records, the newest first. `before` asks for the next page; None: these are the oldest."""

    deeds: Sequence[Deed]
    before: int | None
    staff: Mapping[str, str]


async def read_audit(services: Services, by: Member, wanted: Wanted) -> AuditPage:
    """Read a page of the audit; that somebody began to read is itself noted."""
    async with services.database.read() as session:
        names = dict((await session.execute(select(Staff.id, Staff.name))).tuples().all())
        query = select(Audit).order_by(Audit.id.desc()).limit(wanted.limit + 1)
        if wanted.chat is not None:
            query = query.where(Audit.chat_id == wanted.chat)
        if wanted.staff is not None:
            query = query.where(Audit.staff_id == wanted.staff)
        if wanted.action is not None:
            query = query.where(Audit.action == wanted.action)
        if wanted.before is not None:
            query = query.where(Audit.id < wanted.before)
        rows = (await session.scalars(query)).all()
    if wanted.before is None:
        async with services.database.write() as writing:
            await record(writing, services, by, "audit.read", chat_id=wanted.chat)
    shown = rows[: wanted.limit]
    more = shown[-1].id if len(rows) > wanted.limit else None
    return AuditPage([_deed(row, names) for row in shown], more, names)


def _deed(row: Audit, names: Mapping[str, str]) -> Deed:
    return Deed(
        id=row.id,
        at=row.at,
        by=names.get(row.staff_id or ""),
        action=row.action,
        chat=row.chat_id,
        about=names.get(str(row.detail.get("account"))),
        detail={name: value for name, value in row.detail.items() if _may_be_told(name, value)},
    )


def _may_be_told(name: str, value: Any) -> bool:
    if name not in _TOLD:
        return False
    return isinstance(value, int) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))
