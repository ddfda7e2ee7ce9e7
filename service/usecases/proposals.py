"""The proposal to lower a chat from `life` that still waits for somebody else's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.adapters.schema import Correction
from service.domain.corrections import CorrectionStatus

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

_OPEN = Correction.status == CorrectionStatus.PROPOSED.value


async def open_proposal(session: AsyncSession, chat_id: str) -> Correction | None:
    """Give the proposal that stands in a chat. Under the chat's lock there is at most one."""
    query = select(Correction).where(Correction.chat_id == chat_id, _OPEN)
    found: Correction | None = await session.scalar(query)
    return found


async def void_proposal(session: AsyncSession, chat_id: str, *, at: datetime) -> None:
    """Let a proposal end undecided: what it was about is no longer so."""
    await session.flush()
    await session.execute(
        update(Correction)
        .where(Correction.chat_id == chat_id, _OPEN)
        .values(status=CorrectionStatus.VOID.value, decided_at=at)
        .execution_options(synchronize_session=False)
    )
