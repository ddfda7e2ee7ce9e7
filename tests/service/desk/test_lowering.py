"""Lowering a chat from `life` takes two: one proposes, another says yes, perhaps later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from service.domain.staff import StaffRole
from service.usecases.claims import end_dead_claims
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_corrections import HEADS, MISREAD, WORDS, corrections, noted, row_of
from tests.service.desk.test_queue import LIFE, asks
from tests.service.world import until

if TYPE_CHECKING:
    import httpx

    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


async def in_danger(world: World) -> Visitor:
    """A chat that waits because of danger to life."""
    world.engine.read_as |= HEADS
    visitor = await world.visitor()
    await visitor.writes("life")
    return visitor


async def proposes(staffer: Staffer, visitor: Visitor, **why: str) -> str:
    """Propose to lower the chat; give the proposal's id."""
    answer = await staffer.does(visitor.chat, "level", MISREAD | why)
    assert answer.json()["status"] == "proposed", answer.text
    proposal: str = (await row_of(staffer, visitor))["lowering"]["id"]
    return proposal


async def decides(
    staffer: Staffer, visitor: Visitor, proposal: str, decision: str
) -> httpx.Response:
    return await staffer.does(visitor.chat, "lowering", {"id": proposal, "decision": decision})


async def statuses(world: World) -> list[str]:
    return [kept.status for kept in await corrections(world)]


async def test_a_proposal_leaves_level_and_place_marks_the_row_and_stops_the_alarm(
    still_world: World,
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    urgent = await still_world.visitor()
    visitor = await in_danger(still_world)
    await urgent.writes("urgent")
    proposal = await proposes(sam, visitor)
    assert await jo.waiting() == [visitor.chat, urgent.chat]
    row = await row_of(jo, visitor)
    assert (row["level"], row["alarm"]) == ("life", False)
    assert row["lowering"] == {"id": proposal, "by": "sam", "to": "normal", "reason": "misread"}
    assert (await row_of(jo, urgent))["alarm"]


async def test_who_is_to_confirm_reads_why_and_that_is_noted(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    read = await jo.get(f"/api/desk/chats/{visitor.chat}/lowering")
    assert read.json() == {
        "id": proposal,
        "by": "sam",
        "at": "2026-11-27T12:00:00+00:00",
        "to": "normal",
        "reason": "misread",
        "words": WORDS,
    }
    [(_, detail)] = await noted(still_world, "level.proposal_read")
    assert detail == {"id": proposal}
    [(_, detail)] = await noted(still_world, "level.lowering_proposed")
    assert "Lucas" not in str(detail)


@pytest.mark.parametrize("role", [StaffRole.COUNSELLOR, StaffRole.LEAD])
async def test_the_yes_of_a_second_counsellor_lowers_it(
    still_world: World, role: StaffRole
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo", role)
    visitor = await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    answer = await decides(jo, visitor, proposal, "confirm")
    assert answer.json() == {"level": "normal"}
    row = await row_of(jo, visitor)
    assert (row["level"], row["lowering"], row["alarm"]) == ("normal", None, True)
    [kept] = await corrections(still_world)
    assert kept.decided_by != kept.staff_id
    assert kept.status == "confirmed"


@pytest.mark.parametrize("decision", ["confirm", "refuse"])
async def test_nobody_answers_their_own_proposal(still_world: World, decision: str) -> None:
    sam, visitor = await at_work(still_world), await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    assert code_of(await decides(sam, visitor, proposal, decision)) == (409, "own_proposal")
    assert (await row_of(sam, visitor))["level"] == "life"


async def test_of_confirm_and_refuse_at_once_one_counts(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await in_danger(still_world)
    jo, kim = await at_work(still_world, "jo"), await at_work(still_world, "kim")
    proposal = await proposes(sam, visitor)
    answers = await asyncio.gather(
        decides(jo, visitor, proposal, "confirm"), decides(kim, visitor, proposal, "refuse")
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [status] = await statuses(still_world)
    level = (await row_of(sam, visitor))["level"]
    assert (status, level) in {("confirmed", "normal"), ("refused", "life")}


async def test_a_refused_proposal_leaves_the_level_and_the_alarm_is_on_again(
    still_world: World,
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    assert (await decides(jo, visitor, proposal, "refuse")).json() == {"level": "life"}
    row = await row_of(sam, visitor)
    assert (row["lowering"], row["alarm"]) == (None, True)
    await proposes(sam, visitor, words="Je l'ai relu")
    assert await statuses(still_world) == ["refused", "proposed"]


async def test_its_author_withdraws_a_proposal_and_nobody_else(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    refused = await decides(jo, visitor, proposal, "withdraw")
    assert code_of(refused) == (409, "not_your_proposal")
    assert (await decides(sam, visitor, proposal, "withdraw")).status_code == 200
    assert (await row_of(sam, visitor))["lowering"] is None
    assert await statuses(still_world) == ["withdrawn"]


async def test_a_second_proposal_waits_for_the_first(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    await proposes(sam, visitor)
    refused = await jo.does(visitor.chat, "level", MISREAD | {"level": "urgent"})
    assert code_of(refused) == (409, "proposal_open")
    assert refused.json()["error"]["by"] == "sam"


@pytest.mark.parametrize("text", ["life", "urgent", "je veux mourir"])
async def test_a_new_danger_makes_a_proposal_void(still_world: World, text: str) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    await visitor.writes("d'accord")
    assert (await row_of(sam, visitor))["lowering"] is not None
    await visitor.writes(text)
    row = await row_of(sam, visitor)
    assert (row["lowering"], row["alarm"], row["level"]) == (None, True, "life")
    assert code_of(await decides(jo, visitor, proposal, "confirm")) == (409, "proposal_gone")
    read = await jo.get(f"/api/desk/chats/{visitor.chat}/lowering")
    assert code_of(read) == (409, "proposal_gone")
    assert await statuses(still_world) == ["void"]


async def test_the_level_said_again_makes_a_proposal_void(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    await proposes(sam, visitor)
    answer = await jo.does(visitor.chat, "level", {"level": "life"})
    assert answer.json()["status"] == "void"
    assert (await row_of(sam, visitor))["alarm"]
    assert [action for action, _ in await noted(still_world, "level.kept")] == ["level.kept"]


async def test_a_life_signal_that_a_colleague_adds_makes_a_proposal_void(
    still_world: World,
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    await proposes(sam, visitor)
    await jo.does(visitor.chat, "claim")
    await jo.does(visitor.chat, "signals", {"signal": "attempt_now", "stands": True})
    assert (await row_of(jo, visitor))["lowering"] is None


async def test_an_answer_to_an_older_proposal_does_not_count_for_the_newer(
    still_world: World,
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    older = await proposes(sam, visitor)
    await decides(sam, visitor, older, "withdraw")
    await proposes(sam, visitor)
    assert code_of(await decides(jo, visitor, older, "confirm")) == (409, "proposal_gone")
    assert (await row_of(jo, visitor))["level"] == "life"


async def test_while_the_author_talks_colleagues_see_the_proposal_and_no_word_of_the_chat(
    still_world: World,
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor, other = await in_danger(still_world), await still_world.visitor()
    await asks(other)
    await sam.takes_over(visitor.chat)
    await sam.takes_over(other.chat)
    assert (await jo.queue())["to_confirm"] == []
    proposal = await proposes(sam, visitor)
    [row] = (await jo.queue())["to_confirm"]
    assert (row["chat"], row["claimed_by"], row["state"]) == (visitor.chat, "sam", "human")
    assert (await sam.queue())["to_confirm"] == []
    assert code_of(await jo.reads(visitor.chat)) == (404, "no_such_chat")
    assert (await decides(jo, visitor, proposal, "confirm")).json() == {"level": "normal"}
    assert (await jo.queue())["to_confirm"] == []
    assert (await sam.reads(visitor.chat)).json()["card"]["level"] == "normal"
    # What is decided is nobody else's business any more.
    assert code_of(await decides(jo, visitor, proposal, "confirm")) == (404, "no_such_chat")


async def test_the_yes_may_come_after_the_author_has_gone(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await at_work(still_world), await in_danger(still_world)
    await sam.takes_over(visitor.chat)
    proposal = await proposes(sam, visitor)
    await sam.logs_out()
    clock.passes(minutes=2)
    assert await end_dead_claims(still_world.services) == 1
    clock.passes(hours=5)
    jo = await at_work(still_world, "jo")
    row = await row_of(jo, visitor)
    assert (row["state"], row["lowering"]["by"]) == ("waiting", "sam")
    assert (await decides(jo, visitor, proposal, "confirm")).json() == {"level": "normal"}


@pytest.mark.parametrize(
    ("what", "body"), [("handback", {}), ("close", {"outcome": {"result": "helped"}})]
)
async def test_a_proposal_ends_where_the_chat_leaves_the_desk(
    still_world: World, what: str, body: dict[str, Any]
) -> None:
    sam, visitor = await at_work(still_world), await in_danger(still_world)
    await sam.takes_over(visitor.chat)
    await proposes(sam, visitor)
    assert (await sam.does(visitor.chat, what, body)).status_code == 200
    assert await statuses(still_world) == ["void"]
    queue = await sam.queue()
    assert queue["chats"] == queue["mine"] == queue["to_confirm"] == []


async def test_after_a_confirmed_lowering_a_new_danger_raises_it_again(
    still_world: World,
) -> None:
    still_world.engine.slots = {"signals": ["suicide"]}
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await in_danger(still_world)
    await decides(jo, visitor, await proposes(sam, visitor), "confirm")
    await visitor.writes("il fait beau")  # the old signal is remembered, and raises nothing
    assert (await row_of(jo, visitor))["level"] == "normal"
    await visitor.writes("life")
    row = await row_of(jo, visitor)
    assert (row["level"], row["alarm"]) == ("life", True)


async def test_danger_words_that_two_people_set_aside_still_get_their_first_reading(
    world: World,
) -> None:
    world.engine.read_as |= HEADS | {"je veux mourir": LIFE}
    sam, jo, visitor = await at_work(world), await at_work(world, "jo"), await world.visitor()
    world.engine.fails = "down"
    sent = await visitor.send("je veux mourir")
    await visitor.answered(sent.json()["seq"])
    await decides(jo, visitor, await proposes(sam, visitor), "confirm")
    assert (await row_of(sam, visitor))["level"] == "normal"
    world.engine.fails = None

    async def raised() -> bool:
        return bool((await row_of(sam, visitor))["level"] == "life")

    await until(raised, "the reading raises the chat")


@pytest.mark.parametrize("role", [StaffRole.TRAINER, StaffRole.ADMIN])
async def test_trainers_and_admins_answer_no_proposal(still_world: World, role: StaffRole) -> None:
    sam, visitor = await at_work(still_world), await in_danger(still_world)
    proposal = await proposes(sam, visitor)
    someone = await at_work(still_world, "someone", role)
    refused = await decides(someone, visitor, proposal, "confirm")
    assert code_of(refused) == (403, "not_allowed")
