"""How long visitors wait for a counsellor, beside what they were told at the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.adapters.clock import BRUSSELS
from service.adapters.schema import Wait
from service.domain.chat_states import ChatState, Level
from service.usecases.place_in_queue import place_in_queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.services import Services


@dataclass(frozen=True)
class Waited:
    """The waits that ended today, of one level or of all. Medians, in seconds.

    `told_s` is None if nobody was told an estimate.
    """

    joined: int
    told_s: int | None
    waited_s: int | None

    def as_json(self) -> dict[str, int | None]:
        """Give a row of the board."""
        return {"joined": self.joined, "told_s": self.told_s, "waited_s": self.waited_s}


async def begin_wait(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Note what the visitor of a waiting chat is told now, unless this wait was noted before."""
    row = chat.row
    if row.state is not ChatState.WAITING or row.waiting_since is None:
        return
    if await session.get(Wait, (chat.id, row.waiting_since)) is not None:
        return
    place = await place_in_queue(session, services, row)
    session.add(
        Wait(
            chat_id=chat.id,
            since=row.waiting_since,
            level=row.level or Level.NORMAL,
            told_s=place.wait_s if place else None,
        )
    )


async def end_wait(session: AsyncSession, chat: OpenChat) -> None:
    """Note that a counsellor joined. Of a chat that went back and waits on, the first one counts."""
    row = chat.row
    await session.flush()
    await session.execute(
        update(Wait)
        .where(Wait.chat_id == chat.id, Wait.since == row.waiting_since, Wait.joined_at.is_(None))
        .values(joined_at=row.joined_at, level=row.level or Level.NORMAL)
        .execution_options(synchronize_session=False)
    )


async def waits_today(session: AsyncSession, services: Services) -> Sequence[Wait]:
    """Read the waits that ended since midnight in Brussels."""
    midnight = datetime.combine(
        services.clock.now().astimezone(BRUSSELS).date(), time(), tzinfo=BRUSSELS
    )
    return (await session.scalars(select(Wait).where(Wait.joined_at >= midnight))).all()


def medians(waits: Sequence[Wait]) -> Waited:
    """Sum waits up that ended."""
    # Behind a slow door somebody may come before the waiting begins.
    waited = [
        max(0.0, (wait.joined_at - wait.since).total_seconds()) for wait in waits if wait.joined_at
    ]
    told = [wait.told_s for wait in waits if wait.told_s is not None]
    return Waited(
        joined=len(waited),
        told_s=round(median(told)) if told else None,
        waited_s=round(median(waited)) if waited else None,
    )
