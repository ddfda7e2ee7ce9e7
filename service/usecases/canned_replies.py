"""Prepared answers: shared ones, kept by leads and admins, and everybody's own."""

from __future__ import annotations

import json
import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, text

from service.adapters.schema import CannedReply, Staff
from service.domain.canned import (
    ChangedMeanwhileError,
    NoSuchReplyError,
    Reply,
    ShortcutTakenError,
    check_reply,
)
from service.usecases.audit import record

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.services import Services

_ADVISORY_LOCK = 7_116_008  # any number but the audit's, the same in every process


@dataclass(frozen=True)
class Prepared:
    """A reply as staff sees it. `changed_by` None: as it came from the starter file."""

    id: str
    reply: Reply
    shared: bool
    version: int
    changed_by: str | None
    changed_at: str


async def list_replies(services: Services, by: Member) -> Sequence[Prepared]:
    """List the shared replies and one's own, by folder and shortcut."""
    query = (
        select(CannedReply, Staff.name)
        .outerjoin(Staff, Staff.id == CannedReply.changed_by)
        .where(CannedReply.shortcut.is_not(None))
        .where(or_(CannedReply.staff_id.is_(None), CannedReply.staff_id == by.id))
    )
    async with services.database.read() as session:
        rows = (await session.execute(query)).tuples().all()
    found = [_prepared(services, row, name) for row, name in rows]
    return sorted(found, key=lambda each: (not each.shared, each.reply.folder, each.reply.shortcut))


async def add_reply(services: Services, by: Member, given: Reply, *, shared: bool) -> Prepared:
    """Add a reply to the shared ones or to one's own.

    Raises:
        ShortcutTakenError: another of the same list has it.
        and those of `check_reply`.
    """
    reply = check_reply(given, limit_chars=services.settings.message_chars)
    async with writing_replies(services) as session:
        row = CannedReply(id=secrets.token_urlsafe(12), staff_id=None if shared else by.id)
        await store(session, services, row, reply, by=by)
        session.add(row)
        await record(session, services, by, "canned.added", detail={"shared": shared})
        return _prepared(services, row, by.name)


async def change_reply(  # noqa: PLR0913 - a change has these parts
    services: Services, by: Member, reply_id: str, given: Reply, *, version: int, shared: bool
) -> Prepared:
    """Change a shared reply or one's own.

    Args: version: of the reply that was read.

    Raises:
        NoSuchReplyError: none of this list.
        ChangedMeanwhileError: somebody else changed it since.
        ShortcutTakenError, and those of `check_reply`.
    """
    reply = check_reply(given, limit_chars=services.settings.message_chars)
    async with writing_replies(services) as session:
        row = await _row(session, by, reply_id, shared=shared)
        if row.version != version:
            name = await session.scalar(select(Staff.name).where(Staff.id == row.changed_by))
            raise ChangedMeanwhileError(name)
        await store(session, services, row, reply, by=by)
        await record(session, services, by, "canned.changed", detail={"shared": shared})
        return _prepared(services, row, by.name)


async def remove_reply(services: Services, by: Member, reply_id: str, *, shared: bool) -> None:
    """Remove a shared reply or one's own; one of the starter file does not come back.

    Raises: NoSuchReplyError: none of this list.
    """
    async with writing_replies(services) as session:
        row = await _row(session, by, reply_id, shared=shared)
        if row.starter is None:
            await session.delete(row)
        else:
            row.shortcut = row.sealed_words = None
            row.version += 1
            row.changed_by, row.changed_at = by.id, services.clock.now()
        await record(session, services, by, "canned.removed", detail={"shared": shared})


@asynccontextmanager
async def writing_replies(services: Services) -> AsyncIterator[AsyncSession]:
    """Open a transaction in which nobody else changes replies: shortcuts are compared in it."""
    async with services.database.write() as session:
        if session.get_bind().dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:lock)")
            await session.execute(lock, {"lock": _ADVISORY_LOCK})
        yield session


async def store(
    session: AsyncSession,
    services: Services,
    row: CannedReply,
    reply: Reply,
    *,
    by: Member | None,
) -> None:
    """Put checked words into a row.

    Raises: ShortcutTakenError: another reply of the same list has the shortcut.
    """
    if await taken(session, reply.shortcut, staff_id=row.staff_id, besides=row.id):
        raise ShortcutTakenError
    row.shortcut = reply.shortcut
    words = {"folder": reply.folder, "fr": reply.fr, "nl": reply.nl}
    sealed = services.keyring.seal_secret(json.dumps(words), about=_about(row.id))
    row.sealed_words = sealed
    row.version = (row.version or 0) + 1
    row.changed_by = by.id if by else None
    row.changed_at = services.clock.now()


async def taken(
    session: AsyncSession, shortcut: str, *, staff_id: str | None, besides: str
) -> bool:
    """Whether a reply of this list has the shortcut."""
    query = select(CannedReply.id).where(
        CannedReply.shortcut == shortcut,
        CannedReply.staff_id.is_(None) if staff_id is None else CannedReply.staff_id == staff_id,
        CannedReply.id != besides,
    )
    return await session.scalar(query) is not None


def words_of(services: Services, row: CannedReply) -> Reply | None:
    """Open a reply; None for one that was removed."""
    if row.shortcut is None or row.sealed_words is None:
        return None
    opened = services.keyring.open_secret(row.sealed_words, about=_about(row.id))
    words: dict[str, Any] = json.loads(opened)
    return Reply(row.shortcut, words["folder"], words["fr"], words["nl"])


async def _row(session: AsyncSession, by: Member, reply_id: str, *, shared: bool) -> CannedReply:
    row = await session.get(CannedReply, reply_id)
    owner = None if shared else by.id
    if row is None or row.staff_id != owner or row.shortcut is None:
        raise NoSuchReplyError
    return row


def _prepared(services: Services, row: CannedReply, name: str | None) -> Prepared:
    reply = words_of(services, row)
    if reply is None:
        raise NoSuchReplyError
    return Prepared(
        id=row.id,
        reply=reply,
        shared=row.staff_id is None,
        version=row.version,
        changed_by=name,
        changed_at=row.changed_at.isoformat(timespec="seconds"),
    )


def _about(reply_id: str) -> str:
    return f"{reply_id}|canned"
