"""The team lead's board: who waits how long, who is there, and whether the estimates hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.domain.staff import StaffRole
from service.usecases.board import follow_board
from service.usecases.staff.accounts import disable_account
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_corrections import HEADS
from tests.service.desk.test_queue import asks, news

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import World


async def board(staffer: Staffer) -> dict[str, Any]:
    answer = await staffer.get("/api/desk/board")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def people(staffer: Staffer) -> dict[str, dict[str, Any]]:
    return {person.pop("name"): person for person in (await board(staffer))["people"]}


def is_there(*, talking: int = 0, reading: int = 0, logged_in: bool = True) -> dict[str, Any]:
    free = logged_in and not talking and not reading
    return {
        "logged_in": logged_in,
        "free": free,
        "presence": "online" if logged_in else "offline",
        "door_closed": False,
        "limit": 3,
        "talking": talking,
        "reading": reading,
    }


async def test_it_counts_who_waits_at_each_level_and_how_long(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as |= HEADS
    sam = await at_work(still_world)
    nobody = {"joined": 0, "told_s": None, "waited_s": None}
    assert (await board(sam))["levels"] == [
        {"level": level, "waiting": 0, "unclaimed": 0, "longest_s": None, "today": nobody}
        for level in ("life", "urgent", "normal")
    ]
    for text in ("urgent", "life", "urgent", "life"):
        visitor = await still_world.visitor()
        await visitor.writes(text)
        clock.passes(seconds=30)
    await sam.does(visitor.chat, "claim")
    levels = [
        (row["level"], row["waiting"], row["unclaimed"], row["longest_s"])
        for row in (await board(sam))["levels"]
    ]
    assert levels == [("life", 2, 1, 90), ("urgent", 2, 2, 120), ("normal", 0, 0, None)]


async def test_it_says_who_is_there_and_with_how_many_chats(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    await at_work(still_world, "noor", StaffRole.TRAINER)
    for _ in range(3):
        visitor = await still_world.visitor()
        await asks(visitor)
    talked, read, _ = await jo.waiting()
    assert await people(sam) == {"jo": is_there(), "sam": is_there()}
    await jo.takes_over(talked)
    await jo.does(read, "claim")
    assert await people(sam) == {"jo": is_there(talking=1, reading=1), "sam": is_there()}
    await jo.logs_out()
    assert (await people(sam))["jo"] == is_there(talking=1, reading=1, logged_in=False)
    clock.passes(seconds=599)
    assert "sam" in await people(sam)


async def test_who_was_not_seen_lately_is_not_there(still_world: World, clock: SetClock) -> None:
    sam = await at_work(still_world)
    clock.passes(minutes=6)
    jo = await at_work(still_world, "jo")
    clock.passes(minutes=5)
    assert await people(jo) == {"jo": is_there()}
    assert code_of(await sam.get("/api/desk/board")) == (401, "not_logged_in")


async def test_it_sets_the_estimate_that_was_told_beside_how_long_it_was(
    still_world: World, clock: SetClock
) -> None:
    """One counsellor, 300 s a chat: the first is told 300, the second 600, the third 900."""
    sam = await at_work(still_world)
    visitors = [await still_world.visitor() for _ in range(3)]
    for visitor in visitors:
        clock.passes(seconds=1)
        await asks(visitor)
    assert [(await visitor.view())["queue"]["wait_s"] for visitor in visitors] == [300, 600, 900]
    for visitor in visitors:
        clock.passes(seconds=100)
        await sam.takes_over(visitor.chat)
        await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    shown = await board(sam)
    assert shown["today"] == {"joined": 3, "told_s": 600, "waited_s": 201}
    assert shown["levels"][2]["today"] == shown["today"]
    assert shown["levels"][0]["today"] == {"joined": 0, "told_s": None, "waited_s": None}


async def test_a_wait_counts_once_at_the_level_it_had_in_the_end(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as |= HEADS
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    clock.passes(seconds=40)
    await visitor.writes("life")
    clock.passes(seconds=20)
    await sam.takes_over(visitor.chat)
    await sam.does(visitor.chat, "release")
    clock.passes(seconds=500)
    await sam.takes_over(visitor.chat)
    shown = await board(sam)
    assert shown["today"] == {"joined": 1, "told_s": 300, "waited_s": 60}
    assert shown["levels"][0]["today"]["joined"] == 1


async def test_who_comes_back_to_the_queue_begins_a_new_wait(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    for _ in range(2):
        await asks(visitor)
        clock.passes(seconds=10)
        await sam.takes_over(visitor.chat)
        await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
        clock.passes(seconds=10)
        await visitor.writes("re")
    assert (await board(sam))["today"]["joined"] == 2


async def test_what_nobody_could_estimate_is_counted_without_an_estimate(
    still_world: World, clock: SetClock
) -> None:
    visitor = await still_world.visitor()
    await asks(visitor)
    assert (await visitor.view())["queue"]["wait_s"] is None
    clock.passes(seconds=70)
    sam = await at_work(still_world)
    await sam.takes_over(visitor.chat)
    assert (await board(sam))["today"] == {"joined": 1, "told_s": None, "waited_s": 70}


async def test_the_day_ends_at_midnight_in_brussels(still_world: World, clock: SetClock) -> None:
    clock.passes(hours=10, minutes=30)  # 22:30 UTC is 23:30 there
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    assert (await board(sam))["today"]["joined"] == 1
    clock.passes(minutes=31)
    jo = await at_work(still_world, "jo")
    assert (await board(jo))["today"]["joined"] == 0


async def test_no_word_and_no_id_of_a_chat_stands_on_it(still_world: World) -> None:
    still_world.engine.read_as |= HEADS
    visitor = await still_world.visitor()
    await visitor.writes("life")
    ada = await at_work(still_world, "ada", StaffRole.ADMIN)
    answer = await ada.get("/api/desk/board")
    assert answer.json()["levels"][0]["waiting"] == 1
    for hidden in (visitor.chat, "mourir", "suicide"):
        assert hidden not in answer.text


async def test_it_is_told_live_and_ends_with_the_session(world: World) -> None:
    sam, visitor = await at_work(world), await world.visitor()
    session = await find_session(world.services, sam.http.cookies["desk_session"], uses=False)
    told = follow_board(world.services, session)
    first = await news(told)
    assert (first.kind, first.data["levels"][2]["waiting"]) == ("board", 0)
    await asks(visitor)
    assert (await news(told)).data["levels"][2]["waiting"] == 1
    await at_work(world, "jo")
    assert [person["name"] for person in (await news(told)).data["people"]] == ["jo", "sam"]
    await sam.does(visitor.chat, "claim")
    assert (await news(told)).data["levels"][2]["unclaimed"] == 0
    await disable_account(world.services, name="sam")
    assert (await news(told)).kind == "logged_out"
    assert [one async for one in told] == []


@pytest.mark.parametrize("path", ["/api/desk/board", "/api/desk/board/stream"])
async def test_it_is_not_for_trainers(still_world: World, path: str) -> None:
    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    assert code_of(await noor.get(path)) == (403, "not_allowed")
