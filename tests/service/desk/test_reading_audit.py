"""The lead reads the audit: who did what on which chat, and never a word of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.domain.staff import StaffRole
from service.usecases.audit import record
from service.usecases.counsellor_view import start_following
from service.usecases.reading_along import start_following_along
from service.usecases.staff.accounts import disable_account
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import Staffer, at_work
from tests.service.desk.test_queue import asks
from tests.service.desk.test_review import closed_chat

if TYPE_CHECKING:
    from typing import Any

    from service.usecases.staff.sessions import Session
    from tests.service.fakes import SetClock
    from tests.service.world import World


@pytest.fixture
async def lou(still_world: World) -> Staffer:
    return await at_work(still_world, "lou", StaffRole.LEAD)


async def page(lou: Staffer, **wanted: Any) -> dict[str, Any]:
    answer = await lou.get("/api/desk/audit", **wanted)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def deeds(lou: Staffer, **wanted: Any) -> list[tuple[str, str | None]]:
    return [(deed["action"], deed["by"]) for deed in (await page(lou, **wanted))["deeds"]]


async def session_of(staffer: Staffer, world: World) -> Session:
    return await find_session(world.services, staffer.http.cookies["desk_session"], uses=False)


async def test_one_record_says_when_who_what_and_on_which_chat(
    lou: Staffer, still_world: World, clock: SetClock
) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    clock.passes(minutes=3)
    await sam.does(visitor.chat, "claim")
    [deed] = (await page(lou, action="chat.claimed"))["deeds"]
    assert {key: deed[key] for key in ("at", "by", "chat", "about")} == {
        "at": "2026-11-27T12:03:00+00:00",
        "by": "sam",
        "chat": visitor.chat,
        "about": None,
    }


async def test_it_is_filtered_by_chat_staff_and_action(lou: Staffer, still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    one, other = await still_world.visitor(), await still_world.visitor()
    for who, visitor in ((sam, one), (jo, other)):
        await asks(visitor)
        await who.takes_over(visitor.chat)
        await who.reads(visitor.chat)
    of_one = [("chat.read", "sam"), ("chat.joined", "sam"), ("chat.claimed", "sam")]
    assert await deeds(lou, chat=one.chat) == of_one
    assert await deeds(lou, action="chat.read") == [("chat.read", "jo"), ("chat.read", "sam")]
    by_jo = await deeds(lou, staff=jo.account.member.id)
    assert {by for _, by in by_jo} == {"jo"}
    assert await deeds(lou, staff=jo.account.member.id, action="chat.joined", chat=one.chat) == []
    assert await deeds(lou, chat="unknown") == []


async def test_who_follows_a_chat_live_is_noted_and_from_where_on(
    lou: Staffer, still_world: World
) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await still_world.visitor()
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await jo.does(visitor.chat, "along", {"reason": "supervision"})
    of_sam, of_jo = await session_of(sam, still_world), await session_of(jo, still_world)
    await start_following(still_world.services, of_sam, visitor.chat, after=2)
    await start_following_along(still_world.services, of_jo, visitor.chat, after=0)
    noted = (await page(lou, action="chat.followed"))["deeds"]
    assert [(deed["by"], deed["chat"], deed["detail"]) for deed in noted] == [
        ("jo", visitor.chat, {"after": 0}),
        ("sam", visitor.chat, {"after": 2}),
    ]


async def test_what_a_trainer_lists_and_reads_is_noted(lou: Staffer, still_world: World) -> None:
    visitor = await closed_chat(still_world)
    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    [row] = (await noor.get("/api/trainer/chats")).json()["chats"]
    assert (await noor.get(f"/api/trainer/chats/{row['id']}")).status_code == 200
    [listed] = (await page(lou, action="review.listed"))["deeds"]
    assert (listed["by"], listed["detail"]) == ("noor", {"chats": 1})
    [read] = (await page(lou, action="review.read"))["deeds"]
    assert (read["by"], read["chat"]) == ("noor", visitor.chat)


async def test_it_comes_in_pages_the_newest_first_each_record_once(
    lou: Staffer, still_world: World
) -> None:
    for _ in range(7):
        async with still_world.services.database.write() as session:
            await record(session, still_world.services, None, "test.done")
    ids: list[int] = []
    before, pages = None, 0
    while pages == 0 or before is not None:
        found = await page(
            lou, action="test.done", limit=3, **({"before": before} if before else {})
        )
        ids += [deed["id"] for deed in found["deeds"]]
        before, pages = found["before"], pages + 1
    assert pages == 3
    assert len(ids) == 7
    assert ids == sorted(set(ids), reverse=True)


@pytest.mark.parametrize("wanted", [{"limit": 0}, {"limit": 201}, {"before": 0}, {"before": "x"}])
async def test_a_page_that_cannot_be_is_refused(lou: Staffer, wanted: dict[str, object]) -> None:
    assert (await lou.get("/api/desk/audit", **wanted)).status_code == 422


async def test_reading_it_is_itself_noted_once(lou: Staffer, still_world: World) -> None:
    sam = await at_work(still_world)
    first = await page(lou, limit=1, chat="c1")
    await page(lou, limit=1, before=2)
    noted = (await page(lou, action="audit.read"))["deeds"]
    assert [(deed["by"], deed["chat"]) for deed in noted] == [("lou", "c1")]
    assert first["deeds"] == []
    del sam


async def test_what_is_done_to_an_account_names_it(lou: Staffer, still_world: World) -> None:
    await at_work(still_world)
    await disable_account(still_world.services, name="sam")
    [deed] = (await page(lou, action="staff.disabled"))["deeds"]
    assert (deed["by"], deed["about"], deed["detail"]) == (None, "sam", {"role": "counsellor"})
    assert {"lou", "sam"} == {one["name"] for one in (await page(lou))["staff"]}


@pytest.mark.parametrize(
    "detail",
    [
        {"text": "samedi"},
        {"cause": "samedi à la gare"},
        {"result": "je veux mourir"},
        {"cause": ["samedi"]},
        {"role": {"said": "samedi"}},
        {"by": "x" * 41},
        {"account": "samedi"},
    ],
)
async def test_a_word_that_somebody_recorded_by_mistake_is_not_told(
    lou: Staffer, still_world: World, detail: dict[str, object]
) -> None:
    async with still_world.services.database.write() as session:
        await record(session, still_world.services, None, "test.done", detail=detail)
    [deed] = (await page(lou, action="test.done"))["deeds"]
    assert (deed["detail"], deed["about"]) == ({}, None)


async def test_no_word_of_a_whole_talk_is_in_the_audit(lou: Staffer, still_world: World) -> None:
    words = ("pamplemousse", "aubergine", "rutabaga")
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await visitor.writes(words[0])
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await sam.writes(visitor.chat, words[1])
    await sam.reads(visitor.chat)
    outcome = {"result": "helped", "note": words[2]}
    await sam.does(visitor.chat, "close", {"outcome": outcome})
    answer = await lou.get("/api/desk/audit", chat=visitor.chat)
    assert len(answer.json()["deeds"]) == 5
    assert not [word for word in words if word in answer.text]
    [closed] = (await page(lou, action="chat.closed"))["deeds"]
    assert closed["detail"]["result"] == "helped"


async def test_the_lead_sees_whether_it_is_whole(lou: Staffer) -> None:
    chain = (await lou.get("/api/desk/audit/chain")).json()
    assert (chain["broken"], chain["records"]) == (None, 2)
