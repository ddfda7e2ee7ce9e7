"""What one part of the desk does while another is at work: nobody is left alone between two of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from service.adapters.schema import Chat, ChatKey, DueCall
from service.bootstrap import DESK_JOBS
from service.domain.staff import StaffRole
from service.usecases.claims import end_dead_claims
from service.usecases.jobs import Jobs
from service.usecases.keeping import close_idle, expire_chats
from service.usecases.on_call.overdue import read_untaken
from tests.service.desk.actors import at_work, code_of, hire
from tests.service.desk.test_duty import duty
from tests.service.desk.test_joining import answers, in_danger_of, row_of
from tests.service.desk.test_misuse import ends, talking
from tests.service.desk.test_offers import offered
from tests.service.desk.test_queue import LIFE, URGENT, asks
from tests.service.on_call.notifiers import FakeNotifier, equip, round_of
from tests.service.world import until

if TYPE_CHECKING:
    from service.domain.chat_states import Level
    from service.usecases.services import Services
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


async def stored(world: World, visitor: Visitor) -> Chat:
    async with world.services.database.read() as session:
        return await session.get_one(Chat, visitor.chat)


async def untaken(world: World) -> dict[Level, int]:
    async with world.services.database.read() as session:
        return dict((await read_untaken(session, world.services)).counts)


async def asked_and_gone(world: World, clock: SetClock) -> tuple[Staffer, Visitor]:
    """A counsellor claims, the bot asks, and the counsellor leaves a page behind that goes on beating."""
    visitor = await in_danger_of(world)
    sam = await at_work(world)
    assert (await sam.does(visitor.chat, "claim")).status_code == 200
    for _ in range(24):
        clock.passes(seconds=15)
        await sam.does(visitor.chat, "heartbeat", {"active": False})
    assert (await duty(sam))["presence"] == "away"
    return sam, visitor


@pytest.mark.parametrize("how", ["misuse", "close"])
async def test_a_life_that_is_read_after_the_chat_was_ended_brings_it_back(
    still_world: World, how: str
) -> None:
    sam, visitor = await talking(still_world)
    engine = still_world.engine
    engine.read_as["life"] = LIFE
    engine.gate = asyncio.Event()
    sent = await visitor.send("life")

    async def is_being_read() -> bool:
        return any(turn.messages and turn.messages[-1].text == "life" for turn in engine.turns())

    await until(is_being_read, "the message is with the engine")
    if how == "misuse":
        await ends(sam, visitor)
    else:
        await sam.does(visitor.chat, "close", {"outcome": {}})
    engine.gate.set()
    await visitor.answered(sent.json()["seq"])
    row = await row_of(sam, visitor)
    assert (row["level"], row["alarm"]) == ("life", True)
    assert (await visitor.view())["state"] == "waiting"


async def test_a_life_at_risk_while_the_visitor_is_asked_rings_and_is_anybodys(
    still_world: World, clock: SetClock
) -> None:
    await equip(still_world, FakeNotifier())
    visitor = await in_danger_of(still_world)
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    assert (await sam.does(visitor.chat, "claim")).status_code == 200
    clock.passes(seconds=5)
    await visitor.writes("life")
    row = await row_of(jo, visitor)
    assert (row["level"], row["alarm"], row["claimed_by"]) == ("life", True, "sam")
    assert sum((await untaken(still_world)).values()) == 1
    assert (await jo.does(visitor.chat, "claim")).status_code == 200
    assert code_of(await sam.does(visitor.chat, "join")) == (409, "claim_lost")
    assert (await jo.does(visitor.chat, "join")).status_code == 200
    assert not any((await untaken(still_world)).values())


async def test_yes_lets_nobody_in_who_is_not_there(still_world: World, clock: SetClock) -> None:
    _, visitor = await asked_and_gone(still_world, clock)
    await answers(visitor, "yes")
    assert (await visitor.view())["state"] == "waiting"
    jo = await at_work(still_world, "jo")
    row = await row_of(jo, visitor)
    assert (row["claimed_by"], row["alarm"], row["entry"]) == (None, True, "free")


async def test_a_question_of_somebody_who_went_is_taken_back(
    still_world: World, clock: SetClock
) -> None:
    _, visitor = await asked_and_gone(still_world, clock)
    assert await end_dead_claims(still_world.services) == 1
    jo = await at_work(still_world, "jo")
    row = await row_of(jo, visitor)
    assert (row["claimed_by"], row["alarm"], row["entry"]) == (None, True, "ask")
    assert await end_dead_claims(still_world.services) == 0


async def test_a_chat_that_cannot_be_read_keeps_no_job_from_the_others(
    still_world: World, clock: SetClock
) -> None:
    await equip(still_world, FakeNotifier())
    still_world.engine.read_as["life"] = LIFE
    broken, in_danger = await still_world.visitor(), await still_world.visitor()
    await broken.writes("hey")
    await in_danger.writes("life")
    async with still_world.services.database.write() as session:
        lost_key = update(ChatKey).where(ChatKey.chat_id == broken.chat).values(generation=99)
        await session.execute(lost_key)
    clock.passes(minutes=6)
    done = await Jobs(still_world.services, *DESK_JOBS).run_once()
    assert done["company"] == 1
    async with still_world.services.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(DueCall)) == 1


async def test_a_job_that_fails_keeps_none_of_the_others_from_running(still_world: World) -> None:
    async def fails(_: Services) -> int:
        raise RuntimeError("no more disk")

    async def works(_: Services) -> int:
        return 7

    done = await Jobs(still_world.services, ("fails", fails), ("works", works)).run_once()
    assert "fails" not in done
    assert done["works"] == 7


async def test_not_now_is_in_nobodys_way_and_ends_like_any_chat(
    still_world: World, clock: SetClock
) -> None:
    visitor, sam = await in_danger_of(still_world), await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    await answers(visitor, "later")
    other = await still_world.visitor()
    await asks(other)
    assert (await other.view())["queue"]["position"] == 1
    clock.passes(hours=3)
    assert await close_idle(still_world.services) == 0  # it was urgent
    clock.passes(hours=22)
    assert await close_idle(still_world.services) == 1
    clock.passes(days=400)
    assert await expire_chats(still_world.services) == 1


async def test_new_danger_counts_after_a_not_now(still_world: World, clock: SetClock) -> None:
    visitor, sam = await in_danger_of(still_world), await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    await answers(visitor, "later")
    clock.passes(minutes=3)
    still_world.engine.read_as["il est devant ma porte"] = URGENT
    await visitor.writes("il est devant ma porte")
    row = await row_of(sam, visitor)
    assert (row["entry"], row["alarm"]) == ("ask", True)
    assert (await sam.does(visitor.chat, "claim")).status_code == 200


async def test_what_is_urgent_can_be_taken_while_the_line_is_closed(still_world: World) -> None:
    lead, sam = await at_work(still_world, "lea", StaffRole.LEAD), await at_work(still_world)
    urgent, normal = await in_danger_of(still_world), await still_world.visitor()
    await asks(normal)
    await lead.post("/api/desk/line", {"closed": True})
    assert code_of(await sam.does(normal.chat, "claim")) == (409, "line_closed")
    assert (await sam.does(urgent.chat, "claim")).status_code == 200


async def test_the_slow_door_holds_no_danger_back(still_world: World, clock: SetClock) -> None:
    visitor, sam = await in_danger_of(still_world), await at_work(still_world)
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await ends(sam, visitor)
    clock.passes(minutes=2)
    await asks(visitor)
    row = await row_of(sam, visitor)
    assert (row["level"], row["alarm"]) == ("urgent", True)


async def test_undoing_a_misuse_leaves_alone_what_came_after_it(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    jo, lead = await at_work(still_world, "jo"), await at_work(still_world, "lea", StaffRole.LEAD)
    await ends(sam, visitor)
    clock.passes(minutes=1)
    await asks(visitor)
    await jo.takes_over(visitor.chat)
    await jo.writes(visitor.chat, "Bonjour")
    [notice] = (await lead.get("/api/desk/board")).json()["notices"]
    await lead.post(f"/api/desk/notices/{notice['id']}/undo")
    assert (await visitor.messages())[-1]["text"] == "Bonjour"
    assert (await stored(still_world, visitor)).slow_until is None
    await jo.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    assert (await stored(still_world, visitor)).outcome == {"result": "helped"}


async def test_who_has_first_steps_to_take_is_not_there_yet(still_world: World) -> None:
    new = await hire(still_world, "new", first_steps=True)
    await new.logs_in()
    visitor = await still_world.visitor()
    await asks(visitor)
    assert (await visitor.view())["queue"]["wait_s"] is None
    sam = await at_work(still_world)
    assert await offered(still_world, sam) == [visitor.chat]


async def test_a_chat_that_was_passed_on_is_offered_again_once_a_life_is_at_risk(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as["life"] = LIFE
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    assert await offered(still_world, sam) == [visitor.chat]
    await sam.does(visitor.chat, "decline")
    clock.passes(seconds=1)
    assert await offered(still_world, sam) == [None]
    await visitor.writes("life")
    assert await offered(still_world, sam) == [visitor.chat]


async def test_the_person_on_call_hears_of_a_chat_that_went_back(
    still_world: World, clock: SetClock
) -> None:
    await equip(still_world, pager := FakeNotifier())
    _, visitor = await asked_and_gone(still_world, clock)
    await end_dead_claims(still_world.services)
    clock.passes(minutes=10)
    await round_of(still_world)
    assert len(pager.sent) == 1
    assert (await visitor.view())["state"] == "waiting"
