"""A counsellor ends a chat for misuse: a word that says why, a door that stays open, and a slow one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.domain.misuse import MisuseReason
from service.domain.staff import StaffRole
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_private_contact import deeds, notices
from tests.service.desk.test_queue import LIFE, URGENT, asks

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


async def talking(world: World, language: str | None = "fr") -> tuple[Staffer, Visitor]:
    sam, visitor = await at_work(world), await world.visitor(language)
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    return sam, visitor


async def ends(staffer: Staffer, visitor: Visitor, reason: str = "insults") -> None:
    answer = await staffer.does(visitor.chat, "misuse", {"reason": reason})
    assert (answer.status_code, answer.json()) == (200, {"state": "closed"})


async def row_of(staffer: Staffer, visitor: Visitor) -> dict[str, Any]:
    [row] = [row for row in (await staffer.queue())["chats"] if row["chat"] == visitor.chat]
    return row


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("reason", list(MisuseReason))
async def test_the_last_word_says_why_and_how_to_come_back(
    still_world: World, reason: MisuseReason, language: str
) -> None:
    sam, visitor = await talking(still_world, language)
    await ends(sam, visitor, reason.value)
    last = (await visitor.messages())[-1]
    assert (last["from"], last["name"]) == ("counsellor", "Sam")
    assert still_world.services.texts.misuse(reason.value, language) in last["text"]
    for number in ("116 000", "112"):
        assert number in last["text"]
    [closed] = [e for e in await visitor.events() if e.get("state") == "closed"]
    assert closed["reason"] == "ended_for_misuse"


async def test_an_adult_is_spoken_to_as_one(still_world: World) -> None:
    still_world.engine.slots = {"role": "adult"}
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await visitor.writes("bonjour")
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await ends(sam, visitor)
    assert "écrivez" in (await visitor.messages())[-1]["text"]


async def test_it_is_for_ones_own_chat_also_before_joining(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    assert code_of(await sam.does(visitor.chat, "misuse", {"reason": "spam"})) == (403, "not_yours")
    await sam.does(visitor.chat, "claim")
    await ends(sam, visitor, "spam")
    states = [e["state"] for e in await visitor.events() if e["kind"] == "state"]
    assert states == ["waiting", "human", "closed"]  # who ends it has come in first


async def test_where_a_life_is_at_risk_it_is_refused_and_nothing_changes(
    still_world: World,
) -> None:
    still_world.engine.read_as["life"] = LIFE
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await visitor.writes("life")
    await sam.takes_over(visitor.chat)
    before = await visitor.messages()
    refused = await sam.does(visitor.chat, "misuse", {"reason": "hoax"})
    assert code_of(refused) == (409, "life_at_stake")
    assert (await visitor.view())["state"] == "human"
    assert await visitor.messages() == before


async def test_a_reason_is_needed(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    for body in ({}, {"reason": "boring"}):
        assert code_of(await sam.does(visitor.chat, "misuse", body)) == (422, "bad_request")


async def test_the_lead_is_told_and_the_audit_has_it(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await ends(sam, visitor, "sexual")
    [notice] = await notices(lena)
    assert (notice["kind"], notice["what"], notice["by"]) == ("misuse", "sexual", "sam")
    assert not notice["has_words"]
    [deed] = await deeds(lena, "chat.ended_for_misuse")
    assert deed["detail"] == {"reason": "sexual", "safety_open": False}


async def test_who_writes_again_has_the_bot_at_once(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    await ends(sam, visitor)
    answered = await visitor.writes("pardon")
    assert any(e["kind"] == "message" and e["from"] == "bot" for e in answered)
    assert (await visitor.view())["state"] == "bot"


async def test_a_wish_for_a_human_counts_ten_minutes_later(
    still_world: World, clock: SetClock
) -> None:
    """Nobody is shut out: it stands in the list, behind who comes in the meantime, without alarm."""
    sam, visitor = await talking(still_world)
    await ends(sam, visitor)
    await asks(visitor)
    clock.passes(minutes=5)
    other = await still_world.visitor()
    await asks(other)
    assert await sam.waiting() == [other.chat, visitor.chat]
    assert (await row_of(sam, visitor))["alarm"] is False
    assert (await visitor.view())["queue"] == {"position": 2, "wait_s": 600}
    clock.passes(minutes=5)
    jo = await at_work(still_world, "jo")  # sam's session has been idle for too long
    assert (await row_of(jo, visitor))["alarm"] is True
    late = await still_world.visitor()
    clock.passes(seconds=1)
    await asks(late)
    assert await jo.waiting() == [other.chat, visitor.chat, late.chat]


async def test_the_estimate_never_says_less_than_the_slow_door(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    await ends(sam, visitor)
    clock.passes(seconds=1)
    await asks(visitor)
    assert (await visitor.view())["queue"] == {"position": 1, "wait_s": 600}


async def test_a_counsellor_may_come_before_and_the_wait_is_none(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    await ends(sam, visitor)
    await asks(visitor)
    card = (await sam.does(visitor.chat, "claim")).json()
    assert card["slow_until"] == "2026-11-28T12:00:00+00:00"
    await sam.does(visitor.chat, "join")
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    assert (await lena.get("/api/desk/board")).json()["today"]["waited_s"] == 0


@pytest.mark.parametrize("text", ["life", "urgent", "je veux mourir"])
async def test_danger_goes_through_at_once(still_world: World, clock: SetClock, text: str) -> None:
    still_world.engine.read_as |= {"life": LIFE, "urgent": URGENT, "je veux mourir": LIFE}
    sam, visitor = await talking(still_world)
    await ends(sam, visitor)
    await asks(visitor)
    assert (await row_of(sam, visitor))["alarm"] is False
    clock.passes(minutes=1)
    await visitor.writes(text)
    clock.passes(seconds=30)
    row = await row_of(sam, visitor)
    assert (row["alarm"], row["waiting_s"]) == (True, 30)
    await sam.takes_over(visitor.chat)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    levels = (await lena.get("/api/desk/board")).json()["levels"]
    today = [level["today"] for level in levels if level["today"]["joined"]]
    assert [level["waited_s"] for level in today] == [30, 0]


async def test_after_a_day_the_door_is_as_for_everybody(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    await ends(sam, visitor)
    clock.passes(hours=24)
    await asks(visitor)
    jo = await at_work(still_world, "jo")
    assert (await row_of(jo, visitor))["alarm"] is True
    card = (await jo.does(visitor.chat, "claim")).json()
    assert card["slow_until"] is None


async def test_a_lead_takes_it_back_and_the_visitor_reads_it(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await ends(sam, visitor)
    await asks(visitor)
    clock.passes(seconds=1)
    [notice] = await notices(lena)
    path = f"/api/desk/notices/{notice['id']}/undo"
    assert code_of(await sam.post(path)) == (403, "not_allowed")
    assert (await row_of(sam, visitor))["alarm"] is False
    assert (await lena.post(path)).status_code == 204
    assert (await row_of(sam, visitor))["alarm"] is True
    last = (await visitor.messages())[-1]
    assert (last["name"], "désolé" in last["text"]) == ("Lena", True)
    card = (await sam.does(visitor.chat, "claim")).json()
    assert card["slow_until"] is None
    assert await notices(lena) == []
    assert (await lena.get(f"/api/desk/notices/{notice['id']}")).json()["undone"] is True
    assert (await lena.post(path)).status_code == 204
    assert len(await deeds(lena, "notice.undone")) == 1


async def test_only_what_was_ended_for_misuse_can_be_taken_back(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await sam.does(visitor.chat, "abuse-image")
    [notice] = await notices(lena)
    for told in (notice["id"], "unknown"):
        answer = await lena.post(f"/api/desk/notices/{told}/undo")
        assert code_of(answer) == (404, "no_such_notice")


async def test_taking_it_back_works_after_the_chat_was_erased(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await ends(sam, visitor)
    path = f"/api/chats/{visitor.chat}"
    await visitor.http.delete(path, headers=visitor.headers)
    [notice] = await notices(lena)
    assert (await lena.post(f"/api/desk/notices/{notice['id']}/undo")).status_code == 204
    assert await notices(lena) == []
