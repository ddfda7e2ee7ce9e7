"""Idle chats close, old ones end, and danger keeps a chat open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.schema import Chat, Event
from service.usecases.access import access_story_by_id
from service.usecases.jobs import Jobs
from service.usecases.keeping import close_idle, expire_chats, forget_stories
from service.usecases.log import events_after
from tests.service.world import new_id

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import World


async def test_a_silent_chat_with_the_bot_closes_and_opens_again(
    still_world: World, clock: SetClock
) -> None:
    visitor = await still_world.visitor()
    await visitor.writes("salut")
    clock.passes(minutes=59)
    assert await close_idle(still_world.services) == 0
    clock.passes(minutes=1)
    assert await close_idle(still_world.services) == 1
    assert (await visitor.view())["state"] == "closed"
    events = await visitor.writes("me revoilà")
    assert events[-1]["kind"] == "turn_done"
    states = [e for e in await visitor.events() if e["kind"] == "state"]
    assert [(e["state"], e["reason"]) for e in states] == [("closed", "idle"), ("bot", "reopened")]


async def test_a_chat_that_waits_never_closes_by_itself(
    still_world: World, clock: SetClock
) -> None:
    visitor = await still_world.visitor()
    await visitor.post("human", {"client_id": new_id()})
    clock.passes(days=60)
    assert await close_idle(still_world.services) == 0
    assert await expire_chats(still_world.services) == 0
    assert (await visitor.view())["state"] == "waiting"


async def test_a_bot_only_chat_ends_after_a_day_and_leaves_a_redacted_story(
    still_world: World, clock: SetClock
) -> None:
    services = still_world.services
    visitor = await still_world.visitor()
    await visitor.writes("mon mot secret")
    clock.passes(hours=24)
    assert await expire_chats(services) == 1
    answer = await visitor.http.get(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    assert answer.status_code == 404
    async with services.database.read() as session:
        bodies = await session.scalars(select(Event.sealed_body))
        assert set(bodies) == {None}
        chat = await access_story_by_id(session, services.keyring, visitor.chat)
        story = await events_after(session, chat, 0)
    assert [event.copy["text"] for event in story if event.copy] == [
        "Salut, je suis un robot.",
        "<14 signs>",
        "Je suis là.",
    ]
    clock.passes(days=365)
    assert await forget_stories(services) == 1
    async with services.database.read() as session:
        assert (await session.scalars(select(Chat.id))).all() == []


async def test_a_code_keeps_a_chat_two_weeks(still_world: World, clock: SetClock) -> None:
    visitor = await still_world.visitor()
    code = (await visitor.post("code")).json()["code"]
    clock.passes(days=13)
    assert await expire_chats(still_world.services) == 0
    clock.passes(days=1)
    assert await expire_chats(still_world.services) == 1
    answer = await still_world.http.post("/api/return", json={"code": code})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_such_code")


async def test_a_job_is_run_by_one_process_at_a_time(still_world: World, clock: SetClock) -> None:
    one, other = Jobs(still_world.services), Jobs(still_world.services)
    assert await one.run_once()
    assert await other.run_once() == {}
    assert await one.run_once()
    clock.passes(seconds=3 * still_world.services.settings.jobs_s + 1)
    assert await other.run_once(), "the first one is gone"
