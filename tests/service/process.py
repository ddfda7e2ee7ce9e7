"""A process of the service, started as an operator starts it, and its event streams."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from tests.service.http_engine import engine_over_http
from tests.service.world import DANGER_WORDS, PATIENCE_S, Visitor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.service.fakes import ScriptedEngine

START_S = 40.0
SECRET = "not much of a secret"


@dataclass
class Started:
    """A running process. `log` is what it has written so far."""

    url: str
    process: asyncio.subprocess.Process
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    async def stops(self, with_signal: int = signal.SIGTERM) -> float:
        """Tell it to stop; give the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(with_signal)
        await asyncio.wait_for(self.process.wait(), 20)
        return time.monotonic() - began


@asynccontextmanager
async def process(
    folder: Path, database_url: str, engine: ScriptedEngine, **environment: str
) -> AsyncIterator[Started]:
    """Start `python -m service` on a free port; it is gone at the end of the block."""
    content = folder / "content"
    content.mkdir(exist_ok=True)
    (content / "danger_words.yml").write_text(DANGER_WORDS)
    (folder / "engine.secret").write_text(SECRET)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log_file = folder / f"service-{port}.log"
    with engine_over_http(engine, SECRET) as engine_url, log_file.open("wb") as log:
        env = os.environ | {
            "PORT": str(port),
            "DEMO": "0",
            "DATABASE_URL": database_url,
            "ENGINE_URL": engine_url,
            "ENGINE_SECRET_FILE": str(folder / "engine.secret"),
            "KEY_FILE": str(folder / "keys.json"),
            "ERASURE_FILE": str(folder / "erasures.txt"),
            "CONTENT_DIR": str(content),
            "BURST_QUIET_S": "0",
            "BURST_MAX_S": "0",
            "HEARTBEAT_S": "1",
            "RATE_BURST": "100",
        }
        started = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "service", env=env | environment, stdout=log, stderr=log
        )
        running = Started(f"http://127.0.0.1:{port}", started, log_file)
        try:
            await _is_ready(running)
            yield running
        finally:
            if started.returncode is None:
                started.kill()
            await started.wait()


async def _is_ready(running: Started) -> None:
    until = time.monotonic() + START_S
    async with httpx.AsyncClient(base_url=running.url) as http:
        while time.monotonic() < until:
            assert running.process.returncode is None, running.log
            try:
                if (await http.get("/api/health")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)
    raise AssertionError(f"not ready:\n{running.log}")


async def opened(http: httpx.AsyncClient) -> Visitor:
    body = (await http.post("/api/chats", json={"language": "fr"})).json()
    return Visitor(http, body["chat"], body["token"], body)


class Stream:
    """Reads a chat's event stream as a browser does."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.aiter_lines()
        self.heartbeats = 0

    async def next(self) -> tuple[str, dict[str, Any]]:
        """Give the next event, `("end", {})` when the stream ends."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._next()

    async def until(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """Give the events up to and with the first of a kind."""
        events: list[tuple[str, dict[str, Any]]] = []
        while not events or events[-1][0] != kind:
            events.append(await self.next())
            assert events[-1][0] != "end" or kind == "end", events
        return events

    async def beats(self) -> None:
        """Wait for a heartbeat."""
        async with asyncio.timeout(PATIENCE_S):
            async for line in self._lines:
                if line.startswith(":"):
                    return

    async def _next(self) -> tuple[str, dict[str, Any]]:
        fields: dict[str, str] = {}
        async for line in self._lines:
            if line.startswith(":"):
                self.heartbeats += 1
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                data = json.loads(fields["data"])
                if "id" in fields:
                    assert int(fields["id"]) == data["seq"]
                return fields["event"], data
        return "end", {}


@asynccontextmanager
async def streaming(visitor: Visitor, after: int = 0) -> AsyncIterator[Stream]:
    """Follow a chat."""
    async with visitor.http.stream(
        "GET",
        f"/api/chats/{visitor.chat}/stream",
        params={"after": after},
        headers=visitor.headers,
    ) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Stream(answer)
