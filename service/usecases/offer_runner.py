"""Keeps the offers of waiting chats going, in every process."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from service.adapters.notifier import QUEUE_TOPIC
from service.usecases.offers import arrange

if TYPE_CHECKING:
    from service.usecases.services import Services

_log = logging.getLogger(__name__)
_GAP_S = 0.25  # between two looks: in a busy queue something changes all the time
_LOOK_S = 5.0  # who is away, or back, changes without a wake


class OfferRunner:
    """Arranges offers whenever the queue changes, and when one ends."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run_for_ever(), name="offers")

    async def stop(self) -> None:
        """Stop. Offers that stand go on: another process ends them, or this one after its start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run_for_ever(self) -> None:
        with self._services.notifier.subscribe(QUEUE_TOPIC) as news:
            while True:
                await news.wait(await self._arrange())
                await asyncio.sleep(_GAP_S)

    async def _arrange(self) -> float:
        """Arrange once; tell for how many seconds nothing is due."""
        try:
            ends_at = await arrange(self._services)
        except Exception:  # noqa: BLE001 - one bad round must not end the offers
            _log.exception("the offers could not be arranged; they are arranged again")
            return _LOOK_S
        if ends_at is None:
            return _LOOK_S
        left_s = (ends_at - self._services.clock.now()).total_seconds()
        return min(max(left_s, 0.0), _LOOK_S)
