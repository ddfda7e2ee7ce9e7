"""Ending sessions of staff at once: for requests, and for streams that are open just now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Along, Chat, Staff, StaffSession

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.services import Services


async def revoke_sessions(
    session: AsyncSession, services: Services, member: Member, *, besides: bytes | None = None
) -> int:
    """End the sessions of a member, all of them or all but one; tell how many stood."""
    ending = [StaffSession.staff_id == member.id, *standing(services)]
    if besides is not None:
        ending.append(StaffSession.id_hash != besides)
    ended = await session.execute(
        update(StaffSession).where(*ending).values(revoked_at=services.clock.now())
    )
    await wake_streams(session, member)
    return int(ended.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts rows


async def wake_streams(session: AsyncSession, member: Member) -> None:
    """Let every stream that this member may have open look whether its session still stands."""
    wake(session, QUEUE_TOPIC)
    held = select(Chat.id).where(Chat.claimed_by == member.id)
    along = select(Along.chat_id).where(Along.staff_id == member.id)
    for chat_id in await session.scalars(held.union(along)):
        wake(session, chat_id)


async def keys_in_use(session: AsyncSession, services: Services) -> Collection[bytes]:
    """Read the keys of all sessions that may be used now."""
    query = (
        select(StaffSession.id_hash)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(Staff.disabled_at.is_(None), *standing(services))
    )
    return frozenset(await session.scalars(query))


def standing(services: Services) -> tuple[ColumnElement[bool], ...]:
    """Give the rule for sessions that may be used now, as `sessions.find_session` keeps it."""
    now, settings = services.clock.now(), services.settings
    return (
        StaffSession.revoked_at.is_(None),
        StaffSession.last_seen_at > now - timedelta(minutes=settings.staff_idle_min),
        StaffSession.created_at > now - timedelta(hours=settings.staff_session_hours),
    )
