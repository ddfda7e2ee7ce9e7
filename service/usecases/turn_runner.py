"""Background work on turns: one at a time per chat, however many processes there are."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from service.adapters.notifier import Signal
from service.adapters.schema import Turn
from service.domain.engine_turn import EngineFailedError
from service.domain.ids import ChatId
from service.usecases.failing_turns import fail_turn
from service.usecases.finishing_turns import finish_turn
from service.usecases.taking_turns import Later, take_turn

if TYPE_CHECKING:
    from datetime import datetime

    from service.usecases.services import Services
    from service.usecases.taking_turns import Work

_log = logging.getLogger(__name__)
_SCANNED = 100
_TYPING_AFTER_S = 0.3  # an answer that is there sooner needs no sign
_STAY_S = 10.0  # what is due later than this is left to the scan


class TurnRunner:
    """Runs turns that this process was told of, and those that a scan finds left lying."""

    def __init__(self, services: Services) -> None:
        self.owner = secrets.token_hex(8)
        self._services = services
        self._slots = asyncio.Semaphore(services.settings.turns_at_once)
        self._roused: dict[ChatId, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._scan: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look for turns that nobody holds."""
        self._scan = asyncio.create_task(self._scan_for_ever(), name="turn-scan")

    async def stop(self) -> None:
        """Stop; turns in hand are given back for another process to run."""
        tasks = [*self._tasks, *([self._scan] if self._scan else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with self._services.database.write() as session:
            mine = update(Turn).where(Turn.owner == self.owner)
            await session.execute(mine.values(owner=None, lease_until=None))

    def look_at(self, chat_id: ChatId) -> None:
        """Look soon whether this chat wants a turn."""
        roused = self._roused.get(chat_id)
        if roused is not None:
            roused.set()
            return
        self._roused[chat_id] = asyncio.Event()
        task = asyncio.create_task(self._follow(chat_id), name="turns-of-a-chat")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, chat_id: ChatId) -> None:
        """Run the turns of one chat until none is wanted soon."""
        roused = self._roused[chat_id]
        try:
            while True:
                roused.clear()
                wait_s = await self._step(chat_id)
                if wait_s is not None:
                    await _wait_for(roused, wait_s)
                elif not roused.is_set():
                    return
        except Exception:  # noqa: BLE001 - one bad chat must not end the runner
            _log.exception("the turns of a chat stopped; the scan finds them again")
        finally:
            del self._roused[chat_id]

    async def _step(self, chat_id: ChatId) -> float | None:
        """Run one turn; tell how long to wait for the next, None if none is wanted soon."""
        async with self._slots:
            taken = await take_turn(self._services, chat_id, self.owner)
            if taken is None:
                return None
            due_at = taken.at if isinstance(taken, Later) else await self._run(taken)
        if due_at is None:
            return None
        wait_s = (due_at - self._services.clock.now()).total_seconds()
        return max(wait_s, 0.01) if wait_s <= _STAY_S else None

    async def _run(self, work: Work) -> datetime | None:
        """Let the engine take the turn and store its answer; tell when the next turn is due."""
        loop = asyncio.get_running_loop()
        sign = loop.call_later(_TYPING_AFTER_S, self._show_typing, work)
        try:
            result = await self._services.engine.turn(work.request)
        except EngineFailedError as error:
            return await fail_turn(self._services, work, code=error.code)
        finally:
            sign.cancel()
        try:
            return await finish_turn(self._services, work, result)
        except Exception:  # noqa: BLE001 - one bad chat must not end the runner
            _log.exception("turn %d could not be stored", work.number)
            return await fail_turn(self._services, work, code="not_stored")

    def _show_typing(self, work: Work) -> None:
        """Show that the bot writes, to those who wait for its answer."""
        if work.request.speaker != "bot" or work.until is None:
            return
        signal = Signal("typing", {"from": "bot"})
        task = asyncio.create_task(self._services.notifier.tell(work.chat_id, signal))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _scan_for_ever(self) -> None:
        while True:
            try:
                for chat_id in await self._left_lying():
                    self.look_at(chat_id)
            except Exception:  # noqa: BLE001 - one bad chat must not end the runner
                _log.exception("the scan for turns failed; it goes on")
            await asyncio.sleep(self._services.settings.scan_s)

    async def _left_lying(self) -> list[ChatId]:
        now = self._services.clock.now()
        free = or_(Turn.lease_until.is_(None), Turn.lease_until <= now)
        query = select(Turn.chat_id).where(Turn.due_at <= now, free).limit(_SCANNED)
        async with self._services.database.read() as session:
            return [ChatId(chat_id) for chat_id in await session.scalars(query)]


async def _wait_for(roused: asyncio.Event, timeout_s: float) -> None:
    try:
        async with asyncio.timeout(timeout_s):
            await roused.wait()
    except TimeoutError:
        return
