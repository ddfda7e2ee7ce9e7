"""Two processes on one PostgreSQL: one writes, the other's readers wake at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import text

from service.domain.ids import ChatId
from tests.service.fakes import ScriptedEngine
from tests.service.process import opened, process, streaming
from tests.service.world import serving, settings_for, until

if TYPE_CHECKING:
    from pathlib import Path


async def test_what_one_process_writes_wakes_readers_of_the_other(
    tmp_path: Path, postgres_url: str
) -> None:
    engine = ScriptedEngine()
    slow = {"HEARTBEAT_S": "20"}
    async with (
        process(tmp_path, postgres_url, engine, **slow) as one,
        process(tmp_path, postgres_url, engine, **slow) as other,
        httpx.AsyncClient(base_url=one.url) as here,
        httpx.AsyncClient(base_url=other.url, timeout=10) as there,
    ):
        visitor = await opened(here)
        async with streaming(replace(visitor, http=there)) as stream:
            await stream.until("caught_up")
            await visitor.send("salut")
            events = await stream.until("turn_done")
            assert [kind for kind, _ in events if kind != "typing"] == [
                "message",
                "message",
                "turn_done",
            ]
            await visitor.post("typing")
            assert ("typing", {"from": "visitor"}) in await stream.until("typing")


async def test_two_runners_share_the_turns_and_none_is_run_twice(
    tmp_path: Path, postgres_url: str
) -> None:
    settings = settings_for(postgres_url, tmp_path, scan_s=0.02)
    engine = ScriptedEngine()
    async with serving(settings, engine=engine) as one, serving(settings, engine=engine) as other:
        visitors = [await one.visitor() for _ in range(10)]
        seqs = await asyncio.gather(*(visitor.send("salut") for visitor in visitors))
        for world in (one, other):
            for visitor in visitors:
                world.services.runner.look_at(ChatId(visitor.chat))
        for visitor, sent in zip(visitors, seqs, strict=True):
            await visitor.answered(sent.json()["seq"])
        assert len(engine.turns()) == 10
        for visitor in visitors:
            assert len([m for m in await visitor.messages() if m["from"] == "bot"]) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_readers_are_woken_again_after_the_connection_broke(
    tmp_path: Path, postgres_url: str
) -> None:
    settings = settings_for(postgres_url, tmp_path, heartbeat_s=20)
    async with serving(settings) as one, serving(settings) as other:
        visitor = await one.visitor()
        async with one.services.database.write() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
                )
            )
        await asyncio.sleep(0.3)
        with other.services.notifier.subscribe(visitor.chat) as news:
            assert await news.wait(5) is not None, "after a break everybody looks again"

            async def heard() -> bool:
                await visitor.send("encore")
                return await news.wait(0.5) is not None

            await until(heard, "listening goes on")
