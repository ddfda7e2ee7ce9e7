"""The service in a test: real database, real web application, an engine that the test directs."""

from __future__ import annotations

import asyncio
import time
import uuid
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from service.adapters.database import Database
from service.adapters.migrating import migrate
from service.adapters.notifier import LocalNotifier
from service.app import create_app
from service.bootstrap import running, wire
from service.settings import Settings
from tests.service.fakes import ScriptedEngine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from service.adapters.clock import Clock
    from service.usecases.services import Services

PATIENCE_S = 20.0  # of a machine that does much else; nothing waits so long when it is free
DANGER_WORDS = "fr: [je veux mourir, me suicider]\nnl: [ik wil dood, zelfmoord]\n"


def settings_for(url: str, folder: Path, **changes: Any) -> Settings:
    """Settings of a test: no waiting for bursts, everything in the test's folder."""
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "danger_words.yml").write_text(DANGER_WORDS)
    quick: dict[str, Any] = {
        "database_url": url,
        "key_file": folder / "keys.json",
        "erasure_file": folder / "erasures.txt",
        "engine_secret_file": folder / "engine.secret",
        "content_dir": content,
        "web_dist": folder / "dist",
        "burst_quiet_s": 0,
        "burst_max_s": 0,
        "turn_retry_s": 0.02,
        "read_retry_s": 0.1,
        "scan_s": 0.05,
        "jobs_s": 60,
        "rate_burst": 100,
    }
    return Settings(**(quick | changes))


@dataclass
class World:
    """One running process of the service."""

    services: Services
    http: httpx.AsyncClient
    engine: ScriptedEngine

    async def visitor(self, language: str | None = "fr") -> Visitor:
        """Open a chat."""
        answer = await self.http.post("/api/chats", json={"language": language})
        assert answer.status_code == 201, answer.text
        body = answer.json()
        return Visitor(self.http, body["chat"], body["token"], body)


@dataclass
class Visitor:
    """Somebody who writes, through the interface only."""

    http: httpx.AsyncClient
    chat: str
    token: str
    opened: dict[str, Any] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, what: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return await self.http.post(
            f"/api/chats/{self.chat}/{what}", json=body or {}, headers=self.headers
        )

    async def send(self, text: str, client_id: str | None = None) -> httpx.Response:
        return await self.post("messages", {"client_id": client_id or new_id(), "text": text})

    async def choose(self, choice_id: str) -> httpx.Response:
        return await self.post("messages", {"client_id": new_id(), "choice": choice_id})

    async def writes(self, text: str) -> list[dict[str, Any]]:
        """Send a text and wait for the end of its turn; give the events that came after it."""
        answer = await self.send(text)
        assert answer.status_code == 201, answer.text
        return await self.answered(answer.json()["seq"])

    async def answered(self, seq: int) -> list[dict[str, Any]]:
        """Wait until the turn that answers `seq` is done; give the events after `seq`."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            events = await self.events(after=seq)
            if any(e["kind"] == "turn_done" and e["answers"] >= seq for e in events):
                return events
            await asyncio.sleep(0.01)
        raise AssertionError(f"no answer to {seq}: {[e['kind'] for e in events]}")

    async def view(self, after: int = 0) -> dict[str, Any]:
        answer = await self.http.get(
            f"/api/chats/{self.chat}", params={"after": after}, headers=self.headers
        )
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def events(self, after: int = 0) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = (await self.view(after))["events"]
        return events

    async def messages(self) -> list[dict[str, Any]]:
        return [event for event in await self.events() if event["kind"] == "message"]


def migrate_once(url: str) -> None:
    """Make all tables in an empty database, and leave it."""

    async def migrating() -> None:
        database = Database(Settings(database_url=url).async_database_url, notifier=LocalNotifier())
        await migrate(database)
        await database.close()

    asyncio.run(migrating())


def new_id() -> str:
    return str(uuid.uuid4())


@asynccontextmanager
async def serving(
    settings: Settings, *, engine: ScriptedEngine | None = None, clock: Clock | None = None
) -> AsyncIterator[World]:
    """Run one process of the service inside this one."""
    engine = engine or ScriptedEngine()
    services = wire(settings, engine=engine, clock=clock)
    transport = httpx.ASGITransport(create_app(services), raise_app_exceptions=False)
    async with (
        running(services),
        httpx.AsyncClient(transport=transport, base_url="http://service") as http,
    ):
        yield World(services, http, engine)


async def until(true: Any, what: str) -> None:
    """Wait until an async condition holds."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if await true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"never came true: {what}")
