"""When the person on call is called: after the set time, again, and until somebody takes the chat."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from service.adapters.schema import Alarm, DueCall
from service.domain.chat_states import Level
from service.usecases.claims import end_dead_claims
from service.usecases.on_call.calling import make_calls
from service.usecases.on_call.overdue import read_untaken
from tests.service.desk.actors import at_work
from tests.service.desk.test_corrections import MISREAD, row_of
from tests.service.desk.test_lowering import decides, proposes
from tests.service.desk.test_queue import asks
from tests.service.on_call.notifiers import FakeNotifier, equip, in_need, round_of
from tests.service.world import serving

if TYPE_CHECKING:
    from service.settings import Settings
    from tests.service.fakes import SetClock
    from tests.service.world import World


@pytest.fixture
def changes() -> dict[str, Any]:
    return {"on_call_life_min": 2, "on_call_urgent_min": 10, "on_call_again_min": 5}


@pytest.fixture
async def pager(still_world: World) -> FakeNotifier:
    notifier = FakeNotifier()
    await equip(still_world, notifier)
    return notifier


async def rows(world: World, table: type[Alarm | DueCall]) -> int:
    async with world.services.database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(("level", "minutes"), [("life", 2), ("urgent", 10)])
async def test_a_chat_that_nobody_takes_is_told_after_the_time_of_its_level(
    still_world: World, clock: SetClock, pager: FakeNotifier, level: str, minutes: int
) -> None:
    await in_need(still_world, level)
    clock.passes(minutes=minutes, seconds=-1)
    assert await round_of(still_world) == 0
    clock.passes(seconds=1)
    assert await round_of(still_world) == 1
    [call] = pager.sent
    assert (call.level, call.waiting_s) == (Level(level), minutes * 60)
    assert await round_of(still_world) == 0


async def test_a_normal_chat_calls_nobody(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    visitor = await still_world.visitor()
    await asks(visitor)
    clock.passes(hours=3)
    assert await round_of(still_world) == 0
    assert pager.sent == []


async def test_it_is_told_again_every_few_minutes_until_it_is_claimed(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    sam, visitor = await at_work(still_world), await in_need(still_world, "life")
    for minutes in (2, 5, 5):
        clock.passes(minutes=minutes, seconds=-1)
        assert await round_of(still_world) == 0
        clock.passes(seconds=1)
        assert await round_of(still_world) == 1
    assert [call.waiting_s // 60 for call in pager.sent] == [2, 7, 12]
    assert len({call.id for call in pager.sent}) == 3
    sam = await sam.elsewhere()  # the first login is locked by now
    await sam.does(visitor.chat, "claim")
    clock.passes(seconds=30)
    await round_of(still_world)
    assert await rows(still_world, Alarm) == 0
    clock.passes(seconds=20)
    assert await round_of(still_world) == 0
    assert len(pager.sent) == 3


async def test_a_chat_that_comes_back_to_the_queue_is_told_at_once(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    sam, visitor = await at_work(still_world), await in_need(still_world, "life")
    await sam.does(visitor.chat, "claim")
    clock.passes(minutes=3)
    assert await round_of(still_world) == 0
    await end_dead_claims(still_world.services)
    assert await round_of(still_world) == 1
    assert pager.sent[0].waiting_s == 180


async def test_all_that_wait_too_long_at_a_level_are_one_call_with_their_counts(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    for level in ("life", "life", "urgent"):
        await in_need(still_world, level)
    await asks(await still_world.visitor())
    clock.passes(minutes=2)
    await in_need(still_world, "life")
    assert await round_of(still_world) == 1
    assert pager.sent[0].waiting == {Level.LIFE: 3, Level.URGENT: 1, Level.NORMAL: 1}


async def test_one_more_is_told_a_minute_after_the_last_call_and_not_only_with_the_next_round(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    await in_need(still_world, "life")
    clock.passes(seconds=30)
    await in_need(still_world, "life")
    clock.passes(seconds=90)
    assert await round_of(still_world) == 1
    clock.passes(seconds=30)
    assert await round_of(still_world) == 0
    clock.passes(seconds=30)
    assert await round_of(still_world) == 1
    assert pager.sent[1].waiting[Level.LIFE] == 2


async def test_each_level_is_told_by_itself(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    await in_need(still_world, "urgent")
    clock.passes(minutes=9)
    await in_need(still_world, "life")
    clock.passes(minutes=2)
    assert await round_of(still_world) == 2
    assert [call.level for call in pager.sent] == [Level.LIFE, Level.URGENT]


async def test_a_chat_that_gets_worse_while_it_waits_gives_the_desk_its_time_from_there(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    visitor = await in_need(still_world, "urgent")
    clock.passes(minutes=10)
    await round_of(still_world)
    await visitor.writes("life")
    assert await round_of(still_world) == 0
    clock.passes(minutes=2)
    assert await round_of(still_world) == 1
    assert [call.level for call in pager.sent] == [Level.URGENT, Level.LIFE]
    assert pager.sent[1].waiting_s == 12 * 60


async def test_a_proposal_to_lower_stops_the_calls_and_a_no_starts_them_again(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_need(still_world, "life")
    proposal = await proposes(sam, visitor)
    clock.passes(minutes=3)
    assert await round_of(still_world) == 0
    await decides(jo, visitor, proposal, "refuse")
    assert await round_of(still_world) == 1
    assert len(pager.sent) == 1


async def test_an_erased_chat_calls_nobody_any_more(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    visitor = await in_need(still_world, "life")
    clock.passes(minutes=2)
    await make_calls(still_world.services)
    assert await rows(still_world, Alarm) == 1
    await visitor.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    assert await rows(still_world, Alarm) == 0
    await round_of(still_world)
    assert pager.sent == []


async def test_it_calls_for_those_for_whom_the_desk_rings_and_no_other(
    still_world: World, clock: SetClock
) -> None:
    """The queue's `alarm` and what is counted here are two readings of one thing."""
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    chats = [await in_need(still_world, "life") for _ in range(4)]
    free, claimed, talking, proposed = chats
    clock.passes(minutes=2)
    await jo.does(claimed.chat, "claim")
    await jo.takes_over(talking.chat)
    await sam.does(proposed.chat, "level", MISREAD)
    async with still_world.services.database.read() as session:
        untaken = await read_untaken(session, still_world.services)
    assert [calling.chat_id for calling in untaken.overdue] == [free.chat]
    queue = await sam.queue()
    ringing = [row["chat"] for part in ("chats", "mine") for row in queue[part] if row["alarm"]]
    assert ringing == [free.chat]
    assert not (await row_of(sam, proposed))["alarm"]


async def test_without_a_notifier_nothing_is_sent_and_the_board_says_that_there_is_none(
    still_world: World, clock: SetClock
) -> None:
    await equip(still_world)
    sam = await at_work(still_world)
    await in_need(still_world, "life")
    clock.passes(minutes=2)
    assert await round_of(still_world) == 0
    assert (await sam.get("/api/desk/board")).json()["notifiers"] == []


async def test_calls_that_are_over_are_forgotten_after_a_week(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    await in_need(still_world, "life")
    clock.passes(minutes=2)
    await round_of(still_world)
    clock.passes(days=7)
    await round_of(still_world)
    assert len(pager.sent) == 2
    assert await rows(still_world, DueCall) == 1


async def test_two_processes_that_decide_and_send_at_once_call_once(
    settings: Settings, clock: SetClock
) -> None:
    pager = FakeNotifier()
    async with serving(settings, clock=clock) as one, serving(settings, clock=clock) as other:
        for world in (one, other):
            await equip(world, pager)
        await in_need(one, "life")
        for minutes in (2, 5, 5):
            clock.passes(minutes=minutes)
            await asyncio.gather(*(round_of(world) for world in (one, other) for _ in range(3)))
            await round_of(one)
    assert [call.waiting_s // 60 for call in pager.sent] == [2, 7, 12]
    assert pager.tries == 3
