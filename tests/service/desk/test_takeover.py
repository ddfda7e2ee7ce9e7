"""A counsellor takes a chat over: claim, join, talk, hand back, close. Two never speak in one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from service.usecases.claims import end_dead_claims
from service.usecases.counsellor_view import start_following
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import Staffer, at_work, code_of
from tests.service.desk.test_queue import LIFE, NOTHING, asks
from tests.service.world import new_id, until

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


async def waiting_chat(world: World) -> Visitor:
    visitor = await world.visitor()
    await asks(visitor)
    return visitor


async def states(visitor: Visitor) -> list[tuple[str, str]]:
    return [(e["state"], e["reason"]) for e in await visitor.events() if e["kind"] == "state"]


async def test_of_fifty_claims_at_once_exactly_one_wins(still_world: World) -> None:
    visitor = await waiting_chat(still_world)
    team = [await at_work(still_world, name) for name in ("sam", "jo", "kim", "lou", "max")]
    answers = await asyncio.gather(*(team[n % 5].does(visitor.chat, "claim") for n in range(50)))
    winners = {answer.json()["claimed_by"] for answer in answers if answer.status_code == 200}
    [winner] = winners
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(refused) == 40  # the winner's own ten are one claim
    assert {code_of(answer) for answer in refused} == {(409, "claimed")}
    assert {answer.json()["error"]["by"] for answer in refused} == {winner}


async def test_a_claim_keeps_the_chat_waiting_until_the_counsellor_joins(
    still_world: World,
) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    card = (await sam.does(visitor.chat, "claim")).json()
    assert (card["state"], card["claimed_by"]) == ("waiting", "sam")
    assert (await visitor.view())["state"] == "waiting"
    await visitor.writes("Il y a quelqu'un ?")
    assert (await visitor.messages())[-1]["from"] == "bot"
    assert (await sam.does(visitor.chat, "join")).json() == {"state": "human"}
    event = next(e for e in await visitor.events() if e.get("state") == "human")
    assert (event["from"], event["name"]) == ("system", "Sam")


async def test_the_bot_is_silent_while_a_human_speaks_and_danger_is_still_read(
    still_world: World,
) -> None:
    still_world.engine.read_as["life"] = LIFE
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    said = len(await visitor.messages())
    await visitor.writes("life")
    assert len(await visitor.messages()) == said + 1
    view = (await sam.reads(visitor.chat)).json()
    assert view["card"]["level"] == "life"
    assert view["events"][-2]["reading"]["set"] == ["suicide"]


async def test_the_first_message_joins_and_the_visitor_reads_it(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.does(visitor.chat, "claim")
    answer = await sam.writes(visitor.chat, "  Bonjour,\u202e je suis Sam.\x07 ")
    assert answer.status_code == 201
    message = (await visitor.messages())[-1]
    assert message["seq"] == answer.json()["seq"]
    assert (message["from"], message["name"]) == ("counsellor", "Sam")
    assert message["text"] == "Bonjour, je suis Sam."
    assert (await states(visitor))[-1] == ("human", "joined")


async def test_a_message_sent_twice_is_stored_once_also_at_the_same_time(
    still_world: World,
) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.does(visitor.chat, "claim")
    client_id = new_id()
    answers = await asyncio.gather(
        *(sam.writes(visitor.chat, "Bonjour", client_id) for _ in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["seq"] for answer in answers}) == 1
    sent = [m for m in await visitor.messages() if m["from"] == "counsellor"]
    assert len(sent) == 1
    await sam.does(visitor.chat, "close", {"outcome": {}})
    late = await sam.writes(visitor.chat, "Bonjour", client_id)
    assert (late.status_code, late.json()) == (200, answers[0].json())


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("x" * 2001, "too_long")])
async def test_a_message_is_held_to_the_rules_of_the_visitors(
    still_world: World, text: str, code: str
) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.does(visitor.chat, "claim")
    assert code_of(await sam.writes(visitor.chat, text)) == (422, code)
    assert (await visitor.view())["state"] == "waiting"


async def test_a_visitors_client_id_is_not_taken_for_ones_own(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    client_id = new_id()
    await visitor.send("Bonjour", client_id)
    await sam.does(visitor.chat, "claim")
    assert code_of(await sam.writes(visitor.chat, "Hé", client_id)) == (422, "bad_request")


async def test_a_lease_that_runs_out_gives_the_chat_back_to_its_old_place(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    first = await waiting_chat(still_world)
    clock.passes(seconds=5)
    second = await waiting_chat(still_world)
    await sam.takes_over(first.chat)
    assert await sam.waiting() == [second.chat]
    clock.passes(seconds=59)
    assert await end_dead_claims(still_world.services) == 0
    assert (await sam.does(first.chat, "heartbeat")).status_code == 204
    clock.passes(seconds=59)
    assert await end_dead_claims(still_world.services) == 0
    clock.passes(seconds=1)
    assert await end_dead_claims(still_world.services) == 1
    assert await jo.waiting() == [first.chat, second.chat]
    assert (await states(first))[-1] == ("waiting", "counsellor_gone")
    refused = await sam.writes(first.chat, "Tu es là ?")
    assert code_of(refused) == (409, "claim_lost")
    assert refused.json()["error"]["by"] is None


async def test_who_comes_late_hears_by_whom_the_chat_was_taken_over(
    still_world: World, clock: SetClock
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    clock.passes(seconds=61)
    await jo.takes_over(visitor.chat)  # nobody swept before
    for refused in (
        await sam.does(visitor.chat, "heartbeat"),
        await sam.reads(visitor.chat),
        await sam.writes(visitor.chat, "Encore moi"),
        await sam.does(visitor.chat, "handback"),
        await sam.does(visitor.chat, "close", {"outcome": {}}),
    ):
        assert code_of(refused) == (409, "claim_lost")
        assert refused.json()["error"]["by"] == "jo"
    names = [e["name"] for e in await visitor.events() if e.get("state") == "human"]
    assert names == ["Sam", "Jo"]


async def test_handback_lets_the_bot_speak_and_say_so(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    answer = await sam.does(visitor.chat, "handback", {"note": "Attend l'appel de sa mère."})
    assert answer.json() == {"state": "bot"}

    async def told() -> bool:
        return any(request.event == "handback" for request in still_world.engine.requests)

    await until(told, "the engine hears of the handback")
    await visitor.writes("Merci")
    assert (await visitor.messages())[-1]["from"] == "bot"
    assert "mère" not in str(await visitor.view())
    await asks(visitor)
    card = (await jo.does(visitor.chat, "claim")).json()
    assert [(note["by"], note["words"]) for note in card["notes"]] == [
        ("sam", {"handback": "Attend l'appel de sa mère."})
    ]


async def test_handback_is_refused_while_a_safety_question_is_open(still_world: World) -> None:
    still_world.engine.read_as["life"] = LIFE
    still_world.engine.slots = {"safety_open": True}
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await visitor.writes("life")
    await sam.takes_over(visitor.chat)
    assert code_of(await sam.does(visitor.chat, "handback")) == (409, "safety_open")
    assert (await visitor.view())["state"] == "human"
    still_world.engine.slots = {}
    assert (await sam.does(visitor.chat, "safety-answered")).status_code == 200
    assert (await sam.does(visitor.chat, "handback")).status_code == 200

    async def told() -> bool:
        return any(request.event == "handback" for request in still_world.engine.requests)

    await until(told, "the engine hears of the handback")
    request = next(r for r in still_world.engine.requests if r.event == "handback")
    assert request.memory is not None
    assert request.memory["slots"]["safety_open"] is False


async def test_closing_ends_the_chat_and_the_visitor_may_write_again(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    outcome = {"result": "referred", "note": "Vers le CPMS."}
    assert (await sam.does(visitor.chat, "close", {"outcome": outcome})).json() == {
        "state": "closed"
    }
    assert await sam.queue() == NOTHING
    assert "CPMS" not in str(await visitor.view())
    await visitor.writes("Encore une question")
    assert (await visitor.view())["state"] == "bot"
    assert await sam.waiting() == []


async def test_releasing_gives_the_chat_back_to_its_place(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await waiting_chat(still_world)
    await sam.does(visitor.chat, "claim")
    assert (await sam.does(visitor.chat, "release")).json() == {"state": "waiting"}
    [row] = (await jo.queue())["chats"]
    assert row["claimed_by"] is None
    await jo.takes_over(visitor.chat)
    assert (await jo.does(visitor.chat, "release")).json() == {"state": "waiting"}
    assert (await states(visitor))[-1] == ("waiting", "counsellor_left")


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("join", {}),
        ("messages", {"client_id": new_id(), "text": "Salut"}),
        ("release", {}),
        ("handback", {}),
        ("close", {"outcome": {}}),
        ("safety-answered", {}),
        ("heartbeat", {}),
        ("typing", {}),
        ("seen", {"seq": 1}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nothing_is_done_to_a_chat_that_is_not_ones_own(
    still_world: World, what: str, body: dict[str, Any]
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await waiting_chat(still_world)
    assert code_of(await sam.does(visitor.chat, what, body)) == (403, "not_yours")
    await jo.takes_over(visitor.chat)
    before = await visitor.view()
    foreign = await sam.does(visitor.chat, what, body)
    unknown = await sam.does("unknown", what, body)
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.text == unknown.text
    assert await visitor.view() == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_steps_that_the_state_does_not_allow_are_refused(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    assert code_of(await sam.does(visitor.chat, "claim")) == (409, "not_waiting")
    await asks(visitor)
    await sam.does(visitor.chat, "claim")
    assert code_of(await sam.does(visitor.chat, "handback")) == (409, "wrong_state")
    assert (await sam.does(visitor.chat, "join")).status_code == 200
    assert (await sam.does(visitor.chat, "join")).json() == {"state": "human"}  # nothing new
    assert [name for name, _ in await states(visitor)] == ["waiting", "human"]
    await sam.does(visitor.chat, "close", {"outcome": {}})
    for what in ("join", "handback", "release"):
        assert code_of(await sam.does(visitor.chat, what)) == (409, "claim_lost")


async def test_an_erased_chat_is_gone_for_its_counsellor_too(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    await sam.does(visitor.chat, "release")
    await sam.takes_over(visitor.chat)
    await still_world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    assert code_of(await sam.reads(visitor.chat)) == (404, "no_such_chat")
    assert await sam.queue() == NOTHING


async def test_a_desk_stream_ends_when_the_claim_does(world: World) -> None:
    sam, visitor = await at_work(world), await waiting_chat(world)
    await sam.takes_over(visitor.chat)
    kinds: list[str | None] = []
    ended = asyncio.Event()

    async def follows(staffer: Staffer) -> None:
        session = await find_session(
            world.services, staffer.http.cookies["desk_session"], uses=False
        )
        async for told in await start_following(world.services, session, visitor.chat, after=0):
            kinds.extend(one.kind for one in told)
            if "caught_up" in kinds:
                ended.set()

    following = asyncio.create_task(follows(sam))
    async with asyncio.timeout(5):
        await ended.wait()
        await visitor.post("typing")
        await sam.does(visitor.chat, "release")
        await following
    assert kinds[-1] == "claim_lost"
    assert "typing" in kinds


async def test_danger_words_that_nobody_read_stay_danger_after_a_handback(
    world: World,
) -> None:
    world.engine.fails = "down"
    sam, visitor = await at_work(world), await world.visitor()
    world.engine.gate = asyncio.Event()  # the engine hangs while the counsellor is there
    await visitor.send("je veux mourir")
    await sam.takes_over(visitor.chat)
    await sam.does(visitor.chat, "handback")
    world.engine.gate.set()

    async def waits_again() -> bool:
        return await sam.waiting() == [visitor.chat]

    await until(waits_again, "the engine is down: a human is asked for")
    [row] = (await sam.queue())["chats"]
    assert row["level"] == "life"
    assert [reason["signal"] for reason in row["reasons"]] == ["danger_words"]
