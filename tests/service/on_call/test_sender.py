"""A call is sent until it is out or over: by one process, over failures, deaths and restarts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service.adapters.schema import DueCall
from service.domain.on_call import LEASE, pause_after
from service.usecases.on_call.calling import make_calls
from service.usecases.on_call.sender import CallSender
from tests.service.desk.actors import at_work
from tests.service.on_call.notifiers import FakeNotifier, equip, in_need, round_of
from tests.service.world import serving, until

if TYPE_CHECKING:
    from service.settings import Settings
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import World


@pytest.fixture
def changes() -> dict[str, Any]:
    return {"on_call_life_min": 2, "on_call_again_min": 60, "staff_idle_min": 600}


@pytest.fixture
async def pager(still_world: World) -> FakeNotifier:
    notifier = FakeNotifier()
    await equip(still_world, notifier)
    return notifier


async def overdue(world: World, clock: SetClock) -> None:
    await in_need(world, "life")
    clock.passes(minutes=2)


async def on_board(staffer: Staffer) -> dict[str, Any]:
    [shown] = (await staffer.get("/api/desk/board")).json()["notifiers"]
    state: dict[str, Any] = shown
    return state


async def calls(world: World) -> list[DueCall]:
    async with world.services.database.read() as session:
        return list((await session.scalars(select(DueCall))).all())


async def test_a_failure_is_tried_again_after_longer_and_longer_pauses(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    pager.fails = "unreachable"
    await overdue(still_world, clock)
    await round_of(still_world)
    for tries, pause_s in enumerate((10, 20, 40, 80, 160, 300, 300), start=1):
        assert pager.tries == tries
        clock.passes(seconds=pause_s - 1)
        await round_of(still_world)
        assert pager.tries == tries
        clock.passes(seconds=1)
        await round_of(still_world)
    pager.fails = None
    clock.passes(minutes=5)
    await round_of(still_world)
    assert len(pager.sent) == 1
    assert [call.tries for call in await calls(still_world)] == [8]


async def test_what_is_sent_late_says_how_things_are_by_then(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    pager.fails = "slow"
    await overdue(still_world, clock)
    await round_of(still_world)
    await in_need(still_world, "life")
    clock.passes(minutes=4)
    pager.fails = None
    await round_of(still_world)
    [call] = pager.sent
    assert call.waiting_s == 360
    assert sum(call.waiting.values()) == 2


async def test_a_new_round_does_not_wait_for_the_pause_of_an_old_failure(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    pager.fails = "slow"
    await overdue(still_world, clock)
    for _ in range(6):
        clock.passes(minutes=5)
        await round_of(still_world)
    pager.fails = None
    await in_need(still_world, "life")
    clock.passes(minutes=2)
    await round_of(still_world)
    assert len(pager.sent) == 1


async def test_what_failed_is_over_once_the_chat_is_taken(
    still_world: World, clock: SetClock, pager: FakeNotifier
) -> None:
    pager.fails = "unreachable"
    sam = await at_work(still_world)
    visitor = await in_need(still_world, "life")
    clock.passes(minutes=2)
    await round_of(still_world)
    await sam.does(visitor.chat, "claim")
    pager.fails = None
    clock.passes(seconds=50)
    await CallSender(still_world.services).run_once(pager)
    assert (pager.sent, pager.tries) == ([], 1)
    [call] = await calls(still_world)
    assert call.ended_at is not None


async def test_what_was_not_sent_is_sent_after_a_restart(
    settings: Settings, clock: SetClock
) -> None:
    pager = FakeNotifier(fails="unreachable")
    async with serving(settings, clock=clock) as world:
        await equip(world, pager)
        await overdue(world, clock)
        await round_of(world)
    pager.fails = None
    clock.passes(seconds=10)
    async with serving(settings, clock=clock) as world:
        await equip(world, pager)
        await CallSender(world.services).run_once(pager)
    assert len(pager.sent) == 1


async def test_a_call_whose_process_died_while_sending_goes_out_by_another(
    settings: Settings, clock: SetClock
) -> None:
    async with serving(settings, clock=clock) as one, serving(settings, clock=clock) as other:
        stuck, pager = FakeNotifier(gate=asyncio.Event()), FakeNotifier()
        await equip(one, stuck)
        await equip(other, pager)
        await overdue(one, clock)
        await make_calls(one.services)
        dying = asyncio.create_task(CallSender(one.services).run_once(stuck))

        async def is_sending() -> bool:
            return stuck.tries == 1

        await until(is_sending, "the call is under way")
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        clock.passes(seconds=LEASE.total_seconds() - 1)
        assert await CallSender(other.services).run_once(pager) == 0
        clock.passes(seconds=1)
        assert await CallSender(other.services).run_once(pager) == 1
    assert len(pager.sent) == 1


async def test_a_slow_notifier_holds_up_no_other(settings: Settings, clock: SetClock) -> None:
    quick = settings.model_copy(update={"jobs_s": 0.02})
    slow, pager = FakeNotifier("slow", gate=asyncio.Event()), FakeNotifier()
    async with serving(quick, clock=clock) as world:
        await equip(world, slow, pager)
        sender = CallSender(world.services)
        sender.start()
        await overdue(world, clock)
        await make_calls(world.services)

        async def is_out() -> bool:
            return slow.tries == 1 and len(pager.sent) == 1

        await until(is_out, "the quick one has sent while the slow one is at it")
        await sender.stop()


async def test_a_mistake_of_ours_is_a_failure_like_any_other(
    still_world: World, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager = FakeNotifier()
    await equip(still_world, pager)

    async def breaks(_: object) -> None:
        raise ValueError

    monkeypatch.setattr(pager, "send", breaks)
    sam = await at_work(still_world)
    await overdue(still_world, clock)
    await round_of(still_world)
    assert (await on_board(sam))["problem"] == "internal"


class TestOnTheBoard:
    async def test_a_notifier_that_works_says_when_it_last_did(
        self, still_world: World, clock: SetClock, pager: FakeNotifier
    ) -> None:
        sam = await at_work(still_world)
        never = {"delivered_at": None, "failing_since": None, "problem": None}
        assert await on_board(sam) == {"name": pager.name} | never
        await overdue(still_world, clock)
        await round_of(still_world)
        works = never | {"delivered_at": "2026-11-27T12:02:00+00:00"}
        assert await on_board(sam) == {"name": pager.name} | works

    async def test_one_that_fails_says_since_when_and_why_until_it_works_again(
        self, still_world: World, clock: SetClock, pager: FakeNotifier
    ) -> None:
        sam = await at_work(still_world)
        pager.fails = "login"
        await overdue(still_world, clock)
        await round_of(still_world)
        clock.passes(seconds=30)
        pager.fails = "unreachable"
        await round_of(still_world)
        assert await on_board(sam) == {
            "name": "pager",
            "delivered_at": None,
            "failing_since": "2026-11-27T12:02:00+00:00",
            "problem": "unreachable",
        }
        pager.fails = None
        clock.passes(minutes=1)
        await round_of(still_world)
        shown = await on_board(sam)
        assert (shown["failing_since"], shown["problem"]) == (None, None)
        assert shown["delivered_at"] == "2026-11-27T12:03:30+00:00"


def test_pauses_grow_and_stay_bounded_however_often_it_failed() -> None:
    pauses = [pause_after(tries).total_seconds() for tries in (1, 2, 3, 6, 1000)]
    assert pauses == [10, 20, 40, 300, 300]
