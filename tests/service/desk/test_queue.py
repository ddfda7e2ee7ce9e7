"""The queue: who waits, in the order of danger, and why; live."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from service.domain.staff import TALKING_ROLES, StaffRole
from service.usecases.staff.accounts import disable_account
from service.usecases.staff.sessions import find_session
from service.usecases.triage_queue import follow_queue
from tests.service.desk.actors import at_work
from tests.service.desk.screen import on_screen
from tests.service.world import new_id, serving

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Sequence

    from service.settings import Settings
    from service.usecases.following import Told
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

LIFE = {
    "topic": "feeling_bad",
    "level": "life",
    "set": ["suicide"],
    "why": {"suicide": "envie de mourir"},
}
URGENT = {
    "topic": "grooming",
    "level": "urgent",
    "set": ["meeting_planned"],
    "why": {"meeting_planned": "on se voit demain"},
}
NOTHING: dict[str, list[Any]] = {
    "chats": [],
    "mine": [],
    "to_confirm": [],
    "talking": [],
    "stubs": [],
}


async def asks(visitor: Visitor) -> None:
    answer = await visitor.post("human", {"client_id": new_id()})
    assert answer.status_code == 200


async def test_danger_goes_first_then_who_waits_longest(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as |= {"life": LIFE, "urgent": URGENT}
    sam = await at_work(still_world)
    visitors = {}
    for who, text in (
        ("early", None),
        ("late", None),
        ("meeting", "urgent"),
        ("dying", "life"),
        ("meeting too", "urgent"),
    ):
        clock.passes(seconds=10)
        visitors[who] = await still_world.visitor()
        await (visitors[who].writes(text) if text else asks(visitors[who]))
    names = {visitor.chat: who for who, visitor in visitors.items()}
    order = [names[chat] for chat in await sam.waiting()]
    assert order == ["dying", "meeting", "meeting too", "early", "late"]


async def test_a_row_says_why_and_for_how_long(still_world: World, clock: SetClock) -> None:
    still_world.engine.read_as["life"] = LIFE
    still_world.engine.slots = {"situation": "sextortion_money", "age_band": "13_15"}
    sam, visitor = await at_work(still_world), await still_world.visitor("nl")
    await visitor.writes("life")
    clock.passes(seconds=75)
    [row] = (await sam.queue())["chats"]
    assert row == {
        "chat": visitor.chat,
        "state": "waiting",
        "level": "life",
        "reasons": [{"signal": "suicide", "words": "envie de mourir"}],
        "signals": [{"signal": "suicide", "words": "envie de mourir"}],
        "topic": "sextortion_money",
        "role": "self",
        "language": "nl",
        "age_band": "13_15",
        "waiting_s": 75,
        "waiting_since": "2026-11-27T12:00:00.000000+00:00",
        "claimed_by": None,
        "talk_declined": False,
        "alarm": True,
        "lowering": None,
        "entry": "free",
        "asked_at": None,
        "read_by": [],
        "whispers": 0,
    }


async def test_a_row_shows_every_signal_with_the_newest_words_that_set_it(
    still_world: World,
) -> None:
    paid = {"set": ["paid"], "why": {"paid": "envoyé 50€"}}
    still_world.engine.read_as |= {"life": LIFE, "paid": paid}
    still_world.engine.read_as["paid more"] = {"set": ["paid"], "why": {"paid": "encore 100€"}}
    still_world.engine.slots = {"signals": ["paid", "suicide", "under_13"]}
    sam, visitor = await at_work(still_world), await still_world.visitor()
    for text in ("paid", "paid more", "life"):
        await visitor.writes(text)
    [row] = (await sam.queue())["chats"]
    assert row["signals"] == [
        {"signal": "paid", "words": "encore 100€"},
        {"signal": "suicide", "words": "envie de mourir"},
        {"signal": "under_13", "words": ""},
    ]
    assert row["reasons"] == [{"signal": "suicide", "words": "envie de mourir"}]


async def test_a_level_that_rises_while_a_colleague_talks_moves_the_chat_up_everywhere(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as |= {"life": LIFE, "urgent": URGENT}
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitors = [await still_world.visitor() for _ in range(3)]
    for visitor in visitors:
        clock.passes(seconds=1)
        await visitor.writes("urgent")
        await asks(visitor)
    first, second, third = [visitor.chat for visitor in visitors]
    await sam.takes_over(first)
    await sam.takes_over(third)
    assert [row["chat"] for row in (await sam.queue())["mine"]] == [first, third]
    await visitors[2].writes("life")
    mine = (await sam.queue())["mine"]
    assert [(row["chat"], row["level"]) for row in mine] == [(third, "life"), (first, "urgent")]
    await sam.does(third, "release")
    assert await jo.waiting() == [third, second]


async def test_what_a_message_tells_of_a_waiting_chat_is_told_live(world: World) -> None:
    sam, visitor = await at_work(world), await world.visitor()
    await asks(visitor)
    told = await follows(world, sam)
    [row] = (await news(told)).data["chats"]
    assert (row["topic"], row["age_band"], row["signals"]) == (None, None, [])
    world.engine.slots = {"situation": "grooming", "age_band": "13_15", "signals": ["paid"]}
    await visitor.writes("il veut une photo")
    [row] = (await news(told)).data["chats"]
    assert (row["topic"], row["age_band"]) == ("grooming", "13_15")
    assert row["signals"] == [{"signal": "paid", "words": ""}]
    await visitor.post("language", {"client_id": new_id(), "language": "nl"})
    [row] = (await news(told)).data["chats"]
    assert row["language"] == "nl"


async def test_that_a_visitor_does_not_want_to_talk_now_is_told_live(world: World) -> None:
    world.engine.read_as["life"] = LIFE
    sam, visitor = await at_work(world), await world.visitor()
    await visitor.writes("life")
    told = await follows(world, sam)
    await news(told)
    await visitor.http.delete(f"/api/chats/{visitor.chat}/human", headers=visitor.headers)
    [row] = (await news(told)).data["chats"]
    assert row["talk_declined"]
    await asks(visitor)
    [row] = (await news(told)).data["chats"]
    assert not row["talk_declined"]


async def test_nobody_is_called_to_a_chat_that_somebody_has(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    await sam.does(visitor.chat, "claim")
    [row] = (await sam.queue())["chats"]
    assert not row["alarm"]
    await sam.does(visitor.chat, "release")
    [row] = (await sam.queue())["chats"]
    assert row["alarm"]


async def test_a_level_that_rises_while_waiting_moves_the_chat_up(still_world: World) -> None:
    still_world.engine.read_as |= {"life": LIFE, "urgent": URGENT}
    sam = await at_work(still_world)
    first, second = await still_world.visitor(), await still_world.visitor()
    await first.writes("urgent")
    await asks(second)
    assert await sam.waiting() == [first.chat, second.chat]
    await second.writes("life")
    assert await sam.waiting() == [second.chat, first.chat]


async def test_the_chats_in_which_i_speak_stand_apart_and_others_see_them_not(
    still_world: World,
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    talking, waiting = await still_world.visitor(), await still_world.visitor()
    await asks(talking)
    await asks(waiting)
    await sam.takes_over(talking.chat)
    seen = await sam.queue()
    assert [row["chat"] for row in seen["chats"]] == [waiting.chat]
    assert [(row["chat"], row["claimed_by"]) for row in seen["mine"]] == [(talking.chat, "sam")]
    others = await jo.queue()
    assert others["mine"] == []
    [row] = others["talking"]
    assert (row["claimed_by"], row["reasons"], row["signals"]) == ("sam", [], [])


async def test_an_erased_chat_in_danger_stays_as_a_stub_without_words(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as |= {"life": LIFE, "urgent": URGENT}
    sam = await at_work(still_world)
    free, held, calm = [await still_world.visitor(language) for language in ("nl", "fr", "fr")]
    await free.writes("life")
    await held.writes("urgent")
    await asks(calm)
    await sam.does(held.chat, "claim")
    clock.passes(seconds=60)
    for visitor in (free, calm):
        await erases(visitor)
    clock.passes(seconds=60)
    await erases(held)
    raised_at = "2026-11-27T12:00:00+00:00"
    queue = await sam.queue()
    assert queue["chats"] == queue["mine"] == []
    assert queue["stubs"] == [
        {
            "level": "urgent",
            "language": "fr",
            "raised_at": raised_at,
            "erased_at": "2026-11-27T12:02:00+00:00",
            "claimed_by": "sam",
        },
        {
            "level": "life",
            "language": "nl",
            "raised_at": raised_at,
            "erased_at": "2026-11-27T12:01:00+00:00",
            "claimed_by": None,
        },
    ]


async def test_a_stub_is_told_live_to_every_counsellor(world: World) -> None:
    world.engine.read_as["life"] = LIFE
    sam, jo, visitor = await at_work(world), await at_work(world, "jo"), await world.visitor()
    await visitor.writes("life")
    await sam.takes_over(visitor.chat)
    told = await follows(world, jo)
    assert [row["chat"] for row in (await news(told)).data["talking"]] == [visitor.chat]
    await erases(visitor)
    [stub] = (await news(told)).data["stubs"]
    assert (stub["level"], stub["claimed_by"]) == ("life", "sam")


async def test_the_queue_is_told_live_and_ends_with_the_session(world: World) -> None:
    sam, visitor = await at_work(world), await world.visitor()
    told = await follows(world, sam)
    assert (await news(told)).data == NOTHING
    await asks(visitor)
    [row] = (await news(told)).data["chats"]
    assert (row["chat"], row["claimed_by"]) == (visitor.chat, None)
    await sam.does(visitor.chat, "claim")
    [row] = (await news(told)).data["chats"]
    assert row["claimed_by"] == "sam"
    await disable_account(world.services, name="sam")
    assert (await news(told)).kind == "logged_out"
    assert [one async for one in told] == []


async def test_the_queue_is_told_across_processes(settings: Settings) -> None:
    if settings.on_sqlite:
        return  # one process is all there is
    async with serving(settings) as here, serving(settings) as there:
        sam, visitor = await at_work(here), await there.visitor()
        told = await follows(here, sam)
        await news(told)
        await asks(visitor)
        [row] = (await news(told)).data["chats"]
        assert row["chat"] == visitor.chat


@pytest.mark.parametrize("role", list(StaffRole))
async def test_only_who_may_talk_shortens_the_wait(still_world: World, role: StaffRole) -> None:
    await at_work(still_world, "someone", role)
    visitor = await still_world.visitor()
    await asks(visitor)
    wait_s = (await visitor.view())["queue"]["wait_s"]
    assert (wait_s is not None) == (role in TALKING_ROLES)


async def erases(visitor: Visitor) -> None:
    answer = await visitor.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    assert answer.status_code == 204


async def follows(world: World, staffer: Staffer) -> AsyncGenerator[Sequence[Told]]:
    """Follow the queue; each change is given as the whole that is then on screen."""
    token = staffer.http.cookies["desk_session"]
    session = await find_session(world.services, token, uses=False)
    return on_screen(follow_queue(world.services, session))


async def news(told: AsyncIterator[Any]) -> Told:
    """Give the next thing that is neither a heartbeat nor about one's own duty."""
    async with asyncio.timeout(5):
        async for several in told:
            for one in several:
                if one.kind not in {None, "duty"}:
                    found: Told = one
                    return found
    raise AssertionError("the stream ended")
