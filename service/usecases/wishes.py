"""The wish for a turn: stored with what causes it, worked on by any runner of any process."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.adapters.database import after_commit
from service.adapters.schema import Turn

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.engine_turn import EngineEvent
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

# Of two events that wait together the one that stands first is told; silence can always wait.
_ORDER: tuple[str, ...] = ("handback", "language", "silence")


async def want_turn(
    session: AsyncSession, services: Services, chat: OpenChat, *, seq: int, at_once: bool
) -> None:
    """Wish that the visitor's message `seq` is read, and answered if the bot speaks.

    Args: at_once: true for a choice; a typed text waits for the end of its burst.
    """
    turn = await session.get_one(Turn, chat.id, with_for_update=True)
    now = services.clock.now()
    turn.wanted_seq = seq
    turn.burst_from = turn.burst_from or now
    turn.due_at = now if at_once else _end_of_burst(services, turn.burst_from, now)
    _look(session, services, chat)


async def want_engine_event(
    session: AsyncSession, services: Services, chat: OpenChat, engine_event: EngineEvent
) -> None:
    """Wish that the engine hears of an event: `language`, `handback` or `silence`."""
    turn = await session.get_one(Turn, chat.id, with_for_update=True)
    waiting = [event for event in (turn.engine_event, engine_event) if event]
    turn.engine_event = min(waiting, key=_ORDER.index)
    turn.due_at = turn.due_at or services.clock.now()
    _look(session, services, chat)


def _end_of_burst(services: Services, burst_from: datetime, now: datetime) -> datetime:
    settings = services.settings
    quiet = now + timedelta(seconds=settings.burst_quiet_s)
    return min(quiet, burst_from + timedelta(seconds=settings.burst_max_s))


def _look(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    chat_id = chat.id
    after_commit(session, lambda: services.runner.look_at(chat_id))
