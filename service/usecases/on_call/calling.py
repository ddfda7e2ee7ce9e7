"""Decides when the person on call is called: a row for each notifier, sent by `sender`."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from service.adapters.schema import Alarm, DueCall
from service.domain.on_call import CALLING_LEVELS, GAP
from service.usecases.on_call.overdue import read_untaken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.chat_states import Level
    from service.usecases.on_call.overdue import Untaken
    from service.usecases.services import Services

_log = logging.getLogger(__name__)
_KEPT = timedelta(days=7)  # a call that is over, for whoever looks into what happened
_IS_OPEN = (DueCall.sent_at.is_(None), DueCall.ended_at.is_(None))


async def make_calls(services: Services) -> int:
    """Make the calls that are due now; tell how many.

    A chat is told as soon as it is overdue, and again every `on_call_again_min` until somebody has
    taken it. All that are overdue at a level go into one call, and calls keep a minute's distance.
    """
    async with services.database.read() as session:
        untaken = await read_untaken(session, services)
        quiet = not untaken.overdue and not await _leftovers(session)
    if quiet:
        return 0
    try:
        async with services.database.write() as session:
            return await _make(session, services)
    except IntegrityError:
        # A chat was erased, or another process decided, at this moment: the next round sees it.
        _log.info("calls are worked out again")
        return 0


async def _make(session: AsyncSession, services: Services) -> int:
    now = services.clock.now()
    untaken = await read_untaken(session, services)
    alarms = await _note_alarms(session, untaken)
    made = 0
    for level in CALLING_LEVELS:
        those = [alarm for alarm in alarms if alarm.level is level]
        if not those:
            await _end_open(session, services, level)
        elif _is_due(services, those):
            for alarm in those:
                alarm.told_at = now
            made += await _call(session, services, level)
    await session.execute(
        delete(DueCall)
        .where(or_(DueCall.sent_at <= now - _KEPT, DueCall.ended_at <= now - _KEPT))
        .execution_options(synchronize_session=False)
    )
    return made


async def _note_alarms(session: AsyncSession, untaken: Untaken) -> Sequence[Alarm]:
    """Keep one row for each chat that is overdue now; one of another level counts as new."""
    # Locked: another process that decides at this moment then sees what was told.
    query = select(Alarm).order_by(Alarm.chat_id).with_for_update()
    found = {alarm.chat_id: alarm for alarm in await session.scalars(query)}
    kept = []
    for calling in untaken.overdue:
        alarm = found.pop(calling.chat_id, None)
        if alarm is None:
            alarm = Alarm(chat_id=calling.chat_id, level=calling.level, told_at=None)
            session.add(alarm)
        elif alarm.level is not calling.level:
            alarm.level, alarm.told_at = calling.level, None
        kept.append(alarm)
    for over in found.values():
        await session.delete(over)
    return kept


def _is_due(services: Services, alarms: Sequence[Alarm]) -> bool:
    """Tell whether a call goes out for the chats of one level."""
    now = services.clock.now()
    told = [alarm.told_at for alarm in alarms if alarm.told_at is not None]
    if told and now - max(told) < GAP:
        return False
    again = timedelta(minutes=services.settings.on_call_again_min)
    return len(told) < len(alarms) or now - min(told) >= again


async def _call(session: AsyncSession, services: Services, level: Level) -> int:
    """Make a call for each notifier. One that is still unsent is tried at once instead."""
    now = services.clock.now()
    query = select(DueCall).where(DueCall.level == level, *_IS_OPEN).with_for_update()
    waiting = {call.notifier: call for call in await session.scalars(query)}
    made = 0
    for notifier in services.on_call:
        if notifier.name in waiting:
            waiting[notifier.name].due_at = min(now, waiting[notifier.name].due_at)
            continue
        session.add(
            DueCall(
                id=secrets.token_hex(12),
                notifier=notifier.name,
                level=level,
                made_at=now,
                due_at=now,
                tries=0,
            )
        )
        made += 1
    return made


async def _end_open(session: AsyncSession, services: Services, level: Level) -> None:
    """Let what is unsent be: nobody at this level waits too long any more."""
    query = select(DueCall).where(DueCall.level == level, *_IS_OPEN).with_for_update()
    for call in await session.scalars(query):
        call.ended_at = services.clock.now()


async def _leftovers(session: AsyncSession) -> bool:
    alarm = await session.scalar(select(Alarm.chat_id).limit(1))
    call = await session.scalar(select(DueCall.id).where(*_IS_OPEN).limit(1))
    return alarm is not None or call is not None
