"""All streams of a desk share one reading; each is told what its counsellor may see of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from service.usecases import triage_queue
from service.usecases.queue_reading import read_queue
from service.usecases.shared_reading import SharedReading
from service.usecases.staff.sessions import find_session
from service.usecases.triage_queue import follow_queue
from tests.service.desk.actors import at_work
from tests.service.desk.test_queue import LIFE, URGENT, asks, erases, follows, news
from tests.service.world import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.following import Told
    from service.usecases.queue_reading import QueueReading
    from service.usecases.services import Services
    from tests.service.desk.actors import Staffer
    from tests.service.world import World

_DESKS = 5


class Count:
    """Counts readings, the reading being done; each is held up until `may_end`, if that is wanted."""

    def __init__(self) -> None:
        self.begun = 0
        self.running = asyncio.Event()
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def read(self, before: int | None) -> int:
        del before
        self.begun += 1
        number = self.begun
        self.running.set()
        await self.may_end.wait()
        return number


@pytest.fixture
def count() -> Count:
    return Count()


async def test_all_who_ask_before_a_reading_begins_get_the_same(count: Count) -> None:
    shared = SharedReading(count.read, rest_s=0)
    with shared.following():
        assert await asyncio.gather(*[shared.fresh() for _ in range(_DESKS)]) == [1] * _DESKS
        assert await shared.fresh() == 2


async def test_who_asks_during_a_reading_gets_the_next_one(count: Count) -> None:
    count.may_end.clear()
    shared = SharedReading(count.read, rest_s=0)
    with shared.following():
        early = asyncio.create_task(shared.fresh())
        await count.running.wait()
        late = asyncio.create_task(shared.fresh())
        await asyncio.sleep(0)
        count.may_end.set()
        assert (await early, await late) == (1, 2)


async def test_who_leaves_during_a_reading_takes_it_from_nobody(count: Count) -> None:
    count.may_end.clear()
    shared = SharedReading(count.read, rest_s=0)
    with shared.following():
        leaves, stays = [asyncio.create_task(shared.fresh()) for _ in range(2)]
        await count.running.wait()
        leaves.cancel()
        await asyncio.wait([leaves])
        count.may_end.set()
        assert await stays == 1


async def test_a_reading_that_fails_is_told_to_who_asked_and_the_next_one_counts() -> None:
    async def read(before: int | None) -> int:
        failed.append(before)
        if len(failed) == 1:
            raise OSError("the database is away")
        return len(failed)

    failed: list[int | None] = []
    shared = SharedReading(read, rest_s=0)
    with shared.following():
        with pytest.raises(OSError, match="away"):
            await shared.fresh()
        assert await shared.fresh() == 2


async def test_nothing_is_kept_once_nobody_follows() -> None:
    async def read(before: str | None) -> str:
        given.append(before)
        return "read before"

    given: list[str | None] = []
    shared = SharedReading(read, rest_s=0)
    for _ in range(2):
        with shared.following(), shared.following():
            await shared.fresh()
            await shared.fresh()
    assert given == [None, "read before"] * 2
    await asyncio.sleep(0)
    assert not shared_readings()


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[QueueReading]:
    """Every reading of the queue for streams."""
    done: list[QueueReading] = []

    async def read(
        session: AsyncSession, services: Services, before: QueueReading | None
    ) -> QueueReading:
        done.append(await read_queue(session, services, before))
        return done[-1]

    monkeypatch.setattr(triage_queue, "read_queue", read)
    return done


async def test_one_reading_serves_all_desks(world: World, readings: list[QueueReading]) -> None:
    visitor = await world.visitor()
    people = [await at_work(world, f"sam{number}") for number in range(_DESKS)]
    streams = [await follows(world, sam) for sam in people]
    await asyncio.gather(*map(news, streams))
    assert len(readings) == 1
    await asks(visitor)
    told = await asyncio.gather(*[until_shown(stream, visitor.chat) for stream in streams])
    # Each thing that a stream told came of a reading: without sharing there would be as many.
    assert len(readings) - 1 < sum(told) / 2


async def test_what_happens_during_a_reading_is_told_after_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, visitor = await at_work(world), await world.visitor()
    seen: list[int] = []

    async def read(
        session: AsyncSession, services: Services, before: QueueReading | None
    ) -> QueueReading:
        reading = await read_queue(session, services, before)
        seen.append(len(reading.chats))
        if len(seen) == 1:
            await session.rollback()  # on SQLite a reader that stays would be in the writer's way
            await asks(visitor)
        return reading

    monkeypatch.setattr(triage_queue, "read_queue", read)
    told = await follows(world, sam)
    assert (await news(told)).data["chats"] == []
    [row] = (await news(told)).data["chats"]
    assert (row["chat"], seen[0]) == (visitor.chat, 0)


async def test_of_one_reading_each_is_told_what_they_may_see(
    world: World, readings: list[QueueReading]
) -> None:
    world.engine.read_as["life"] = LIFE
    sam, jo, visitor = await at_work(world), await at_work(world, "jo"), await world.visitor()
    await visitor.writes("life")
    await sam.takes_over(visitor.chat)
    mine, hers = await asyncio.gather(*[news(await follows(world, who)) for who in (sam, jo)])
    assert len(readings) == 1
    [row] = mine.data["mine"]
    assert row["reasons"] == row["signals"] == [{"signal": "suicide", "words": "envie de mourir"}]
    [row] = hers.data["talking"]
    assert (row["claimed_by"], row["reasons"], row["signals"]) == ("sam", [], [])
    assert "mourir" not in str(hers)


async def test_a_change_has_only_the_rows_that_changed(world: World) -> None:
    sam = await at_work(world)
    visitors = [await world.visitor() for _ in range(3)]
    for visitor in visitors:
        await asks(visitor)
    told = await raw(world, sam)
    await of_queue(told)
    world.engine.slots = {"situation": "grooming"}
    await visitors[1].writes("il veut une photo")
    change = await of_queue(told)
    assert [row["chat"] for row in change["chats"]] == [visitors[1].chat]
    assert (change["step"], change["gone"], change["stubs"]) == (1, [], None)
    await erases(visitors[0])
    change = await of_queue(told)
    assert (change["step"], change["chats"], change["gone"]) == (2, [], [visitors[0].chat])


async def test_old_state_and_changes_are_the_state_fetched_anew(world: World) -> None:
    world.engine.read_as |= {"life": LIFE, "urgent": URGENT}
    sam, jo = await at_work(world), await at_work(world, "jo")
    first, second, third = [await world.visitor() for _ in range(3)]
    pages = [Page(who, await follows(world, who)) for who in (sam, jo)]
    for page in pages:
        await page.shows_what_is_fetched()
    for action in (
        lambda: asks(first),
        lambda: second.writes("urgent"),
        lambda: asks(second),
        lambda: third.writes("life"),
        lambda: sam.takes_over(second.chat),
        lambda: first.writes("life"),
        lambda: jo.does(third.chat, "claim"),
        lambda: sam.does(second.chat, "release"),
        lambda: erases(third),
    ):
        await action()
        for page in pages:
            await page.shows_what_is_fetched()


async def test_a_closed_stream_leaves_nothing_behind(
    world: World, readings: list[QueueReading]
) -> None:
    sam, jo, visitor = await at_work(world), await at_work(world, "jo"), await world.visitor()
    streams = [await follows(world, who) for who in (sam, jo)]
    await asyncio.gather(*map(news, streams))
    await streams[0].aclose()
    await asks(visitor)
    assert (await news(streams[1])).data["chats"]
    await streams[1].aclose()
    await asyncio.sleep(0)
    assert not shared_readings()
    done = len(readings)
    await visitor.writes("et encore")
    assert len(readings) == done


def shared_readings() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name() == "shared-reading"]


@dataclass
class Page:
    """A desk and the queue on its screen."""

    who: Staffer
    told: AsyncGenerator[Sequence[Told]]
    shown: Any = None

    async def shows_what_is_fetched(self) -> None:
        """Wait until the screen shows the queue as it is when fetched, but for the time."""
        wanted = without_waiting(await self.who.queue())
        while self.shown != wanted:
            self.shown = without_waiting((await news(self.told)).data)


async def until_shown(stream: AsyncGenerator[Sequence[Told]], chat: str) -> int:
    """Follow until a chat is on screen; give how often something was told."""
    told = 0
    async with asyncio.timeout(PATIENCE_S):
        async for several in stream:
            told += 1
            shown = [row for one in several if one.kind == "queue" for row in one.data["chats"]]
            if chat in {row["chat"] for row in shown}:
                return told
    raise AssertionError("the stream ended")


def without_waiting(queue: Any) -> dict[str, list[dict[str, Any]]]:
    return {part: [{**row, "waiting_s": None} for row in rows] for part, rows in queue.items()}


async def raw(world: World, staffer: Staffer) -> Any:
    token = staffer.http.cookies["desk_session"]
    return follow_queue(world.services, await find_session(world.services, token, uses=False))


async def of_queue(told: Any) -> Any:
    return (await news(told)).data
