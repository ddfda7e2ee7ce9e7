"""Periodic jobs, each run by one process at a time."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from service.adapters.schema import JobLease
from service.usecases.company import keep_company
from service.usecases.keeping import (
    close_idle,
    expire_chats,
    forget_audit,
    forget_stories,
    forget_stubs,
    wipe_owed_log,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from service.usecases.services import Services

    type Job = Callable[[Services], Awaitable[int]]

_log = logging.getLogger(__name__)


class Jobs:
    """Runs every job each `jobs_s`, if no other process holds its lease."""

    def __init__(self, services: Services, *more: tuple[str, Job]) -> None:
        self._services = services
        self._owner = secrets.token_hex(8)
        self._jobs: tuple[tuple[str, Job], ...] = (
            ("company", keep_company),
            ("idle_close", close_idle),
            ("expiry", expire_chats),
            ("stories", forget_stories),
            ("stubs", forget_stubs),
            ("audit", forget_audit),
            ("log", wipe_owed_log),
            *more,
        )
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run_for_ever(), name="jobs")

    async def stop(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def run_once(self) -> dict[str, int]:
        """Run the jobs that this process may run now; tell what each one did.

        One that fails is logged and run again in the next round; it keeps none of the others from running.
        """
        done = {}
        for name, job in self._jobs:
            try:
                if await self._may_run(name):
                    done[name] = await job(self._services)
            except Exception:  # noqa: BLE001 - whatever it was, the person on call must be called
                _log.exception("job %s failed; it is run again", name)
        return done

    async def _run_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._services.settings.jobs_s)
            for name, count in (await self.run_once()).items():
                if count:
                    _log.info("job %s: %d", name, count)

    async def _may_run(self, name: str) -> bool:
        """Take or keep the job's lease; a process that died loses it after three rounds."""
        now = self._services.clock.now()
        until = now + timedelta(seconds=3 * self._services.settings.jobs_s)
        try:
            async with self._services.database.write() as session:
                lease = await session.get(JobLease, name, with_for_update=True)
                if lease is None:
                    session.add(JobLease(name=name, owner=self._owner, until=until))
                    return True
                if lease.owner != self._owner and lease.until > now:
                    return False
                lease.owner, lease.until = self._owner, until
                return True
        except IntegrityError:
            return False  # Another process made the row at this moment.
