"""A stranger does not walk in: the bot asks first, unless a life is at risk or a human was wanted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from service.domain.chat_states import Level
from service.domain.engine_turn import Offer, Reply
from service.domain.joining import Entry, entry_of
from service.domain.staff import StaffRole
from service.usecases.claims import end_dead_claims
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_queue import LIFE, URGENT, asks
from tests.service.desk.test_takeover import states
from tests.service.world import new_id, until

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

WANTS_HUMAN = {"wants_human": True, "level": "normal"}


async def in_danger_of(world: World, text: str = "urgent", language: str = "fr") -> Visitor:
    """Give a chat that waits although nobody asked for a human."""
    world.engine.read_as |= {"urgent": URGENT, "life": LIFE, "human": WANTS_HUMAN}
    visitor = await world.visitor(language)
    await visitor.writes(text)
    return visitor


async def questions(visitor: Visitor) -> list[dict[str, Any]]:
    return [m for m in await visitor.messages() if m.get("about") == "join" and m.get("choices")]


async def answers(visitor: Visitor, act: str) -> Any:
    [*_, question] = await questions(visitor)
    choice = next(each for each in question["choices"] if each["act"] == act)
    return await visitor.choose(choice["id"])


async def row_of(staffer: Staffer, visitor: Visitor) -> dict[str, Any]:
    queue = await staffer.queue()
    return next(
        row
        for part in ("chats", "mine", "talking")
        for row in queue[part]
        if row["chat"] == visitor.chat
    )


@pytest.mark.parametrize(
    ("level", "wanted", "declined", "question", "entry"),
    [
        (Level.LIFE, False, False, False, Entry.FREE),
        (Level.LIFE, False, True, False, Entry.FREE),
        (Level.LIFE, False, False, True, Entry.FREE),
        (Level.URGENT, True, False, False, Entry.FREE),
        (Level.URGENT, False, True, False, Entry.NOT_NOW),
        (Level.NORMAL, False, False, True, Entry.ASKED),
        (Level.NORMAL, False, False, False, Entry.ASK),
        (None, False, False, False, Entry.ASK),
    ],
)
def test_what_stands_between_a_counsellor_and_a_chat(
    level: Level | None, *, wanted: bool, declined: bool, question: bool, entry: Entry
) -> None:
    found = entry_of(level=level, human_wanted=wanted, declined=declined, question_open=question)
    assert found is entry


async def test_a_claim_lets_the_bot_ask_and_yes_lets_the_counsellor_in(
    still_world: World, clock: SetClock
) -> None:
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    assert (await row_of(sam, visitor))["entry"] == "ask"
    card = (await sam.does(visitor.chat, "claim")).json()
    assert (card["state"], card["entry"], card["claimed_by"]) == ("waiting", "asked", "sam")
    [question] = await questions(visitor)
    assert question["text"].startswith("Sam est là.")
    assert (question["from"], question["advice"]) == ("bot", ["human_offered"])
    assert [c["label"] for c in question["choices"]] == ["Oui, c'est ok", "Pas maintenant"]
    assert (await states(visitor))[-1] == ("waiting", "join_asked")
    clock.passes(seconds=30)
    assert (await row_of(sam, visitor))["asked_at"] == "2026-11-27T12:00:00+00:00"

    for what, body in (("join", {}), ("messages", {"client_id": new_id(), "text": "Salut"})):
        assert code_of(await sam.does(visitor.chat, what, body)) == (409, "ask_first")
    taken = await answers(visitor, "yes")
    assert taken.status_code == 201
    assert (await states(visitor))[-1] == ("human", "joined")
    assert (await visitor.events())[-1]["answers"] == taken.json()["seq"]
    view = (await sam.reads(visitor.chat)).json()
    assert (view["state"], view["card"]["entry"]) == ("human", "free")
    assert (await sam.writes(visitor.chat, "Bonjour")).status_code == 201
    assert code_of(await answers(visitor, "yes")) == (409, "choice_gone")


async def test_not_now_keeps_the_chat_waiting_and_nobody_may_press(still_world: World) -> None:
    visitor = await in_danger_of(still_world)
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    await sam.does(visitor.chat, "claim")
    await answers(visitor, "later")
    assert (await states(visitor))[-1] == ("waiting", "talk_declined")
    line, done = (await visitor.events())[-2:]
    assert "reste avec toi" in line["text"]
    assert (done["kind"], done["answers"]) == ("turn_done", line["answers"])
    row = await row_of(jo, visitor)
    shown = (row["claimed_by"], row["talk_declined"], row["entry"], row["alarm"])
    assert shown == (None, True, "not_now", False)
    assert code_of(await sam.writes(visitor.chat, "Allez")) == (409, "claim_lost")
    before = len(await visitor.messages())
    for someone in (sam, jo):
        assert code_of(await someone.does(visitor.chat, "claim")) == (409, "not_now")
    assert len(await visitor.messages()) == before

    await asks(visitor)
    assert (await row_of(jo, visitor))["entry"] == "free"
    await jo.takes_over(visitor.chat)
    assert len(await questions(visitor)) == 1


async def test_after_not_now_a_life_at_risk_may_be_joined_and_it_is_said(
    still_world: World,
) -> None:
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    await answers(visitor, "later")
    await visitor.writes("life")
    row = await row_of(sam, visitor)
    assert (row["entry"], row["talk_declined"], row["alarm"]) == ("free", True, True)
    await sam.takes_over(visitor.chat)
    said, joined = (await visitor.events())[-2:]
    assert "Sam vient te parler tout de suite" in said["text"]
    assert (joined["state"], joined["reason"]) == ("human", "joined")
    assert len(await questions(visitor)) == 1


async def test_not_now_does_not_send_away_who_sits_with_a_life_at_risk(
    still_world: World,
) -> None:
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    await visitor.writes("life")
    assert len(await questions(visitor)) == 1
    await answers(visitor, "later")
    assert "ta vie compte" in (await visitor.messages())[-1]["text"]
    row = await row_of(sam, visitor)
    assert (row["claimed_by"], row["talk_declined"], row["entry"]) == ("sam", True, "free")
    assert (await sam.does(visitor.chat, "join")).json() == {"state": "human"}


@pytest.mark.parametrize("text", ["life", "human"])
async def test_nobody_is_asked_where_a_life_is_at_risk_or_a_human_was_wanted(
    still_world: World, text: str
) -> None:
    visitor = await in_danger_of(still_world, text)
    sam = await at_work(still_world)
    assert (await sam.does(visitor.chat, "claim")).json()["entry"] == "free"
    assert await questions(visitor) == []
    assert (await sam.does(visitor.chat, "join")).json() == {"state": "human"}
    assert (await visitor.events())[-1]["reason"] == "joined"


async def test_who_writes_on_says_neither_and_keeps_question_and_steps(
    still_world: World,
) -> None:
    step = Reply("utter", "C'est fait ?", "fr", choices=(Offer("Fait", "done", "/done"),))
    still_world.engine.replies = (step,)
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    events = await visitor.writes("et mon compte ?")
    [done] = [c for e in events if e.get("choices") for c in e["choices"]]
    assert (await row_of(sam, visitor))["entry"] == "asked"
    assert (await visitor.choose(done["id"])).status_code == 201
    taken = await answers(visitor, "later")
    assert taken.status_code == 201
    events = await visitor.writes("ok")
    assert events[-1]["kind"] == "turn_done"
    texts = [said.text for request in still_world.engine.turns() for said in request.messages]
    assert texts == ["urgent", "et mon compte ?", None, "ok"]


async def test_the_answer_leaves_what_the_bot_offers_as_it_was(still_world: World) -> None:
    step = Reply("utter", "C'est fait ?", "fr", choices=(Offer("Fait", "done", "/done"),))
    still_world.engine.replies = (step,)
    visitor = await in_danger_of(still_world)
    [done] = [
        c for m in await visitor.messages() for c in m.get("choices", ()) if c["act"] == "done"
    ]
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    await answers(visitor, "later")
    assert (await visitor.choose(done["id"])).status_code == 201


@pytest.mark.parametrize("how", ["release", "lease"])
async def test_a_question_taken_back_is_gone_and_the_visitor_is_told(
    still_world: World, clock: SetClock, how: str
) -> None:
    visitor = await in_danger_of(still_world)
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    await sam.does(visitor.chat, "claim")
    if how == "release":
        await sam.does(visitor.chat, "release")
    else:
        clock.passes(seconds=61)
        assert await end_dead_claims(still_world.services) == 1
    assert (await states(visitor))[-1] == ("waiting", "join_withdrawn")
    assert "Sam ne vient pas pour l'instant" in (await visitor.messages())[-1]["text"]
    assert code_of(await answers(visitor, "yes")) == (409, "choice_gone")
    row = await row_of(jo, visitor)
    assert (row["claimed_by"], row["entry"]) == (None, "ask")
    await jo.does(visitor.chat, "claim")
    assert (await questions(visitor))[-1]["text"].startswith("Jo est là.")


async def test_a_yes_to_somebody_who_is_gone_finds_the_next_without_a_question(
    still_world: World, clock: SetClock
) -> None:
    visitor = await in_danger_of(still_world)
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    await sam.does(visitor.chat, "claim")
    clock.passes(seconds=61)
    await answers(visitor, "yes")
    assert (await visitor.view())["state"] == "waiting"
    assert "ne vient pas" in (await visitor.messages())[-1]["text"]
    assert (await row_of(jo, visitor))["entry"] == "free"
    await jo.takes_over(visitor.chat)
    assert len(await questions(visitor)) == 1


@pytest.mark.parametrize("how", ["button", "words"])
async def test_asking_for_a_human_while_the_question_stands_is_a_yes(
    still_world: World, how: str
) -> None:
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    if how == "button":
        await asks(visitor)
        assert (await visitor.view())["state"] == "human"
    else:
        await visitor.writes("human")
        # The bot has just answered: the counsellor comes in by themselves.
        assert (await states(visitor))[-1] == ("waiting", "asked")
        assert (await sam.does(visitor.chat, "join")).json() == {"state": "human"}
    assert code_of(await answers(visitor, "later")) == (409, "choice_gone")


async def test_no_longer_wanting_a_human_ends_the_question_too(still_world: World) -> None:
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    await visitor.http.delete(f"/api/chats/{visitor.chat}/human", headers=visitor.headers)
    row = await row_of(sam, visitor)
    assert (row["claimed_by"], row["entry"]) == (None, "not_now")
    assert code_of(await answers(visitor, "yes")) == (409, "choice_gone")


@pytest.mark.parametrize("by", ["visitor", "bot"])
async def test_in_another_language_the_question_is_said_again(still_world: World, by: str) -> None:
    visitor = await in_danger_of(still_world)
    sam = await at_work(still_world)
    await sam.does(visitor.chat, "claim")
    if by == "visitor":
        await visitor.post("language", {"client_id": new_id(), "language": "nl"})
    else:
        still_world.engine.language = "nl"
        await visitor.writes("ik spreek nederlands")
    first, again = await questions(visitor)
    assert again["text"].startswith("Sam is er.")
    assert (again["language"], [c["label"] for c in again["choices"]]) == (
        "nl",
        ["Ja, dat is oké", "Nu niet"],
    )
    assert code_of(await visitor.choose(first["choices"][0]["id"])) == (409, "choice_gone")
    assert (await answers(visitor, "yes")).status_code == 201
    assert (await visitor.view())["state"] == "human"


async def test_before_a_language_is_known_it_is_asked_in_both(still_world: World) -> None:
    still_world.engine.read_as["urgent"] = URGENT
    visitor = await still_world.visitor(None)
    await visitor.writes("urgent")
    await (await at_work(still_world)).does(visitor.chat, "claim")
    [question] = await questions(visitor)
    assert "Sam est là." in question["text"]
    assert "Sam is er." in question["text"]
    assert question["choices"][1]["label"] == "Pas maintenant · Nu niet"


async def test_an_answer_waits_for_the_turn_that_was_written_before_it(world: World) -> None:
    visitor = await in_danger_of(world)
    sam = await at_work(world)
    await sam.does(visitor.chat, "claim")
    world.engine.gate = asyncio.Event()
    first = (await visitor.send("attends")).json()["seq"]
    second = (await answers(visitor, "later")).json()["seq"]
    done = [e["answers"] for e in await visitor.events() if e["kind"] == "turn_done"]
    assert max(done) < first
    world.engine.gate.set()
    await visitor.answered(second)
    done = [e["answers"] for e in await visitor.events() if e["kind"] == "turn_done"]
    assert done[-1] == second


async def test_of_yes_and_a_release_at_once_one_thing_happens(world: World) -> None:
    sam = await at_work(world)
    for _ in range(5):
        visitor = await in_danger_of(world)
        await sam.does(visitor.chat, "claim")
        yes, release = await asyncio.gather(
            answers(visitor, "yes"), sam.does(visitor.chat, "release")
        )
        assert release.status_code == 200
        last = (await states(visitor))[-1]
        if yes.status_code == 201:
            assert last == ("waiting", "counsellor_left")
        else:
            assert (code_of(yes), last) == ((409, "choice_gone"), ("waiting", "join_withdrawn"))


async def test_of_fifty_claims_at_once_one_asks(still_world: World) -> None:
    visitor = await in_danger_of(still_world)
    team = [await at_work(still_world, name) for name in ("sam", "jo", "kim", "lou", "max")]
    answered = await asyncio.gather(*(team[n % 5].does(visitor.chat, "claim") for n in range(50)))
    assert sum(answer.status_code == 200 for answer in answered) == 10  # the winner's own are one
    assert len(await questions(visitor)) == 1


async def test_where_the_level_fell_from_life_joining_asks(still_world: World) -> None:
    visitor = await in_danger_of(still_world, "life")
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    await sam.does(visitor.chat, "claim")
    await sam.does(visitor.chat, "level", {"level": "urgent", "reason": "misread"})
    proposal = (await jo.get(f"/api/desk/chats/{visitor.chat}/lowering")).json()["id"]
    await jo.does(visitor.chat, "lowering", {"id": proposal, "decision": "confirm"})
    assert (await sam.does(visitor.chat, "join")).json() == {"state": "waiting"}
    assert len(await questions(visitor)) == 1
    assert code_of(await sam.does(visitor.chat, "join")) == (409, "ask_first")


async def test_who_shows_a_role_is_nobody_by_name_to_the_visitor(still_world: World) -> None:
    visitor = await in_danger_of(still_world)
    sam, kim = await at_work(still_world), await at_work(still_world, "kim", StaffRole.LEAD)
    assert (await sam.post("/api/desk/account/shown", {"by_role": True})).status_code == 204
    assert (await sam.get("/api/desk/account")).json()["shown_by_role"] is True
    await sam.does(visitor.chat, "claim")
    [question] = await questions(visitor)
    assert question["text"].startswith("Quelqu'un de l'équipe est là.")
    await answers(visitor, "yes")
    await sam.writes(visitor.chat, "Bonjour")
    assert "sam" not in str(await visitor.view()).lower()
    await kim.does(visitor.chat, "along", {"reason": "supervision"})
    along = (await kim.get(f"/api/desk/chats/{visitor.chat}/along")).json()
    assert along["events"][-1]["name"] == "Sam"


async def test_trainers_read_the_question_without_the_name(still_world: World) -> None:
    visitor = await in_danger_of(still_world)
    sam, noor = await at_work(still_world), await at_work(still_world, "noor", StaffRole.TRAINER)
    await sam.does(visitor.chat, "claim")
    await answers(visitor, "yes")
    await sam.does(visitor.chat, "close", {"outcome": {}})
    [row] = (await noor.get("/api/trainer/chats")).json()["chats"]
    story = (await noor.get(f"/api/trainer/chats/{row['id']}")).json()
    assert "Quelqu'un de l'équipe est là." in str(story)
    assert "Oui, c'est ok" in str(story)
    assert "Sam" not in str(story)


async def test_reading_is_told_once_one_has_joined_and_typing_never_carries_words(
    world: World,
) -> None:
    visitor = await in_danger_of(world, "human")
    sam = await at_work(world)
    await sam.does(visitor.chat, "claim")
    kinds: list[tuple[str, dict[str, Any]]] = []
    with world.services.notifier.subscribe(visitor.chat) as subscription:
        await sam.does(visitor.chat, "reading")
        await sam.does(visitor.chat, "join")
        await sam.does(visitor.chat, "reading", {"text": "mot secret"})
        await sam.does(visitor.chat, "typing", {"text": "mot secret"})
        await visitor.post("typing", {"text": "mot secret"})

        async def three() -> bool:
            woken = await subscription.wait(0.05)
            if woken:
                kinds.extend((signal.kind, dict(signal.data)) for signal in woken.signals)
            return len(kinds) >= 3

        await until(three, "the signs come")
    assert kinds == [
        ("reading", {"from": "counsellor"}),
        ("typing", {"from": "counsellor"}),
        ("typing", {"from": "visitor"}),
    ]
