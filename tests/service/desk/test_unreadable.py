"""A chat whose words cannot be opened: nobody is held up by it, and a lead is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from service.adapters.schema import ChatKey
from service.domain.staff import StaffRole
from service.usecases.claims import end_dead_claims
from service.usecases.company import keep_company
from service.usecases.keeping import close_idle
from tests.service.desk.actors import Staffer, at_work, code_of
from tests.service.desk.test_board import board
from tests.service.desk.test_duty import waiting
from tests.service.desk.test_offers import offered, shift
from tests.service.desk.test_queue import LIFE

if TYPE_CHECKING:
    import pytest

    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


async def loses_key(world: World, visitor: Visitor, generation: str = "lost") -> None:
    async with world.services.database.write() as session:
        of_chat = ChatKey.chat_id == visitor.chat
        await session.execute(update(ChatKey).where(of_chat).values(generation=generation))


async def tries(staffer: Staffer, visitor: Visitor) -> tuple[int, str]:
    return code_of(await staffer.does(visitor.chat, "claim"))


async def notices(lead: Staffer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await board(lead))["notices"]
    return found


async def test_the_offer_moves_on_and_stays_away_until_a_lead_has_seen_it(
    still_world: World, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    still_world.engine.read_as["life"] = LIFE
    lou = await at_work(still_world, "lou", StaffRole.LEAD)
    await lou.post("/api/desk/duty/presence", {"presence": "break"})
    [sam] = await shift(still_world, clock, "sam")
    dying, [calm] = await still_world.visitor(), await waiting(still_world, 1)
    await dying.writes("life")
    await offered(still_world)
    assert await offered(still_world, sam) == [dying.chat]
    await loses_key(still_world, dying)
    assert await tries(sam, dying) == (409, "unreadable")
    for _ in range(3):
        await offered(still_world, sam)
        assert await offered(still_world, sam) == [calm.chat]
        clock.passes(seconds=10)
    [notice] = await notices(lou)
    shown = {what: notice[what] for what in ("kind", "by", "chat", "level", "has_words")}
    assert shown == {
        "kind": "unreadable",
        "by": "sam",
        "chat": dying.chat,
        "level": "life",
        "has_words": False,
    }
    assert f"chat {dying.chat} cannot be read" in caplog.text
    [deed] = (await lou.get("/api/desk/audit", action="chat.unreadable")).json()["deeds"]
    assert (deed["by"], deed["chat"]) == ("sam", dying.chat)
    [row, _] = (await sam.queue())["chats"]
    assert (row["chat"], row["alarm"]) == (dying.chat, True)  # somebody waits there
    generation = still_world.services.keyring._file.current
    await loses_key(still_world, dying, generation)  # it is back
    await lou.post(f"/api/desk/notices/{notice['id']}/seen")
    await offered(still_world, sam)
    assert await offered(still_world, sam) == [dying.chat]
    assert (await sam.does(dying.chat, "claim")).status_code == 200


async def test_a_chat_that_does_not_wait_still_looks_like_none(still_world: World) -> None:
    sam, [held] = await at_work(still_world), await waiting(still_world, 1)
    await sam.takes_over(held.chat)
    await loses_key(still_world, held)
    jo = await at_work(still_world, "jo")
    assert await tries(jo, held) == (404, "no_such_chat")


async def test_it_keeps_no_other_chat_from_its_turn_in_a_job(
    still_world: World, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    still_world.engine.read_as["life"] = LIFE
    sam = await at_work(still_world)
    pairs = [await waiting(still_world, 2), [await still_world.visitor() for _ in range(2)]]
    claimed, silent = pairs
    for visitor in claimed:
        await sam.does(visitor.chat, "claim")
    for visitor in silent:
        await visitor.writes("life")
    for broken, _ in pairs:
        await loses_key(still_world, broken)
    clock.passes(minutes=10)
    assert await end_dead_claims(still_world.services) == 1
    assert await keep_company(still_world.services) == 1
    assert f"chat {claimed[0].chat}: a job failed" in caplog.text
    assert f"chat {silent[0].chat}: a job failed" in caplog.text


async def test_it_keeps_no_idle_chat_open(still_world: World, clock: SetClock) -> None:
    broken, idle = [await still_world.visitor() for _ in range(2)]
    for visitor in (broken, idle):
        await visitor.writes("Bonjour")
    await loses_key(still_world, broken)
    clock.passes(minutes=61)
    assert await close_idle(still_world.services) == 1
    assert (await idle.view())["state"] == "closed"
