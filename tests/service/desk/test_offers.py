"""A waiting chat is shown to one free counsellor, who takes it or lets it pass on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service.adapters.schema import Offer
from service.domain.duty import Colleague, Planned, outranked, plan_offers
from service.domain.staff import StaffRole
from service.usecases.claims import end_dead_claims
from service.usecases.offers import arrange
from tests.service.desk.actors import Staffer, at_work, code_of
from tests.service.desk.test_board import people
from tests.service.desk.test_duty import duty, sets, waiting
from tests.service.desk.test_queue import LIFE, asks, erases, follows
from tests.service.world import serving, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from service.settings import Settings
    from service.usecases.following import Told
    from tests.service.fakes import SetClock
    from tests.service.world import World


async def offered(world: World, *team: Staffer) -> list[str | None]:
    """Arrange the offers, then tell what each one is shown."""
    await arrange(world.services)
    shown = [(await duty(one))["offer"] for one in team]
    return [offer and offer["chat"] for offer in shown]


async def shift(world: World, clock: SetClock, *names: str) -> list[Staffer]:
    """Log several people in, one after the other."""
    team = []
    for name in names:
        team.append(await at_work(world, name))
        clock.passes(seconds=1)
    return team


async def are_there(*team: Staffer) -> None:
    for one in team:
        await one.post("/api/desk/session/heartbeat", {"active": True})


async def test_the_most_pressing_chat_goes_to_who_is_free_longest(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.read_as["life"] = LIFE
    [calm] = await waiting(still_world, 1)
    dying = await still_world.visitor()
    await dying.writes("life")
    sam, jo, kim = await shift(still_world, clock, "sam", "jo", "kim")
    for one in (sam, jo, kim):
        await sets(one, "duty/presence", presence="break")
    assert await offered(still_world, sam, jo, kim) == [None, None, None]
    for one in (jo, sam, kim):
        clock.passes(seconds=1)
        await sets(one, "duty/presence", presence="online")
        await arrange(still_world.services)
    assert await offered(still_world, jo, sam, kim) == [dying.chat, calm.chat, None]
    offer = (await duty(jo))["offer"]
    clock.passes(seconds=20)
    assert (await duty(jo))["offer"]["left_s"] == offer["left_s"] - 20


async def test_a_more_pressing_chat_takes_the_place_of_one_that_is_being_looked_at(
    still_world: World,
) -> None:
    still_world.engine.read_as["life"] = LIFE
    sam, [calm] = await at_work(still_world), await waiting(still_world, 1)
    assert await offered(still_world, sam) == [calm.chat]
    dying = await still_world.visitor()
    await dying.writes("life")
    await arrange(still_world.services)
    assert await offered(still_world, sam) == [dying.chat]
    await sam.does(dying.chat, "decline")
    assert await offered(still_world, sam) == [calm.chat]  # it was not theirs to let pass
    await arrange(still_world.services)
    assert await offered(still_world, sam) == [calm.chat]  # and does not make room again


async def test_accepting_is_claiming_and_the_offer_is_gone_for_everybody(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await shift(still_world, clock, "sam", "jo")
    [visitor] = await waiting(still_world, 1)
    assert await offered(still_world, sam, jo) == [visitor.chat, None]
    assert (await sam.does(visitor.chat, "claim")).status_code == 200
    assert await offered(still_world, sam, jo) == [None, None]


async def test_anybody_may_claim_from_the_list_what_is_offered_to_a_colleague(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await shift(still_world, clock, "sam", "jo")
    [visitor] = await waiting(still_world, 1)
    assert await offered(still_world, sam, jo) == [visitor.chat, None]
    assert (await jo.does(visitor.chat, "claim")).status_code == 200
    assert (await duty(sam))["offer"] is None  # at once, before anybody arranges
    assert code_of(await sam.does(visitor.chat, "claim")) == (409, "claimed")
    assert code_of(await sam.does(visitor.chat, "decline")) == (409, "offer_gone")


async def test_declined_it_goes_round_and_comes_back_once_everybody_free_had_it(
    still_world: World, clock: SetClock
) -> None:
    lou = await at_work(still_world, "lou", StaffRole.LEAD)
    await sets(lou, "duty/presence", presence="offline")
    sam, jo, kim = await shift(still_world, clock, "sam", "jo", "kim")
    [visitor] = await waiting(still_world, 1)
    chat = visitor.chat
    for one in (sam, jo, kim):
        await offered(still_world)
        assert (await duty(one))["offer"]["chat"] == chat
        assert (await one.does(chat, "decline")).status_code == 204
        assert code_of(await one.does(chat, "decline")) == (409, "offer_gone")
    assert await offered(still_world, sam, jo, kim) == [None, None, None]
    clock.passes(seconds=60)
    assert await offered(still_world, sam, jo, kim) == [chat, None, None]
    await sam.does(chat, "decline")
    assert await offered(still_world, sam, jo, kim) == [None, chat, None]
    deeds = (await lou.get("/api/desk/audit", action="offer.declined")).json()["deeds"]
    assert [(deed["by"], deed["chat"]) for deed in deeds] == [
        (name, chat) for name in ("sam", "kim", "jo", "sam")
    ]


async def test_who_has_declined_one_is_shown_the_next(still_world: World) -> None:
    sam, (first, second) = await at_work(still_world), await waiting(still_world, 2)
    shown = set()
    for _ in range(2):
        [chat] = await offered(still_world, sam)
        assert chat is not None
        shown.add(chat)
        await sam.does(chat, "decline")
    assert shown == {first.chat, second.chat}
    assert await offered(still_world, sam) == [None]


async def test_who_comes_later_is_asked_before_anybody_is_asked_again(
    still_world: World, clock: SetClock
) -> None:
    sam = await at_work(still_world)
    [visitor] = await waiting(still_world, 1)
    await offered(still_world)
    await sam.does(visitor.chat, "decline")
    clock.passes(seconds=59)
    jo = await at_work(still_world, "jo")
    assert await offered(still_world, sam, jo) == [None, visitor.chat]


async def test_one_that_nobody_answers_passes_on_and_who_gave_no_sign_is_away(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await shift(still_world, clock, "sam", "jo")
    [visitor] = await waiting(still_world, 1)
    assert await offered(still_world, sam, jo) == [visitor.chat, None]
    clock.passes(seconds=59)
    assert await offered(still_world, sam, jo) == [visitor.chat, None]
    clock.passes(seconds=1)
    assert (await duty(sam))["offer"] is None  # its time is over, also before anybody arranges
    assert await offered(still_world, sam, jo) == [None, visitor.chat]
    assert (await duty(sam))["presence"] == "away"
    assert code_of(await sam.does(visitor.chat, "decline")) == (409, "offer_gone")
    clock.passes(seconds=1)
    await are_there(sam)
    assert (await duty(sam))["presence"] == "online"
    assert await offered(still_world, sam, jo) == [None, visitor.chat]


async def test_who_was_busy_while_it_ran_out_stays_online(
    still_world: World, clock: SetClock
) -> None:
    sam, [visitor] = await at_work(still_world), await waiting(still_world, 1)
    assert await offered(still_world, sam) == [visitor.chat]
    clock.passes(seconds=30)
    await are_there(sam)
    clock.passes(seconds=30)
    assert await offered(still_world, sam) == [None]
    assert (await duty(sam))["presence"] == "online"


async def test_a_late_yes_still_gets_the_chat_while_nobody_has_it(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await shift(still_world, clock, "sam", "jo")
    [visitor] = await waiting(still_world, 1)
    await offered(still_world)
    clock.passes(seconds=61)
    assert await offered(still_world, jo) == [visitor.chat]
    assert (await sam.does(visitor.chat, "claim")).status_code == 200
    assert await offered(still_world, sam, jo) == [None, None]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("duty/presence", {"presence": "break"}),
        ("duty/presence", {"presence": "offline"}),
        ("duty/door", {"closed": True}),
        ("line", {"closed": True}),
    ],
)
async def test_who_is_not_there_any_more_is_shown_nothing(
    still_world: World, what: str, body: dict[str, Any]
) -> None:
    lou = await at_work(still_world, "lou", StaffRole.LEAD)
    [visitor] = await waiting(still_world, 1)
    assert await offered(still_world, lou) == [visitor.chat]
    await sets(lou, what, **body)
    assert await offered(still_world, lou) == [None]
    back = {"presence": "online"} if "presence" in body else {"closed": False}
    await sets(lou, what, **back)
    assert await offered(still_world, lou) == [visitor.chat]  # it was not theirs to let pass


async def test_logging_out_passes_the_offer_on(still_world: World, clock: SetClock) -> None:
    sam, jo = await shift(still_world, clock, "sam", "jo")
    [visitor] = await waiting(still_world, 1)
    assert await offered(still_world, sam) == [visitor.chat]
    await sam.logs_out()
    assert await offered(still_world, jo) == [visitor.chat]


async def test_at_the_limit_nothing_is_offered_until_one_more_is_asked_for(
    still_world: World,
) -> None:
    sam, visitors = await at_work(still_world), await waiting(still_world, 5)
    for visitor in visitors[:3]:
        await sam.does(visitor.chat, "claim")
    left = {visitor.chat for visitor in visitors[3:]}
    assert await offered(still_world, sam) == [None]
    await sets(sam, "duty/one-more", wanted=True)
    [chat] = await offered(still_world, sam)
    assert chat in left
    await sam.does(chat, "claim")
    assert await offered(still_world, sam) == [None]
    # A colleague without a chat goes before who has some, however long those are there.
    jo = await at_work(still_world, "jo")
    await sam.does(visitors[0].chat, "close", {"outcome": {"result": "helped"}})
    await sam.does(visitors[1].chat, "close", {"outcome": {"result": "helped"}})
    await still_world.visitor()
    [rest] = left - {chat}
    first = await offered(still_world, sam, jo)
    assert sorted(first, key=str) == sorted([None, rest], key=str)


async def test_a_chat_that_comes_back_is_offered_anew_to_everybody(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await shift(still_world, clock, "sam", "jo")
    [visitor] = await waiting(still_world, 1)
    await offered(still_world)
    await sam.does(visitor.chat, "decline")
    assert await offered(still_world, sam, jo) == [None, visitor.chat]
    await jo.takes_over(visitor.chat)
    clock.passes(seconds=61)
    assert await end_dead_claims(still_world.services) == 1
    assert await offered(still_world, sam, jo) == [visitor.chat, None]  # jo is away


async def test_with_the_chat_its_offer_is_erased(still_world: World) -> None:
    sam, (first, second) = await at_work(still_world), await waiting(still_world, 2)
    [chat] = await offered(still_world, sam)
    gone, left = (first, second) if chat == first.chat else (second, first)
    await sam.does(gone.chat, "decline")
    assert await offered(still_world, sam) == [left.chat]
    await erases(left)
    await erases(gone)
    assert await offered(still_world, sam) == [None]


async def test_who_no_longer_wants_a_human_is_offered_to_nobody(still_world: World) -> None:
    sam, [visitor] = await at_work(still_world), await waiting(still_world, 1)
    assert await offered(still_world, sam) == [visitor.chat]
    await visitor.http.delete(f"/api/chats/{visitor.chat}/human", headers=visitor.headers)
    assert await offered(still_world, sam) == [None]
    await asks(visitor)
    assert await offered(still_world, sam) == [visitor.chat]


async def test_an_offer_survives_a_restart_and_still_ends_in_time(
    settings: Settings, clock: SetClock
) -> None:
    async with serving(settings, clock=clock) as before:
        sam, [visitor] = await at_work(before), await waiting(before, 1)
        assert await offered(before, sam) == [visitor.chat]
        cookies, csrf = sam.http.cookies, sam.csrf
    clock.passes(seconds=30)
    async with serving(settings, clock=clock) as after:
        again = Staffer(after.http, sam.account, csrf)
        again.http.cookies = cookies
        offer = (await duty(again))["offer"]
        assert (offer["chat"], offer["left_s"]) == (visitor.chat, 30)
        jo = await at_work(after, "jo")
        clock.passes(seconds=30)
        assert await offered(after, jo) == [visitor.chat]


async def test_however_many_plan_at_once_no_chat_and_no_person_has_two_offers(
    settings: Settings,
) -> None:
    """On PostgreSQL two processes; both run their own offers besides."""
    async with serving(settings) as one, serving(settings) as other:
        team = [await at_work(one, name) for name in ("sam", "jo", "kim", "lou")]
        visitors = await waiting(one, 6)
        worlds = (one,) if settings.on_sqlite else (one, other)
        for _ in range(5):
            await asyncio.gather(*(arrange(world.services) for world in worlds for _ in range(5)))
            offers = await standing_offers(one)
            assert len(offers) == len({offer.staff_id for offer in offers}) == 4
            assert {offer.chat_id for offer in offers} <= {visitor.chat for visitor in visitors}
            shown = [(await duty(person))["offer"]["chat"] for person in team]
            answers = await asyncio.gather(
                *(person.does(chat, "decline") for person, chat in zip(team, shown, strict=True))
            )
            assert {answer.status_code for answer in answers} <= {204}
            if await nobody_has_a_chat_left(one, team, visitors):
                break


async def standing_offers(world: World) -> Sequence[Offer]:
    async with world.services.database.read() as session:
        return (await session.scalars(select(Offer))).all()


async def nobody_has_a_chat_left(world: World, team: Sequence[Staffer], visitors: Any) -> bool:
    await arrange(world.services)
    return len(await standing_offers(world)) < min(len(team), len(visitors))


async def test_accepting_and_claiming_from_the_list_at_once_has_one_winner(
    world: World,
) -> None:
    sam, jo = await at_work(world), await at_work(world, "jo")
    for _ in range(5):
        [visitor] = await waiting(world, 1)
        await arrange(world.services)
        answers = await asyncio.gather(
            sam.does(visitor.chat, "claim", {"one_more": True}),
            jo.does(visitor.chat, "claim", {"one_more": True}),
            sam.does(visitor.chat, "decline"),
            jo.does(visitor.chat, "decline"),
        )
        won = [answer for answer in answers[:2] if answer.status_code == 200]
        assert len(won) == 1
        assert {answer.status_code for answer in answers} <= {200, 204, 409}
        await arrange(world.services)
        assert visitor.chat not in {offer.chat_id for offer in await standing_offers(world)}


async def test_a_new_chat_is_offered_by_itself_and_told_live(world: World) -> None:
    sam = await at_work(world)
    told = await follows(world, sam)
    assert (await duty_told(told))["offer"] is None
    [visitor] = await waiting(world, 1)
    offer = (await duty_told(told))["offer"]
    assert (offer["chat"], 55 < offer["left_s"] <= 60) == (visitor.chat, True)
    await sam.does(visitor.chat, "claim")
    now = await duty_told(told)
    assert (now["offer"], now["chats"]) == (None, 1)


@pytest.mark.parametrize("changes", [{"offer_s": 0.3}])
async def test_an_offer_that_runs_out_passes_on_by_itself(world: World) -> None:
    sam = await at_work(world)
    jo = await at_work(world, "jo")
    await waiting(world, 1)

    async def both_are_away() -> bool:
        seen = await people(sam)
        return {seen[name]["presence"] for name in ("sam", "jo")} == {"away"}

    await until(both_are_away, "the offer went to one, then to the other")
    assert (await duty(jo))["offer"] is None


async def duty_told(told: AsyncIterator[Any]) -> Mapping[str, Any]:
    """Give the next `duty` of a stream."""
    async with asyncio.timeout(10):
        async for several in told:
            for one in several:
                if one.kind == "duty":
                    found: Told = one
                    return found.data
    raise AssertionError("the stream ended")


NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def colleague(name: str, chats: int = 0, minutes: int = 0) -> Colleague:
    return Colleague(name, chats, NOON - timedelta(minutes=minutes))


class TestThePlan:
    def plan(self, chats: str, free: Sequence[Colleague], **given: Any) -> list[Planned]:
        usual: dict[str, Any] = {"offered": {}, "had": {}, "again_at": NOON}
        return list(plan_offers(chats.split(), free, **(usual | given)))

    def test_fewest_chats_go_first_then_the_longest_without_a_new_one(self) -> None:
        free = [colleague("a", 1, 50), colleague("b", 0, 5), colleague("c", 0, 9)]
        plan = self.plan("1 2 3 4", free)
        assert [(one.chat, one.to) for one in plan] == [("1", "c"), ("2", "b"), ("3", "a")]

    def test_who_looks_at_one_is_shown_no_other_and_a_shown_chat_to_nobody_else(self) -> None:
        free = [colleague("a"), colleague("b")]
        assert self.plan("1", free, offered={"1": "a"}) == []
        assert self.plan("1 2", free, offered={"1": "a"}) == [Planned("2", "b", anew=False)]

    def test_while_somebody_free_had_it_not_nobody_is_asked_again(self) -> None:
        free, long_ago = [colleague("a"), colleague("b")], NOON - timedelta(hours=1)
        had = {"1": {"a": long_ago}}
        assert self.plan("1", free, offered={"2": "b"}, had=had) == []
        had = {"1": {"a": long_ago, "b": long_ago}}
        assert self.plan("1", free, had=had) == [Planned("1", "a", anew=True)]

    def test_a_round_rests_before_the_next(self) -> None:
        had = {"1": {"a": NOON + timedelta(seconds=1)}}
        assert self.plan("1 2", [colleague("a")], had=had) == [Planned("2", "a", anew=False)]

    def test_an_offer_makes_room_only_for_a_more_pressing_chat_that_nobody_sees(self) -> None:
        ranks, late = {"life": 3, "urgent": 2, "too": 2, "calm": 1}, NOON
        offered = {"urgent": "a", "calm": "b"}
        assert outranked(ranks, offered=offered, had={}) == ["calm"]
        had = {"life": {"b": late}}
        assert outranked(ranks, offered=offered, had=had) == ["urgent", "calm"]
        assert outranked(ranks, offered=offered | {"life": "c"}, had={"too": {"b": late}}) == []

    def test_nobody_free_is_shown_anything(self) -> None:
        assert self.plan("1 2", []) == []
