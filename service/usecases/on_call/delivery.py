"""What became of a call, and how each notifier fares: kept, and shown on the board."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import NotifierState
from service.domain.on_call import CallFailedError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.on_call import Call, OnCallNotifier
    from service.usecases.services import Services

_log = logging.getLogger(__name__)


async def note_notifiers(services: Services) -> None:
    """Make the row of each notifier that has none yet."""
    for notifier in services.on_call:
        try:
            async with services.database.write() as session:
                if await session.get(NotifierState, notifier.name) is None:
                    session.add(NotifierState(name=notifier.name))
        except IntegrityError:
            pass  # Another process made it at this moment.


async def send(notifier: OnCallNotifier, call: Call) -> str | None:
    """Send a call; give the code of what went wrong, if anything did."""
    try:
        await notifier.send(call)
    except CallFailedError as error:
        _log.warning("a call by %s failed: %s", notifier.name, error.code)
        return error.code
    except Exception:  # noqa: BLE001 - a mistake of ours must show on the board, too
        _log.exception("a call by %s failed", notifier.name)
        return "internal"
    return None


async def note_delivered(session: AsyncSession, services: Services, name: str) -> None:
    """Keep that a notifier works."""
    state = await session.get_one(NotifierState, name, with_for_update=True)
    state.delivered_at = services.clock.now()
    state.failing_since = state.problem = None
    wake(session, QUEUE_TOPIC)


async def note_failed(session: AsyncSession, services: Services, name: str, code: str) -> None:
    """Keep that a notifier fails, since when, and why."""
    state = await session.get_one(NotifierState, name, with_for_update=True)
    state.failing_since = state.failing_since or services.clock.now()
    state.problem = code[:40]
    wake(session, QUEUE_TOPIC)


async def read_notifiers(session: AsyncSession, services: Services) -> list[dict[str, Any]]:
    """Tell of each notifier in use when it last worked, and since when it fails; no secret."""
    states = {state.name: state for state in await session.scalars(select(NotifierState))}
    shown = []
    for notifier in services.on_call:
        state = states.get(notifier.name) or NotifierState(name=notifier.name)
        shown.append(
            {
                "name": notifier.name,
                "delivered_at": _iso(state.delivered_at),
                "failing_since": _iso(state.failing_since),
                "problem": state.problem,
            }
        )
    return shown


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
