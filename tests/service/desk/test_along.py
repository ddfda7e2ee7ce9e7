"""Two never write in one chat; others read along with a reason; a lead whispers to the holder."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service.adapters.schema import Along, Whisper
from service.domain.staff import StaffRole
from service.usecases.access import access_chat_by_token
from service.usecases.board import follow_board
from service.usecases.following import follow_chat
from service.usecases.keeping import expire_chats
from service.usecases.reading_along import end_dead_alongs, start_following_along
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import Staffer, at_work, code_of
from tests.service.desk.test_joining import row_of
from tests.service.desk.test_private_contact import notices
from tests.service.desk.test_queue import LIFE, asks, news
from tests.service.desk.test_rights import RIGHTS, call
from tests.service.test_erasing import stored_bytes
from tests.service.world import new_id

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

WHY = "Je connais cette école"
WHISPER = "Zorglubette vraag naar de Kwakkelaar"


async def talked(world: World) -> tuple[Visitor, Staffer]:
    """Give a chat in which Sam talks."""
    visitor, sam = await world.visitor(), await at_work(world)
    await visitor.writes("j'ai peur")
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await sam.writes(visitor.chat, "Je suis là.")
    return visitor, sam


async def reads_along(
    someone: Staffer, chat: str, reason: str = "supervision", words: str | None = None
) -> Any:
    return await someone.does(chat, "along", {"reason": reason, "words": words})


async def whispers(lead: Staffer, chat: str, text: str = WHISPER, id_: str | None = None) -> Any:
    return await lead.does(chat, "whispers", {"client_id": id_ or new_id(), "text": text})


async def leaves(someone: Staffer, chat: str) -> None:
    assert (await someone.delete(f"/api/desk/chats/{chat}/along")).status_code == 204


async def audit(world: World, action: str) -> list[dict[str, Any]]:
    lead = await at_work(world, f"lead{action[-4:]}", StaffRole.LEAD)
    page = (await lead.get("/api/desk/audit", action=action)).json()
    deeds: list[dict[str, Any]] = page["deeds"]
    return deeds


async def test_a_colleague_reads_along_with_a_reason_and_everybody_concerned_knows(
    still_world: World, clock: SetClock
) -> None:
    visitor, sam = await talked(still_world)
    jo, kim = await at_work(still_world, "jo"), await at_work(still_world, "kim", StaffRole.LEAD)
    [row] = (await jo.queue())["talking"]
    assert (row["chat"], row["claimed_by"], row["reasons"]) == (visitor.chat, "sam", [])
    assert code_of(await jo.get(f"/api/desk/chats/{visitor.chat}/along")) == (409, "along_over")
    before = await visitor.view()

    answer = await reads_along(jo, visitor.chat, "other", WHY)
    assert answer.status_code == 200
    assert "j'ai peur" in answer.text
    since = clock.now().isoformat(timespec="seconds")
    told = {"by": "jo", "since": since, "reason": "other"}
    assert (await row_of(sam, visitor))["read_by"] == [told]
    [seen] = (await kim.get("/api/desk/board")).json()["along"]
    about = {"chat": visitor.chat, "level": "normal", "topic": "greet", "holder": "sam"}
    assert seen == told | about | {"words": WHY}
    for other in (sam, jo):
        assert (await other.get("/api/desk/board")).json()["along"] is None
    assert await visitor.view() == before

    await leaves(jo, visitor.chat)
    assert (await row_of(sam, visitor))["read_by"] == []
    assert (await kim.get("/api/desk/board")).json()["along"] == []
    assert code_of(await jo.get(f"/api/desk/chats/{visitor.chat}/along")) == (409, "along_over")
    [began] = await audit(still_world, "chat.along_began")
    assert (began["by"], began["chat"], began["detail"]) == (
        "jo",
        visitor.chat,
        {"reason": "other"},
    )
    [ended] = await audit(still_world, "chat.along_ended")
    assert ended["by"] == "jo"
    [read] = await audit(still_world, "chat.read")
    assert (read["by"], read["chat"]) == ("jo", visitor.chat)
    assert WHY not in str(read)


async def test_a_lead_who_was_away_is_told_who_read_along_and_why(still_world: World) -> None:
    visitor, _ = await talked(still_world)
    jo = await at_work(still_world, "jo")
    await reads_along(jo, visitor.chat, "other", WHY)
    await leaves(jo, visitor.chat)
    await reads_along(jo, visitor.chat, "learning")
    await leaves(jo, visitor.chat)

    kim = await at_work(still_world, "kim", StaffRole.LEAD)
    board = await kim.get("/api/desk/board")
    assert board.json()["along"] == []
    told = {notice["what"]: notice for notice in board.json()["notices"]}
    assert {(why, one["kind"], one["by"], one["chat"]) for why, one in told.items()} == {
        ("other", "along_began", "jo", visitor.chat),
        ("learning", "along_began", "jo", visitor.chat),
    }
    assert [told[why]["has_words"] for why in ("other", "learning")] == [True, False]
    assert WHY not in board.text
    path = f"/api/desk/notices/{told['other']['id']}"
    assert code_of(await jo.get(path)) == (403, "not_allowed")
    assert (await kim.get(path)).json()["words"] == [WHY]
    for notice in told.values():
        seen = await kim.post(f"/api/desk/notices/{notice['id']}/seen")
        assert seen.status_code == 204
    assert await notices(kim) == []


async def test_why_somebody_read_along_is_erased_with_the_chat_that_they_did_is_not(
    still_world: World, tmp_path: Path
) -> None:
    visitor, _ = await talked(still_world)
    await reads_along(await at_work(still_world, "jo"), visitor.chat, "other", WHY)
    assert WHY.encode() not in await stored_bytes(still_world, tmp_path)
    await still_world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    kim = await at_work(still_world, "kim", StaffRole.LEAD)
    [notice] = await notices(kim)
    assert (notice["by"], notice["what"], notice["chat"]) == ("jo", "other", None)
    assert not notice["has_words"]


async def test_a_lead_who_reads_along_tells_no_lead(still_world: World) -> None:
    visitor, _ = await talked(still_world)
    kim = await at_work(still_world, "kim", StaffRole.LEAD)
    assert (await reads_along(kim, visitor.chat)).status_code == 200
    assert await notices(kim) == []


async def test_without_a_reason_nothing_opens(still_world: World) -> None:
    visitor, sam = await talked(still_world)
    jo = await at_work(still_world, "jo")
    assert code_of(await jo.does(visitor.chat, "along", {})) == (422, "bad_request")
    assert code_of(await reads_along(jo, visitor.chat, "curious")) == (422, "bad_request")
    blank = await reads_along(jo, visitor.chat, "other", "  ")
    assert code_of(blank) == (422, "along_reason_needed")
    assert code_of(await reads_along(sam, visitor.chat)) == (409, "own_chat")
    assert code_of(await jo.get(f"/api/desk/chats/{visitor.chat}/along")) == (409, "along_over")
    alone = await still_world.visitor()
    assert code_of(await reads_along(jo, alone.chat)) == (404, "no_such_chat")


@pytest.mark.parametrize("role", [StaffRole.COUNSELLOR, StaffRole.LEAD])
async def test_who_reads_along_writes_nothing(still_world: World, role: StaffRole) -> None:
    visitor, sam = await talked(still_world)
    jo = await at_work(still_world, "jo", role)
    await reads_along(jo, visitor.chat)
    before = await visitor.view()
    for what, body in (
        ("messages", {"client_id": new_id(), "text": "Moi aussi"}),
        ("join", {}),
        ("typing", {}),
        ("reading", {}),
        ("handback", {}),
        ("close", {"outcome": {}}),
    ):
        assert code_of(await jo.does(visitor.chat, what, body)) == (404, "no_such_chat"), what
    assert code_of(await jo.does(visitor.chat, "claim")) == (409, "claimed")
    assert await visitor.view() == before
    assert (await sam.writes(visitor.chat, "Toujours moi")).status_code == 201


async def test_of_two_who_write_at_once_only_the_holder_is_heard(still_world: World) -> None:
    visitor, sam = await talked(still_world)
    jo = await at_work(still_world, "jo", StaffRole.LEAD)
    await reads_along(jo, visitor.chat)
    await asyncio.gather(
        *((jo, sam)[n % 2].writes(visitor.chat, f"{(jo, sam)[n % 2].name} {n}") for n in range(12))
    )
    said = [m["text"] for m in await visitor.messages() if m["from"] == "counsellor"]
    assert len(said) == 7
    assert not [text for text in said if text.startswith("jo")]


async def test_it_ends_without_a_sign_of_life_and_with_the_chat(
    still_world: World, clock: SetClock
) -> None:
    visitor, sam = await talked(still_world)
    jo = await at_work(still_world, "jo")
    await reads_along(jo, visitor.chat)
    for _ in range(2):
        clock.passes(seconds=40)
        await sam.does(visitor.chat, "heartbeat")
        assert (await jo.does(visitor.chat, "along/heartbeat")).status_code == 204
    clock.passes(seconds=60)
    assert code_of(await jo.does(visitor.chat, "along/heartbeat")) == (409, "along_over")
    assert (await row_of(sam, visitor))["read_by"] == []
    assert await end_dead_alongs(still_world.services) == 1
    assert await end_dead_alongs(still_world.services) == 0

    await reads_along(jo, visitor.chat)
    await sam.does(visitor.chat, "close", {"outcome": {}})
    assert code_of(await jo.get(f"/api/desk/chats/{visitor.chat}/along")) == (404, "no_such_chat")
    async with still_world.services.database.read() as session:
        assert (await session.scalars(select(Along))).all() == []


async def test_who_takes_the_chat_over_reads_along_no_longer(still_world: World) -> None:
    visitor = await still_world.visitor()
    await asks(visitor)
    sam = await at_work(still_world)
    await reads_along(sam, visitor.chat)
    await sam.takes_over(visitor.chat)
    assert (await row_of(sam, visitor))["read_by"] == []


async def test_the_stream_of_who_reads_along_ends_when_they_leave(world: World) -> None:
    visitor, sam = await talked(world)
    jo = await at_work(world, "jo")
    await reads_along(jo, visitor.chat)
    session = await find_session(world.services, jo.http.cookies["desk_session"], uses=False)
    stream = await start_following_along(world.services, session, visitor.chat, after=0)
    kinds: list[str | None] = []
    async with asyncio.timeout(10):
        async for told in stream:
            kinds += [one.kind for one in told]
            if "caught_up" in kinds and "message" in kinds and "left" not in kinds:
                kinds.append("left")
                await leaves(jo, visitor.chat)
    assert kinds[-1] == "along_over"
    assert (await sam.writes(visitor.chat, "Encore")).status_code == 201


async def test_a_logout_ends_the_stream_of_who_reads_along(world: World) -> None:
    visitor, _ = await talked(world)
    jo = await at_work(world, "jo")
    await reads_along(jo, visitor.chat)
    session = await find_session(world.services, jo.http.cookies["desk_session"], uses=False)
    stream = await start_following_along(world.services, session, visitor.chat, after=0)
    kinds: list[str | None] = []
    # Far below the heartbeat: the logout itself wakes the stream.
    async with asyncio.timeout(world.services.settings.heartbeat_s / 2):
        async for told in stream:
            kinds += [one.kind for one in told]
            if "caught_up" in kinds and "out" not in kinds:
                kinds.append("out")
                await jo.logs_out()
    assert kinds[-1] == "logged_out"


async def test_the_lead_is_told_live(world: World) -> None:
    visitor, _ = await talked(world)
    jo, kim = await at_work(world, "jo"), await at_work(world, "kim", StaffRole.LEAD)
    session = await find_session(world.services, kim.http.cookies["desk_session"], uses=False)
    stream = follow_board(world.services, session)
    first = await news(stream)
    assert first.data["along"] == []
    await reads_along(jo, visitor.chat, "learning")
    second = await news(stream)
    assert [(one["by"], one["reason"]) for one in second.data["along"]] == [("jo", "learning")]


async def test_a_whisper_reaches_the_counsellor_and_is_stored_once(still_world: World) -> None:
    visitor, sam = await talked(still_world)
    kim = await at_work(still_world, "kim", StaffRole.LEAD)
    id_ = new_id()
    assert (await whispers(kim, visitor.chat, id_=id_)).status_code == 201
    assert (await whispers(kim, visitor.chat, id_=id_)).status_code == 200
    assert (await row_of(sam, visitor))["whispers"] == 1
    [told] = (await sam.reads(visitor.chat)).json()["whispers"]
    assert (told["by"], told["text"], told["id"]) == ("kim", WHISPER, id_)
    await reads_along(kim, visitor.chat)
    along = (await kim.get(f"/api/desk/chats/{visitor.chat}/along")).json()
    assert [one["text"] for one in along["whispers"]] == [WHISPER]
    # Neither who holds it next nor a colleague who reads along is told what was said to Sam.
    jo = await at_work(still_world, "jo")
    await reads_along(jo, visitor.chat)
    assert WHISPER not in (await jo.get(f"/api/desk/chats/{visitor.chat}/along")).text
    await sam.does(visitor.chat, "release")
    await jo.takes_over(visitor.chat)
    assert WHISPER not in (await jo.reads(visitor.chat)).text


async def test_a_whisper_needs_a_lead_somebody_to_hear_it_and_words(still_world: World) -> None:
    visitor, sam = await talked(still_world)
    kim = await at_work(still_world, "kim", StaffRole.LEAD)
    assert code_of(await whispers(sam, visitor.chat)) == (403, "not_allowed")
    assert code_of(await whispers(kim, visitor.chat, " ")) == (422, "empty")
    assert code_of(await whispers(kim, visitor.chat, "x" * 2001)) == (422, "too_long")
    await sam.does(visitor.chat, "release")
    assert code_of(await whispers(kim, visitor.chat)) == (409, "nobody_holds")
    await kim.takes_over(visitor.chat)
    assert code_of(await whispers(kim, visitor.chat)) == (409, "own_chat")
    alone = await still_world.visitor()
    assert code_of(await whispers(kim, alone.chat)) == (404, "no_such_chat")


async def test_no_route_or_stream_of_a_visitor_engine_or_trainer_has_a_word_of_it(
    world: World, tmp_path: Path
) -> None:
    visitor, sam = await talked(world)
    kim = await at_work(world, "kim", StaffRole.LEAD)
    heard: list[str] = []

    async def access(session: AsyncSession) -> OpenChat:
        return await access_chat_by_token(
            session, world.services.keyring, chat_id=visitor.chat, token=visitor.token
        )

    async def listens() -> None:
        async for told in follow_chat(world.services, access, chat_id=visitor.chat, after=0):
            heard.extend(f"{one.kind} {json.dumps(dict(one.data))}" for one in told)

    listening = asyncio.create_task(listens())
    assert (await whispers(kim, visitor.chat)).status_code == 201
    await sam.writes(visitor.chat, "Encore là")
    await sam.does(visitor.chat, "handback")
    await visitor.writes("merci")
    assert (await whispers(kim, visitor.chat, "Piropoum")).status_code == 404
    code = (await visitor.post("code")).json()["code"]
    answers = [(await world.http.post("/api/return", json={"code": code})).text]
    last = ("DELETE", "/api/chats/{chat}")
    for asked in [*(RIGHTS.visitors - {last}), *RIGHTS.anybody]:
        if asked[1].endswith("/stream"):
            continue  # listened to, all the while
        answers.append((await call(world.http, asked, visitor.headers, chat=visitor.chat)).text)
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    noor = await at_work(world, "noor", StaffRole.TRAINER)
    listed = await noor.get("/api/trainer/chats")
    review = listed.json()["chats"][0]["id"]
    answers += [listed.text, (await noor.get(f"/api/trainer/chats/{review}")).text]
    listening.cancel()
    everything = "\n".join([*answers, *heard, str(world.engine.requests)])
    assert "Encore là" in everything
    assert len(answers) > 12
    for word in ("Zorglubette", "Kwakkelaar"):
        assert word not in everything
        assert word.encode() not in await stored_bytes(world, tmp_path)

    await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    async with world.services.database.read() as session:
        assert (await session.scalars(select(Whisper))).all() == []


async def test_whispers_and_reading_along_go_when_the_chat_expires(
    still_world: World, clock: SetClock
) -> None:
    visitor, sam = await talked(still_world)
    await whispers(await at_work(still_world, "kim", StaffRole.LEAD), visitor.chat)
    await sam.does(visitor.chat, "close", {"outcome": {}})
    clock.passes(days=31)
    assert await expire_chats(still_world.services) == 1
    async with still_world.services.database.read() as session:
        assert (await session.scalars(select(Whisper))).all() == []


async def test_a_chat_that_wants_nobody_now_may_be_read_along(still_world: World) -> None:
    still_world.engine.read_as["life"] = LIFE
    visitor = await still_world.visitor()
    await visitor.writes("life")
    jo = await at_work(still_world, "jo")
    assert (await reads_along(jo, visitor.chat, "safety")).status_code == 200
