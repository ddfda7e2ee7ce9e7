"""On SQLite, where a command cannot wake the streams of a running service: look for what it revoked.

PostgreSQL carries the wake to every process by itself.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from service.adapters.schema import StaffSession

if TYPE_CHECKING:
    from datetime import datetime

    from service.usecases.services import Services

_EVERY_S = 1.0  # a revocation is to take effect within 2 s

_log = logging.getLogger(__name__)


class RevocationWatch:
    """Lets every stream look again once a session was revoked, by whomever."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, where there is need of it."""
        if self._services.settings.on_sqlite:
            self._task = asyncio.create_task(self._run_for_ever(), name="revocations")

    async def stop(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run_for_ever(self) -> None:
        seen = None
        while True:
            try:
                newest = await self._newest()
            except Exception:  # noqa: BLE001 - a database that is busy must not end the watch
                _log.exception("could not look for revoked sessions; looking again")
            else:
                if newest != seen:
                    seen = newest
                    self._services.notifier.wake_all()
            await asyncio.sleep(_EVERY_S)

    async def _newest(self) -> datetime | None:
        async with self._services.database.read() as session:
            return await session.scalar(select(func.max(StaffSession.revoked_at)))
