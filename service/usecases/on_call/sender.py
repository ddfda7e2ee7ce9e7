"""Sends calls in the background: each by one process, tried again until it is out or over."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from service.adapters.schema import DueCall
from service.domain.on_call import LEASE, pause_after
from service.usecases.on_call.delivery import note_delivered, note_failed, send
from service.usecases.on_call.overdue import read_untaken
from service.usecases.on_call.wording import word_call

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.on_call import Call, OnCallNotifier
    from service.usecases.services import Services

_log = logging.getLogger(__name__)
_IS_OPEN = (DueCall.sent_at.is_(None), DueCall.ended_at.is_(None))


class CallSender:
    """Works off the calls of every notifier, each in a task of its own: a slow one holds up no other.

    A call is leased before it is sent. A process that dies between sending and noting it sends it
    twice in the end, by another process: rather twice than never.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._owner = secrets.token_hex(8)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin."""
        self._tasks = [
            asyncio.create_task(self._run_for_ever(notifier), name=f"on-call-{notifier.name}")
            for notifier in self._services.on_call
        ]

    async def stop(self) -> None:
        """Stop; what was not sent is sent by another process, or after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for notifier in self._services.on_call:
            await notifier.close()

    async def run_once(self, notifier: OnCallNotifier) -> int:
        """Try what is due for one notifier; tell how many calls went out."""
        due = (DueCall.notifier == notifier.name, *_IS_OPEN)
        query = select(DueCall.id).where(*due, DueCall.due_at <= self._services.clock.now())
        async with self._services.database.read() as session:
            ids = (await session.scalars(query)).all()
        return sum([await self._try(notifier, call_id) for call_id in ids])

    async def _run_for_ever(self, notifier: OnCallNotifier) -> None:
        while True:
            await asyncio.sleep(self._services.settings.jobs_s)
            try:
                await self.run_once(notifier)
            except Exception:  # noqa: BLE001 - one bad round must not end the calls
                _log.exception("calls by %s broke off; they are tried again", notifier.name)

    async def _try(self, notifier: OnCallNotifier, call_id: str) -> bool:
        services = self._services
        async with services.database.write() as session:
            call = await self._take(session, call_id)
        if call is None:
            return False
        if code := await send(notifier, call):
            async with services.database.write() as session:
                await self._give_back(session, call_id)
                await note_failed(session, services, notifier.name, code)
            return False
        async with services.database.write() as session:
            if row := await self._mine(session, call_id):
                row.sent_at = services.clock.now()
            await note_delivered(session, services, notifier.name)
        return True

    async def _take(self, session: AsyncSession, call_id: str) -> Call | None:
        """Lease a call and word it as things are now; None if another has it, or it is over."""
        now = self._services.clock.now()
        free = or_(DueCall.lease_until.is_(None), DueCall.lease_until <= now)
        taken = await session.execute(
            update(DueCall)
            .where(DueCall.id == call_id, *_IS_OPEN, DueCall.due_at <= now, free)
            .values(owner=self._owner, lease_until=now + LEASE)
            .execution_options(synchronize_session=False)
        )
        if not taken.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
            return None
        row = await session.get_one(DueCall, call_id)
        untaken = await read_untaken(session, self._services)
        if not untaken.at(row.level):
            row.ended_at = now
            return None
        return word_call(self._services, untaken, row.level, call_id)

    async def _give_back(self, session: AsyncSession, call_id: str) -> None:
        if row := await self._mine(session, call_id):
            row.tries += 1
            row.due_at = self._services.clock.now() + pause_after(row.tries)
            row.owner = row.lease_until = None

    async def _mine(self, session: AsyncSession, call_id: str) -> DueCall | None:
        """Give the call if this process still holds it."""
        row = await session.get(DueCall, call_id, with_for_update=True)
        return row if row is not None and row.owner == self._owner else None
