"""One worker process: serves until it is told to leave, then finishes what it has begun."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.engine.errors import EngineError, ModelBusyError, ModelFailedError, ModelRefusedError
from bot.engine.limits import limit_growth, resident_mb
from bot.engine.link import packed
from bot.engine.routes import application

if TYPE_CHECKING:
    import socket

    from bot.engine.link import Board
    from bot.engine.opening import Opened

QUEUE = 256
FRESH_S = 0.5
_NICENESS = 5
_LEAVING_S = 65.0  # longer than any turn may take
_MODEL_ERRORS: dict[str, type[EngineError]] = {
    error.code: error for error in (ModelRefusedError, ModelFailedError, ModelBusyError)
}


@dataclass(frozen=True)
class Place:
    """What the master gives a worker: the shared socket, its own line, and its slot on the board."""

    listening: socket.socket
    line: socket.socket
    board: Board
    slot: int
    growth_mb: int


class Worker:
    """Serves one model, or, with none, says that it is being loaded."""

    def __init__(self, opened: Opened | None, *, secret: bytes, place: Place) -> None:
        self.opened = opened
        self.secret = secret
        self._place = place
        self._calls: dict[int, asyncio.Future[dict[str, Any]]] = {}
        # At half of what kills a turn, so that a slow leak costs no turn at all.
        self._most_mb = resident_mb() + place.growth_mb / 2

    def run(self) -> None:
        """Serve until told to leave."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the master decides
        # What stores a message goes before what reads it, where both want the same core.
        os.nice(_NICENESS)
        limit_growth(self._place.growth_mb)
        gc.enable()
        # A turn makes ten thousands of short-lived objects; what is loaded is frozen already.
        gc.set_threshold(50_000, 20, 100)
        asyncio.run(self._serve())

    def begin(self, seconds: float) -> None:
        """Tell the master by when this turn is over."""
        self._place.board.set(self._place.slot, time.monotonic() + seconds)

    def end(self, *, spoiled: bool) -> None:
        """Be idle again, or leave when the process is spoiled or has grown too large."""
        self._place.board.set(self._place.slot, 0.0)
        if spoiled or resident_mb() > self._most_mb:
            self._leave.set()

    async def switch(self, path: str) -> dict[str, Any]:
        """Ask the master for another model; wait until every worker has it.

        Raises: ModelRefusedError, ModelFailedError, ModelBusyError.
        """
        call = len(self._calls)
        self._calls[call] = asyncio.get_running_loop().create_future()
        self._writer.write(packed({"model": path, "call": call}))
        answer = await self._calls[call]
        if "code" in answer:
            raise _MODEL_ERRORS[answer["code"]](answer["message"])
        return {"model": answer["model"]}

    async def _serve(self) -> None:
        self._leave = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._leave.set)
        runner = web.AppRunner(application(self), access_log=None)
        await runner.setup()
        # One connection at a time: what this worker does not take, an idle one does.
        site = web.SockSite(runner, self._place.listening, backlog=1)
        await site.start()
        self._place.listening.listen(QUEUE)
        reader, self._writer = await asyncio.open_unix_connection(sock=self._place.line)
        tasks = [asyncio.create_task(self._listen(reader)), asyncio.create_task(self._keep_fresh())]
        self._writer.write(packed({"ready": True}))
        await self._leave.wait()
        await site.stop()
        self._writer.write(packed({"stopped": True}))
        await self._finish(runner)
        for task in tasks:
            task.cancel()
        await runner.cleanup()

    async def _finish(self, runner: web.AppRunner) -> None:
        """Wait for the connections that were taken, also for one whose request still comes."""
        end = time.monotonic() + _LEAVING_S
        while runner.server and runner.server.connections and time.monotonic() < end:  # noqa: ASYNC110 - aiohttp tells nobody when a connection ends
            await asyncio.sleep(0.01)

    async def _keep_fresh(self) -> None:
        """Follow the texts also while nobody writes: all workers keep the same last good ones."""
        while self.opened:
            self.opened.refresh()
            await asyncio.sleep(FRESH_S)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while line := await reader.readline():
                message = json.loads(line)
                if "leave" in message:
                    self._leave.set()
                else:
                    self._calls[message["call"]].set_result(message)
        self._leave.set()  # the master is gone
