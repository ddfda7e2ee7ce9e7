"""The wish for a turn: stored with what causes it, worked on by any runner of any process."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.adapters.database import after_commit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Turn
    from service.domain.engine_turn import EngineEvent
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

# Of two events that wait together the one that stands first is told; silence can always wait.
_ORDER: tuple[str, ...] = ("handback", "language", "silence")


def want_turn(
    session: AsyncSession, services: Services, chat: OpenChat, *, seq: int, at_once: bool
) -> None:
    """Wish that the visitor's message `seq` is read, and answered if the bot speaks.

    Args: at_once: true for a choice; a typed text waits for the end of its burst.
    """
    turn, now = chat.turn, services.clock.now()
    turn.wanted_seq = seq
    # A burst whose time has come is being answered: what is written from now on is the next one.
    gathers = turn.due_at is not None and turn.due_at > now
    turn.burst_from = (turn.burst_from if gathers else None) or now
    turn.due_at = now if at_once else _end_of_burst(services, turn.burst_from, now)
    hold(services, turn, until=turn.due_at)
    _look(session, services, chat)


def want_engine_event(
    session: AsyncSession, services: Services, chat: OpenChat, engine_event: EngineEvent
) -> None:
    """Wish that the engine hears of an event: `language`, `handback` or `silence`."""
    turn = chat.turn
    waiting = [event for event in (turn.engine_event, engine_event) if event]
    turn.engine_event = min(waiting, key=_ORDER.index)
    turn.due_at = turn.due_at or services.clock.now()
    _look(session, services, chat)


def hold(services: Services, turn: Turn, *, until: datetime) -> None:
    """Give this process the lease of a turn that nobody else holds, from now on.

    Who stores a message also answers it: the lease goes with the message, and need not be taken in
    a transaction of its own. If the process dies, it ends, and the scan of another finds the turn.
    """
    owner, now = services.runner.owner, services.clock.now()
    if owner is None or held_by_another(turn, owner, now):
        return
    turn.owner = owner
    lease_until = until + timedelta(seconds=services.settings.lease_s)
    turn.lease_until = max(turn.lease_until or lease_until, lease_until)


def held_by_another(turn: Turn, owner: str, now: datetime) -> bool:
    """Tell whether a runner that may still live has the turn."""
    by_another = turn.owner not in {None, owner}
    return by_another and turn.lease_until is not None and turn.lease_until > now


def _end_of_burst(services: Services, burst_from: datetime, now: datetime) -> datetime:
    settings = services.settings
    quiet = now + timedelta(seconds=settings.burst_quiet_s)
    return min(quiet, burst_from + timedelta(seconds=settings.burst_max_s))


def _look(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    chat_id = chat.id
    after_commit(session, lambda: services.runner.look_at(chat_id))
