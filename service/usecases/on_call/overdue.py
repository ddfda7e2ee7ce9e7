"""Who waits and has not been taken by anybody, and for whom that has lasted too long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from service.adapters.schema import Chat, Correction, Escalation
from service.domain.chat_states import OPEN_STATUSES, ChatState, Level
from service.domain.corrections import CorrectionStatus
from service.domain.on_call import CALLING_LEVELS
from service.usecases.join_question import OPEN_TO_JOIN, UNTAKEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services

# A chat that was raised while it waited gives the desk its time from there.
_RAISED_AT = (
    select(func.min(Escalation.raised_at))
    .where(
        Escalation.chat_id == Chat.id,
        Escalation.level == Chat.level,
        Escalation.status.in_(OPEN_STATUSES),
    )
    .scalar_subquery()
)
# Whoever the desk's own alarm rings for: see `alarm` in `triage_queue`.
_CALLING = select(Chat.id, Chat.level, Chat.waiting_since, _RAISED_AT).where(
    Chat.state == ChatState.WAITING,
    UNTAKEN,
    OPEN_TO_JOIN,
    ~exists().where(
        Correction.chat_id == Chat.id,
        Correction.status == CorrectionStatus.PROPOSED.value,
    ),
)


@dataclass(frozen=True)
class Calling:
    """A chat that somebody must be called to, since when it waits, and since when at this level."""

    chat_id: str
    level: Level
    waiting_since: datetime
    level_since: datetime


@dataclass(frozen=True)
class Untaken:
    """All who wait and whom nobody has taken; `overdue` are those for whom it lasts too long."""

    counts: Mapping[Level, int]
    overdue: Sequence[Calling]

    def at(self, level: Level) -> Sequence[Calling]:
        """Give those at one level for whom it lasts too long."""
        return [calling for calling in self.overdue if calling.level is level]


async def read_untaken(session: AsyncSession, services: Services) -> Untaken:
    """Read who waits untaken just now, labels only."""
    now = services.clock.now()
    calling = [
        Calling(
            chat_id, level or Level.NORMAL, since or now, max(since or now, raised or since or now)
        )
        for chat_id, level, since, raised in (await session.execute(_CALLING)).tuples()
        if since is None or since <= now  # else behind a slow door (`domain.misuse`)
    ]
    counts = Counter(one.level for one in calling)
    limits = _limits(services)
    return Untaken(
        counts={level: counts[level] for level in Level},
        overdue=[
            one
            for one in calling
            if one.level in CALLING_LEVELS and now - one.level_since >= limits[one.level]
        ],
    )


def _limits(services: Services) -> dict[Level, timedelta]:
    settings = services.settings
    return {
        Level.LIFE: timedelta(minutes=settings.on_call_life_min),
        Level.URGENT: timedelta(minutes=settings.on_call_urgent_min),
    }
