"""A counsellor writes a private contact: nothing is sent, and the lead is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.domain.staff import StaffRole
from service.usecases.board import follow_board
from service.usecases.keeping import expire_chats, forget_notices
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_queue import asks, news
from tests.service.helpline_files import write_helplines
from tests.service.world import new_id

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

NUMBER = "Appelle-moi au 0478 12 34 56"


async def talking(world: World) -> tuple[Staffer, Visitor]:
    sam, visitor = await at_work(world), await world.visitor()
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    return sam, visitor


async def notices(lead: Staffer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await lead.get("/api/desk/board")).json()["notices"]
    return found


async def deeds(lead: Staffer, action: str) -> list[dict[str, Any]]:
    answer = await lead.get("/api/desk/audit", action=action)
    found: list[dict[str, Any]] = answer.json()["deeds"]
    return found


async def test_it_is_refused_before_anything_is_sent(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    before = await visitor.messages()
    answer = await sam.writes(visitor.chat, NUMBER)
    assert code_of(answer) == (422, "private_contact")
    assert answer.json()["error"]["kind"] == "phone"
    assert answer.json()["error"]["message"]
    assert NUMBER not in answer.text
    assert await visitor.messages() == before
    assert NUMBER not in (await sam.reads(visitor.chat)).text


async def test_a_first_message_that_is_stopped_does_not_join(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    await sam.does(visitor.chat, "claim")
    assert code_of(await sam.writes(visitor.chat, "app mij")) == (422, "private_contact")
    assert (await visitor.view())["state"] == "waiting"


async def test_the_same_message_without_it_goes(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    client_id = new_id()
    assert (await sam.writes(visitor.chat, NUMBER, client_id)).status_code == 422
    write_helplines(
        still_world.services.settings.content_dir, line={"name": "Ligne", "phone": "0800 32 123"}
    )
    text = "Appelle le 116 000 ou le 0800 32 123. En danger : 112."
    assert (await sam.writes(visitor.chat, text, client_id)).status_code == 201
    assert (await visitor.messages())[-1]["text"] == text


async def test_the_lead_is_told_who_when_and_which_kind_and_no_word(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    clock.passes(seconds=5)
    await sam.writes(visitor.chat, NUMBER)
    [notice] = await notices(lena)
    assert notice.pop("id")
    assert notice == {
        "at": "2026-11-27T12:00:05+00:00",
        "kind": "contact_stopped",
        "what": "phone",
        "by": "sam",
        "chat": visitor.chat,
        "language": "fr",
        "level": "normal",
        "topic": None,
        "waiting_since": None,
        "holder": "sam",
        "times": 1,
        "undone": False,
        "has_words": True,
    }
    for other in (sam, await at_work(still_world, "ada", StaffRole.ADMIN)):
        assert await notices(other) == []


async def test_the_words_are_read_by_a_lead_only_and_the_audit_says_so(
    still_world: World,
) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await sam.writes(visitor.chat, NUMBER)
    [notice] = await notices(lena)
    path = f"/api/desk/notices/{notice['id']}"
    assert code_of(await sam.get(path)) == (403, "not_allowed")
    assert (await lena.get(path)).json()["words"] == [NUMBER]
    [read] = await deeds(lena, "notice.read")
    assert (read["by"], read["about"], read["chat"]) == ("lena", "sam", visitor.chat)
    [stopped] = await deeds(lena, "chat.contact_stopped")
    assert (stopped["by"], stopped["detail"]) == ("sam", {"kind": "phone"})
    assert code_of(await lena.get("/api/desk/notices/unknown")) == (404, "no_such_notice")


async def test_the_same_again_is_counted_and_every_try_is_in_the_audit(
    still_world: World,
) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    for text in (NUMBER, "gsm 0486 11 22 33", "Ajoute-moi sur Snap"):
        await sam.writes(visitor.chat, text)
    told = {notice["what"]: notice for notice in await notices(lena)}
    assert {what: notice["times"] for what, notice in told.items()} == {"phone": 2, "invitation": 1}
    read = await lena.get(f"/api/desk/notices/{told['phone']['id']}")
    assert read.json()["words"] == [NUMBER, "gsm 0486 11 22 33"]
    assert len(await deeds(lena, "chat.contact_stopped")) == 3


async def test_it_is_told_live_and_leaves_the_board_once_a_lead_saw_it(world: World) -> None:
    sam, visitor = await talking(world)
    lena = await at_work(world, "lena", StaffRole.LEAD)
    session = await find_session(world.services, lena.http.cookies["desk_session"], uses=False)
    told = follow_board(world.services, session)
    assert (await news(told)).data["notices"] == []
    await sam.writes(visitor.chat, NUMBER)
    [notice] = (await news(told)).data["notices"]
    seen = await lena.post(f"/api/desk/notices/{notice['id']}/seen")
    assert seen.status_code == 204
    assert (await news(told)).data["notices"] == []
    assert (await lena.post(f"/api/desk/notices/{notice['id']}/seen")).status_code == 204
    assert len(await deeds(lena, "notice.seen")) == 1
    await told.aclose()  # type: ignore[attr-defined]  # an async generator has it


async def test_it_outlives_a_chat_that_is_erased_without_the_words(still_world: World) -> None:
    """Whoever has a child erase the chat does not erase that."""
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await sam.writes(visitor.chat, NUMBER)
    path = f"/api/chats/{visitor.chat}"
    assert (await visitor.http.delete(path, headers=visitor.headers)).status_code == 204
    [notice] = await notices(lena)
    assert (notice["by"], notice["what"], notice["chat"]) == ("sam", "phone", None)
    assert not notice["has_words"]
    assert (await lena.get(f"/api/desk/notices/{notice['id']}")).json()["words"] == []


async def test_its_words_go_with_the_chat_and_it_goes_with_the_stubs(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    await sam.writes(visitor.chat, NUMBER)
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    clock.passes(days=31)
    assert await expire_chats(still_world.services) == 1
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    [notice] = await notices(lena)
    assert not notice["has_words"]
    assert await forget_notices(still_world.services) == 0
    clock.passes(days=700)
    assert await forget_notices(still_world.services) == 1


@pytest.mark.parametrize("text", ["Tu as 14 ans ?", "Bel 112", "Il a payé 50 € le 12/11/2026 ?"])
async def test_what_is_said_every_day_goes(still_world: World, text: str) -> None:
    sam, visitor = await talking(still_world)
    assert (await sam.writes(visitor.chat, text)).status_code == 201


async def test_a_chat_that_is_not_ones_own_tells_nothing_of_the_filter(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    del sam
    jo, lena = await at_work(still_world, "jo"), await at_work(still_world, "lena", StaffRole.LEAD)
    assert code_of(await jo.writes(visitor.chat, NUMBER)) == (404, "no_such_chat")
    assert await notices(lena) == []


async def test_a_number_in_two_messages_is_stopped_with_the_second(still_world: World) -> None:
    """Also where the visitor answers in between; what a colleague said before is not theirs."""
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    assert (await sam.writes(visitor.chat, "Note : 0478 12")).status_code == 201
    await visitor.send("ok")
    assert code_of(await sam.writes(visitor.chat, "et puis 34 56")) == (422, "private_contact")
    [notice] = await notices(lena)
    assert (notice["what"], notice["times"]) == ("phone", 1)
    await sam.does(visitor.chat, "release")
    jo = await at_work(still_world, "jo")
    await jo.takes_over(visitor.chat)
    assert (await jo.writes(visitor.chat, "34 56")).status_code == 201


async def test_the_lead_reads_since_when_the_chat_waits_again_and_who_has_it(
    still_world: World,
) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    await sam.writes(visitor.chat, NUMBER)
    await sam.does(visitor.chat, "release")
    [notice] = await notices(lena)
    assert (notice["waiting_since"], notice["holder"]) == ("2026-11-27T12:00:00+00:00", None)
