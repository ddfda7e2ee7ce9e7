"""Who reads along where: the rows, for those who tell it and those who end it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from service.adapters.schema import Along, Staff

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member


async def alongs(session: AsyncSession, *, now: datetime) -> Mapping[str, list[dict[str, Any]]]:
    """Read, by chat, who reads along, since when and why (the reason of the list, no words)."""
    query = (
        select(Along.chat_id, Along.since, Along.reason, Staff.name)
        .join(Staff, Staff.id == Along.staff_id)
        .where(Along.lease_until > now)
        .order_by(Along.since, Staff.name)
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for chat_id, since, reason, name in (await session.execute(query)).tuples():
        shown = {"by": name, "since": since.isoformat(timespec="seconds"), "reason": reason}
        found[chat_id].append(shown)
    return found


async def end_alongs(session: AsyncSession, chat_id: str) -> None:
    """End all reading along in a chat: it has left the desk."""
    await session.execute(delete(Along).where(Along.chat_id == chat_id))


async def end_own_along(session: AsyncSession, by: Member, chat_id: str) -> bool:
    """End one's own reading along; tell whether there was any."""
    ended = await session.execute(
        delete(Along).where(Along.chat_id == chat_id, Along.staff_id == by.id)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
