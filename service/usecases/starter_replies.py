"""Loads the starter set of shared replies, and never over what somebody changed or removed."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.schema import CannedReply
from service.adapters.starter_replies import load_starters
from service.adapters.yaml_file import BrokenFileError
from service.usecases.audit import record
from service.usecases.canned_replies import store, taken, words_of, writing_replies

if TYPE_CHECKING:
    from service.usecases.services import Services

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """What came of it. `kept`: changed or removed here, or their shortcut is in use."""

    added: int = 0
    renewed: int = 0
    kept: int = 0


async def load_at_first_start(services: Services) -> None:
    """Load the starter set where it was never loaded; a broken file costs the set, not the start."""
    any_starter = select(CannedReply.id).where(CannedReply.starter.is_not(None)).limit(1)
    async with services.database.read() as session:
        if await session.scalar(any_starter) is not None:
            return
    try:
        await load_starter_replies(services)
    except BrokenFileError as error:
        _log.error("No canned replies are loaded: %s", error)


async def load_starter_replies(services: Services) -> Loaded:
    """Add what is new in the file, renew what nobody here has changed, keep all the rest.

    Raises: BrokenFileError: the file cannot be loaded; nothing was.
    """
    settings = services.settings
    starters = load_starters(settings.content_dir, limit_chars=settings.message_chars)
    added = renewed = kept = 0
    async with writing_replies(services) as session:
        rows = await session.scalars(select(CannedReply).where(CannedReply.starter.is_not(None)))
        there = {row.starter: row for row in rows}
        for name, reply in starters.items():
            row = there.get(name)
            if row is not None and words_of(services, row) == reply:
                continue
            untouched = row is None or (row.changed_by is None and row.shortcut is not None)
            row_id = row.id if row else secrets.token_urlsafe(12)
            free = not await taken(session, reply.shortcut, staff_id=None, besides=row_id)
            if not (untouched and free):
                kept += 1
                continue
            if row is None:
                row = CannedReply(id=row_id, starter=name)
                added += 1
            else:
                renewed += 1
            await store(session, services, row, reply, by=None)
            session.add(row)
            await session.flush()
        if added or renewed:
            detail = {"replies": added + renewed, "shared": True}
            await record(session, services, None, "canned.loaded", detail=detail)
    return Loaded(added, renewed, kept)
