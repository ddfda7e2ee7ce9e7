"""Who is on duty: presence, doors, the limit of chats; and what visitors hear of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from service.domain.staff import StaffRole
from service.usecases.claims import end_dead_claims
from tests.service.desk.actors import at_work, code_of, hire
from tests.service.desk.test_board import people
from tests.service.desk.test_queue import LIFE, asks

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


async def duty(staffer: Staffer) -> dict[str, Any]:
    answer = await staffer.get("/api/desk/duty")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def sets(staffer: Staffer, what: str, **body: Any) -> dict[str, Any]:
    answer = await staffer.post(f"/api/desk/{what}", body)
    assert answer.status_code == 200, answer.text
    now: dict[str, Any] = answer.json()
    return now


async def waiting(world: World, count: int) -> list[Visitor]:
    visitors = [await world.visitor() for _ in range(count)]
    for visitor in visitors:
        await asks(visitor)
    return visitors


async def told_wait(visitor: Visitor) -> int | None:
    wait_s: int | None = (await visitor.view())["queue"]["wait_s"]
    return wait_s


class TestPresence:
    async def test_who_logs_in_is_online_with_an_open_door(self, still_world: World) -> None:
        sam = await at_work(still_world)
        assert await duty(sam) == {
            "presence": "online",
            "door_closed": False,
            "one_more": False,
            "chats": 0,
            "limit": 3,
            "line": {"closed": False, "by": None},
            "offer": None,
        }

    @pytest.mark.parametrize("presence", ["break", "offline"])
    async def test_who_is_not_there_shortens_no_wait_and_is_not_free(
        self, still_world: World, presence: str
    ) -> None:
        sam, [visitor] = await at_work(still_world), await waiting(still_world, 1)
        assert await told_wait(visitor) == 300
        assert (await sets(sam, "duty/presence", presence=presence))["presence"] == presence
        assert await told_wait(visitor) is None
        shown = (await people(sam))["sam"]
        assert (shown["presence"], shown["free"], shown["logged_in"]) == (presence, False, True)
        await sets(sam, "duty/presence", presence="online")
        assert await told_wait(visitor) == 300
        assert (await people(sam))["sam"]["free"]

    async def test_without_input_one_is_away_and_back_with_the_next(
        self, still_world: World, clock: SetClock
    ) -> None:
        sam, [visitor] = await at_work(still_world), await waiting(still_world, 1)
        clock.passes(minutes=5)
        assert (await duty(sam))["presence"] == "online"
        clock.passes(seconds=1)
        assert (await duty(sam))["presence"] == "away"
        assert await told_wait(visitor) is None
        beat = "/api/desk/session/heartbeat"
        await sam.post(beat, {"active": False})
        assert (await duty(sam))["presence"] == "away"
        await sam.post(beat, {"active": True})
        assert (await duty(sam))["presence"] == "online"
        assert await told_wait(visitor) == 300

    async def test_a_break_is_not_ended_by_input(self, still_world: World, clock: SetClock) -> None:
        sam = await at_work(still_world)
        await sets(sam, "duty/presence", presence="break")
        clock.passes(minutes=6)
        await sam.post("/api/desk/session/heartbeat", {"active": True})
        assert (await duty(sam))["presence"] == "break"

    async def test_what_was_chosen_ends_with_the_last_logout(self, still_world: World) -> None:
        sam = await at_work(still_world)
        there = await sam.elsewhere()
        await sets(sam, "duty/presence", presence="break")
        await sets(sam, "duty/door", closed=True)
        await sam.logs_out()
        assert (await duty(there))["presence"] == "break"
        await there.logs_out()
        await sam.logs_in()
        now = await duty(sam)
        assert (now["presence"], now["door_closed"]) == ("online", False)

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    async def test_away_is_not_for_choosing(self, still_world: World) -> None:
        sam = await at_work(still_world)
        answer = await sam.post("/api/desk/duty/presence", {"presence": "away"})
        assert code_of(answer) == (422, "bad_request")


class TestTheDoor:
    async def test_closed_it_lets_no_new_chat_in_and_open_ones_stay(
        self, still_world: World
    ) -> None:
        sam, [held, new] = await at_work(still_world), await waiting(still_world, 2)
        await sam.takes_over(held.chat)
        assert (await sets(sam, "duty/door", closed=True))["door_closed"]
        refused = await sam.does(new.chat, "claim")
        assert code_of(refused) == (409, "door_closed")
        assert "Rouvre-la" in refused.json()["error"]["message"]
        assert (await sam.writes(held.chat, "Je suis là.")).status_code == 201
        assert (await sam.does(held.chat, "claim")).status_code == 200
        shown = (await people(sam))["sam"]
        assert (shown["door_closed"], shown["free"]) == (True, False)
        assert await told_wait(new) is None
        await sets(sam, "duty/door", closed=False)
        assert (await sam.does(new.chat, "claim")).status_code == 200

    async def test_a_colleague_who_has_the_chat_is_named_before_the_door(
        self, still_world: World
    ) -> None:
        sam, jo = await at_work(still_world), await at_work(still_world, "jo")
        [visitor] = await waiting(still_world, 1)
        await sets(sam, "duty/door", closed=True)
        await jo.does(visitor.chat, "claim")
        assert code_of(await sam.does(visitor.chat, "claim")) == (409, "claimed")


class TestTheLine:
    async def test_closed_by_a_lead_nobody_is_there_for_visitors(self, still_world: World) -> None:
        lou, sam = await at_work(still_world, "lou", StaffRole.LEAD), await at_work(still_world)
        [visitor] = await waiting(still_world, 1)
        now = await sets(lou, "line", closed=True)
        assert now["line"] == {"closed": True, "by": "lou"}
        assert (await duty(sam))["line"] == {"closed": True, "by": "lou"}
        assert await told_wait(visitor) is None
        await visitor.writes("Il y a quelqu'un ?")
        assert still_world.engine.turns()[-1].help.open is False
        newcomer = await still_world.visitor()
        opening = next(r for r in reversed(still_world.engine.requests) if r.event == "opening")
        assert opening.help.open is False
        assert not (await people(sam))["sam"]["free"]
        await sets(lou, "line", closed=False)
        await newcomer.writes("Et maintenant ?")
        assert still_world.engine.turns()[-1].help.open is True
        assert await told_wait(visitor) == 150

    async def test_while_it_is_closed_only_a_life_is_taken(self, still_world: World) -> None:
        still_world.engine.read_as["life"] = LIFE
        lou, sam = await at_work(still_world, "lou", StaffRole.LEAD), await at_work(still_world)
        [calm], dying = await waiting(still_world, 1), await still_world.visitor()
        await dying.writes("life")
        await sets(lou, "line", closed=True)
        await sets(lou, "line", closed=True)  # again: nothing new
        refused = await sam.does(calm.chat, "claim")
        assert code_of(refused) == (409, "line_closed")
        assert refused.json()["error"]["by"] == "lou"
        assert (await sam.does(dying.chat, "claim")).status_code == 200
        await sets(lou, "line", closed=False)
        assert (await sam.does(calm.chat, "claim")).status_code == 200

    async def test_that_it_was_closed_is_in_the_audit(self, still_world: World) -> None:
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        await sets(lou, "line", closed=True)
        await sets(lou, "line", closed=False)
        for action in ("line.closed", "line.opened"):
            [deed] = (await lou.get("/api/desk/audit", action=action)).json()["deeds"]
            assert deed["by"] == "lou"


class TestTheLimit:
    async def test_of_many_claims_at_once_one_person_gets_as_many_as_they_may_have(
        self, still_world: World
    ) -> None:
        sam, visitors = await at_work(still_world), await waiting(still_world, 8)
        answers = await asyncio.gather(*(sam.does(one.chat, "claim") for one in visitors))
        refused = [answer for answer in answers if answer.status_code != 200]
        assert len(refused) == 5
        assert {code_of(answer) for answer in refused} == {(409, "at_limit")}
        assert refused[0].json()["error"]["limit"] == 3
        assert "demande-en une de plus" in refused[0].json()["error"]["message"]
        assert (await duty(sam))["chats"] == 3

    async def test_a_chat_that_is_finished_makes_room(self, still_world: World) -> None:
        sam, visitors = await at_work(still_world), await waiting(still_world, 4)
        for visitor in visitors[:3]:
            await sam.takes_over(visitor.chat)
        assert code_of(await sam.does(visitors[3].chat, "claim")) == (409, "at_limit")
        await sam.does(visitors[0].chat, "close", {"outcome": {"result": "helped"}})
        assert (await sam.does(visitors[3].chat, "claim")).status_code == 200

    @pytest.mark.parametrize("words", ["life", "calm"])
    async def test_beyond_it_one_more_is_asked_for_also_where_a_life_is_in_danger(
        self, still_world: World, words: str
    ) -> None:
        still_world.engine.read_as["life"] = LIFE
        sam = await at_work(still_world)
        for held in await waiting(still_world, 3):
            await sam.does(held.chat, "claim")
        extra = await still_world.visitor()
        await extra.writes(words)
        await asks(extra)
        assert code_of(await sam.does(extra.chat, "claim")) == (409, "at_limit")
        assert (await sam.does(extra.chat, "claim", {"one_more": True})).status_code == 200
        assert (await duty(sam))["chats"] == 4
        [more] = await waiting(still_world, 1)
        assert code_of(await sam.does(more.chat, "claim")) == (409, "at_limit")

    async def test_one_more_that_was_asked_for_is_used_up_by_the_next_chat(
        self, still_world: World
    ) -> None:
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        sam, visitors = await at_work(still_world), await waiting(still_world, 5)
        for visitor in visitors[:3]:
            await sam.does(visitor.chat, "claim")
        assert (await sets(sam, "duty/one-more", wanted=True))["one_more"]
        assert (await sam.does(visitors[3].chat, "claim")).status_code == 200
        assert not (await duty(sam))["one_more"]
        assert code_of(await sam.does(visitors[4].chat, "claim")) == (409, "at_limit")
        deeds = (await lou.get("/api/desk/audit", action="chat.claimed")).json()["deeds"]
        assert [deed["detail"] for deed in deeds] == [{"one_more": True}, {}, {}, {}]

    async def test_who_is_full_is_there_but_shortens_no_wait(self, still_world: World) -> None:
        sam, jo = await at_work(still_world), await at_work(still_world, "jo")
        *held, visitor = await waiting(still_world, 4)
        for one in held:
            assert (await sam.does(one.chat, "claim")).status_code == 200
        assert await told_wait(visitor) == 300  # jo's, alone
        await jo.logs_out()
        assert await told_wait(visitor) is None
        await visitor.writes("Il y a quelqu'un ?")
        [told] = [turn.help for turn in still_world.engine.turns()[-1:]]
        assert (told.open, told.wait_s) == (True, None)
        await still_world.visitor()
        opening = next(r for r in reversed(still_world.engine.requests) if r.event == "opening")
        assert (opening.help.open, opening.help.wait_s) == (True, None)
        await sam.takes_over(held[0].chat)
        assert await told_wait(visitor) is None
        await sets(sam, "duty/one-more", wanted=True)
        assert await told_wait(visitor) == 300
        await sets(sam, "duty/one-more", wanted=False)
        await sam.does(held[0].chat, "close", {"outcome": {"result": "helped"}})
        assert await told_wait(visitor) == 300

    async def test_an_admin_sets_it_for_one_person(self, still_world: World) -> None:
        alix, sam = await at_work(still_world, "alix", StaffRole.ADMIN), await at_work(still_world)
        jo = await hire(still_world, "jo")
        path = f"/api/desk/staff/{sam.account.member.id}/chat-limit"
        assert (await alix.post(path, {"limit": 1})).status_code == 204
        listed = (await alix.get("/api/desk/staff")).json()["accounts"]
        limits = {account["name"]: account["chat_limit"] for account in listed}
        assert limits == {"alix": None, "jo": None, "sam": 1}
        assert (await people(sam))["sam"]["limit"] == 1
        first, second = await waiting(still_world, 2)
        await sam.does(first.chat, "claim")
        assert code_of(await sam.does(second.chat, "claim")) == (409, "at_limit")
        assert await told_wait(second) is None
        await alix.post(path, {"limit": None})
        assert await told_wait(second) == 300
        assert (await sam.does(second.chat, "claim")).status_code == 200
        for limit in (0, 51, "many"):
            assert code_of(await alix.post(path, {"limit": limit})) == (422, "bad_request")
        jo_path = f"/api/desk/staff/{jo.account.member.id}/chat-limit"
        assert code_of(await sam.post(jo_path, {"limit": 9})) == (403, "not_allowed")


class TestADeadBrowser:
    async def test_its_chat_waits_in_its_old_place_and_its_owner_is_away(
        self, still_world: World, clock: SetClock
    ) -> None:
        sam, first = await at_work(still_world), await still_world.visitor()
        await asks(first)
        clock.passes(seconds=5)
        [second] = await waiting(still_world, 1)
        await sam.takes_over(first.chat)
        clock.passes(seconds=70)
        jo = await at_work(still_world, "jo")
        assert await end_dead_claims(still_world.services) == 1
        assert await jo.waiting() == [first.chat, second.chat]
        assert (await people(jo))["sam"]["presence"] == "away"
        told = [(e["state"], e["reason"]) for e in await first.events() if e["kind"] == "state"]
        assert told[-1] == ("waiting", "counsellor_gone")

    async def test_who_has_another_page_open_is_not_away(
        self, still_world: World, clock: SetClock
    ) -> None:
        sam, [visitor] = await at_work(still_world), await waiting(still_world, 1)
        await sam.does(visitor.chat, "claim")
        clock.passes(seconds=50)
        await sam.post("/api/desk/session/heartbeat", {"active": True})
        clock.passes(seconds=20)
        assert await end_dead_claims(still_world.services) == 1
        assert (await people(sam))["sam"]["presence"] == "online"

    async def test_the_late_laptop_hears_whether_the_chat_waits_or_who_has_it(
        self, still_world: World, clock: SetClock
    ) -> None:
        sam, jo = await at_work(still_world), await at_work(still_world, "jo")
        [visitor] = await waiting(still_world, 1)
        await sam.takes_over(visitor.chat)
        await sam.writes(visitor.chat, "Raconte.")
        clock.passes(seconds=61)
        await end_dead_claims(still_world.services)
        lost = (await sam.does(visitor.chat, "heartbeat")).json()["error"]
        assert (lost["code"], lost["by"], lost["state"]) == ("claim_lost", None, "waiting")
        await jo.takes_over(visitor.chat)
        view = (await jo.reads(visitor.chat)).json()
        assert "Raconte." in [event.get("text") for event in view["events"]]  # with its history
        lost = (await sam.writes(visitor.chat, "Tu es là ?")).json()["error"]
        assert (lost["code"], lost["by"], lost["state"]) == ("claim_lost", "jo", "human")
