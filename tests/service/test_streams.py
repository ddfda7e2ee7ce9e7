"""Live streams through a real process: backlog, news, heartbeat, erasing, stop."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.service.fakes import ScriptedEngine
from tests.service.process import Started, opened, process, streaming
from tests.service.world import new_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


# What does not depend on the database is tested on one: each start takes seconds.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
async def started(
    tmp_path: Path, database_url: str, engine: ScriptedEngine
) -> AsyncIterator[Started]:
    async with process(tmp_path, database_url, engine) as running:
        yield running


@pytest.fixture
async def http(started: Started) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=started.url, timeout=10) as client:
        yield client


async def test_backlog_then_caught_up_then_news(http: httpx.AsyncClient) -> None:
    visitor = await opened(http)
    await visitor.writes("salut")
    async with streaming(visitor, after=1) as stream:
        backlog = await stream.until("caught_up")
        assert [kind for kind, _ in backlog] == ["message", "message", "turn_done", "caught_up"]
        assert [data["seq"] for _, data in backlog[:-1]] == [2, 3, 4]
        await visitor.send("encore")
        news = await stream.until("turn_done")
        assert [kind for kind, _ in news] == ["message", "message", "turn_done"]
        await stream.beats()


async def test_no_event_is_lost_or_doubled_while_many_are_written(
    http: httpx.AsyncClient,
) -> None:
    visitor = await opened(http)
    last: list[int] = []

    async def follow() -> list[int]:
        seen: list[int] = []
        while True:
            async with streaming(visitor, after=seen[-1] if seen else 0) as stream:
                for _ in range(7):  # hang up often, to come back in the middle of news
                    kind, data = await stream.next()
                    if kind not in {"typing", "caught_up", "queue"}:
                        seen.append(data["seq"])
                    if kind == "turn_done" and last and data["answers"] >= last[0]:
                        return seen

    async def write() -> None:
        for n in range(35):
            await visitor.send(f"message {n}")
        ends = await visitor.events()
        last.append(ends[-1]["seq"] + 1)
        await visitor.send("the last")

    seen, _ = await asyncio.gather(follow(), write())
    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) > 36


@ON_SQLITE
async def test_typing_seen_and_queue_come_without_a_number(http: httpx.AsyncClient) -> None:
    visitor = await opened(http)
    async with streaming(visitor) as stream:
        await stream.until("caught_up")
        assert (await visitor.post("typing")).status_code == 204
        assert await stream.next() == ("typing", {"from": "visitor"})
        assert (await visitor.post("seen", {"seq": 1})).status_code == 204
        assert await stream.next() == ("seen", {"from": "visitor", "seq": 1})
        await visitor.post("human", {"client_id": new_id()})
        assert (await stream.next())[1]["state"] == "waiting"
        assert (await stream.until("queue"))[-1][1]["position"] == 1


async def test_an_open_stream_hears_of_the_erasing_and_ends(http: httpx.AsyncClient) -> None:
    visitor = await opened(http)
    async with streaming(visitor) as stream:
        await stream.until("caught_up")
        await http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
        kind, data = await stream.next()
        assert (kind, data["kind"], data["seq"]) == ("erased", "erased", 2)
        assert (await stream.next())[0] == "end"


async def test_a_stop_ends_streams_quickly_and_nothing_is_lost(
    started: Started, http: httpx.AsyncClient
) -> None:
    visitor = await opened(http)
    await visitor.writes("salut")
    async with streaming(visitor) as stream:
        await stream.until("caught_up")
        assert await started.stops() < 5
        assert (await stream.next())[0] == "end"


async def test_a_killed_process_has_lost_nothing_it_acknowledged(
    tmp_path: Path, database_url: str, engine: ScriptedEngine
) -> None:
    async with (
        process(tmp_path, database_url, engine) as first,
        httpx.AsyncClient(base_url=first.url) as http,
    ):
        visitor = await opened(http)
        sent = [(await visitor.send(f"message {n}")).json()["seq"] for n in range(5)]
        await first.stops(signal.SIGKILL)
    async with (
        process(tmp_path, database_url, engine, LEASE_S="1") as second,
        httpx.AsyncClient(base_url=second.url) as http,
    ):
        visitor = replace(visitor, http=http)
        stored = [m["seq"] for m in await visitor.messages() if m["from"] == "visitor"]
        assert stored == sent


@ON_SQLITE
async def test_the_log_holds_no_words_no_ids_and_no_addresses(
    started: Started, http: httpx.AsyncClient, engine: ScriptedEngine
) -> None:
    visitor = await opened(http)
    await visitor.writes("Zorglub")
    engine.fails = "down"
    await visitor.writes("Kwakkelaar je veux mourir")
    code = (await visitor.post("code")).json()["code"]
    await http.get(f"/api/chats/{visitor.chat}")
    for secret in ("Zorglub", "Kwakkelaar", visitor.token, code, visitor.chat, "/turn"):
        assert secret not in started.log
    assert "failed (down)" in started.log


@ON_SQLITE
async def test_a_key_file_that_others_can_read_stops_the_start(
    tmp_path: Path, database_url: str, engine: ScriptedEngine
) -> None:
    (tmp_path / "keys.json").write_text("{}")
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(AssertionError, match="chmod 600"):
        async with process(tmp_path, database_url, engine):
            pass
