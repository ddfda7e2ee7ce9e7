"""Idle chats close, old ones end, and danger keeps a chat open."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from sqlalchemy import func, select, update

from service.adapters.schema import Audit, Base, Chat, Event, Stub
from service.bootstrap import DESK_JOBS
from service.domain.chat_states import ChatState
from service.usecases.access import access_story_by_id
from service.usecases.audit import verify
from service.usecases.jobs import Jobs
from service.usecases.keeping import close_idle, expire_chats, forget_stories
from service.usecases.log import events_after
from tests.service.desk.actors import at_work
from tests.service.desk.test_audit import notes
from tests.service.desk.test_queue import LIFE, URGENT
from tests.service.world import new_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.database import Database
    from service.usecases.services import Services
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World


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


@pytest.mark.parametrize("danger", [LIFE, URGENT], ids=["life", "urgent"])
async def test_a_chat_with_danger_open_is_never_closed_whoever_speaks(
    still_world: World, clock: SetClock, danger: dict[str, Any]
) -> None:
    still_world.engine.read_as["danger"] = danger
    visitor = await still_world.visitor()
    await visitor.writes("danger")
    clock.passes(days=60)
    assert await close_idle(still_world.services) == 0
    # No way through the interface leads here. Should one be made, the danger still keeps it open.
    await set_state(still_world.services, visitor, ChatState.BOT)
    assert await close_idle(still_world.services) == 0
    assert (await visitor.view())["state"] == "bot"


async def test_a_chat_with_a_counsellor_never_closes_by_itself(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await visitor.post("human", {"client_id": new_id()})
    await sam.takes_over(visitor.chat)
    clock.passes(days=60)
    assert await close_idle(still_world.services) == 0
    assert await expire_chats(still_world.services) == 0
    assert (await visitor.view())["state"] == "human"


@pytest.mark.parametrize("state", [ChatState.WAITING, ChatState.HUMAN])
async def test_whoever_comes_while_idle_chats_are_sought_keeps_theirs_open(
    still_world: World, clock: SetClock, state: ChatState
) -> None:
    services, visitor = still_world.services, await still_world.visitor()
    clock.passes(days=60)

    async def somebody_comes() -> None:
        await set_state(services, visitor, state)

    database = cast("Database", Meanwhile(services.database, somebody_comes))
    assert await close_idle(replace(services, database=database)) == 0
    assert (await visitor.view())["state"] == state
    await set_state(services, visitor, ChatState.BOT)
    assert await close_idle(services) == 1, "nothing else kept it open"


async def test_whoever_comes_while_old_chats_are_sought_keeps_theirs(
    still_world: World, clock: SetClock
) -> None:
    services, visitor = still_world.services, await still_world.visitor()
    clock.passes(days=60)

    async def somebody_comes() -> None:
        await set_state(services, visitor, ChatState.WAITING)

    database = cast("Database", Meanwhile(services.database, somebody_comes))
    assert await expire_chats(replace(services, database=database)) == 0
    assert (await visitor.view())["state"] == "waiting"
    await set_state(services, visitor, ChatState.BOT)
    assert await expire_chats(services) == 1, "nothing else kept it"


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


async def test_retention_of_a_bot_only_chat_is_a_day(still_world: World, clock: SetClock) -> None:
    visitor = await still_world.visitor()
    await visitor.writes("salut")
    await keeps_until(still_world, clock, can_read(visitor), hours=24)


async def test_retention_of_a_chat_with_a_code_is_two_weeks(
    still_world: World, clock: SetClock
) -> None:
    visitor = await still_world.visitor()
    await visitor.post("code")
    await keeps_until(still_world, clock, can_read(visitor), days=14)


async def test_retention_of_a_counsellors_chat_is_thirty_days(
    still_world: World, clock: SetClock
) -> None:
    visitor = await helped(still_world)
    await visitor.post("code")
    await keeps_until(still_world, clock, can_read(visitor), days=30)


@pytest.mark.parametrize("by_counsellor", [False, True])
async def test_retention_of_a_redacted_story_is_a_year_and_leaves_nothing(
    still_world: World, clock: SetClock, *, by_counsellor: bool
) -> None:
    visitor = await (helped(still_world) if by_counsellor else still_world.visitor())
    await visitor.writes("salut")
    clock.passes(days=30)
    assert (await all_jobs(still_world).run_once())["expiry"] == 1

    async def has_story() -> bool:
        async with still_world.services.database.read() as session:
            return await session.get(Chat, visitor.chat) is not None

    await keeps_until(still_world, clock, has_story, days=365)
    assert await tables_with(still_world, visitor.chat) <= {"audit"}


async def test_retention_of_a_stub_is_two_years(still_world: World, clock: SetClock) -> None:
    still_world.engine.read_as["danger"] = LIFE
    visitor = await still_world.visitor()
    await visitor.writes("danger")
    await still_world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)

    async def has_stub() -> bool:
        async with still_world.services.database.read() as session:
            return bool(await session.scalar(select(func.count()).select_from(Stub)))

    await keeps_until(still_world, clock, has_stub, days=730)


async def test_retention_of_the_audit_is_two_years_and_what_is_left_is_one_chain(
    still_world: World, clock: SetClock
) -> None:
    await notes(still_world, 3)
    clock.passes(days=100)
    await notes(still_world, 2)

    async def has_the_first() -> bool:
        async with still_world.services.database.read() as session:
            return await session.get(Audit, 3) is not None

    clock.passes(days=-100)
    await keeps_until(still_world, clock, has_the_first, days=730)
    assert await audit_of(still_world) == ([4, 5], None)
    await notes(still_world, 1)
    assert await audit_of(still_world) == ([4, 5, 6], None)


async def test_the_newest_record_of_the_audit_stays_so_that_the_chain_goes_on(
    still_world: World, clock: SetClock
) -> None:
    await notes(still_world, 3)
    clock.passes(days=3000)
    assert (await all_jobs(still_world).run_once())["audit"] == 2
    await notes(still_world, 1)
    assert await audit_of(still_world) == ([3, 4], None)


async def test_a_record_with_a_late_clock_takes_no_younger_one_along(
    still_world: World, clock: SetClock
) -> None:
    await notes(still_world, 1)
    clock.passes(days=10)
    await notes(still_world, 1)
    clock.passes(days=-10)
    await notes(still_world, 1)
    clock.passes(days=735)
    assert (await all_jobs(still_world).run_once())["audit"] == 1
    assert await audit_of(still_world) == ([2, 3], None)


class Meanwhile:
    """A database in which something happens between the first reading and the first writing."""

    def __init__(self, database: Database, happens: Callable[[], Awaitable[None]]) -> None:
        self._database = database
        self._happens: Callable[[], Awaitable[None]] | None = happens
        self.read = database.read

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        happens, self._happens = self._happens, None
        if happens is not None:
            await happens()
        async with self._database.write() as session:
            yield session


async def keeps_until(
    world: World, clock: SetClock, there: Callable[[], Awaitable[bool]], **time: float
) -> None:
    """See that something is there a second before its time, and gone with it, by the jobs."""
    jobs = all_jobs(world)
    clock.passes(**time)
    clock.passes(seconds=-1)
    await jobs.run_once()
    assert await there(), "gone too early"
    clock.passes(seconds=1)
    await jobs.run_once()
    assert not await there(), "still there"


def all_jobs(world: World) -> Jobs:
    """Make the jobs that a running service runs."""
    return Jobs(world.services, *DESK_JOBS)


def can_read(visitor: Visitor) -> Callable[[], Awaitable[bool]]:
    async def opens() -> bool:
        answer = await visitor.http.get(f"/api/chats/{visitor.chat}", headers=visitor.headers)
        assert answer.status_code in {200, 404}
        return answer.status_code == 200

    return opens


async def helped(world: World) -> Visitor:
    """Have a chat with a counsellor, and its end."""
    sam, visitor = await at_work(world), await world.visitor()
    await visitor.post("human", {"client_id": new_id()})
    await sam.takes_over(visitor.chat)
    await sam.writes(visitor.chat, "Bonjour")
    outcome = {"result": "helped", "note": "rappelle demain"}
    assert (await sam.does(visitor.chat, "close", {"outcome": outcome})).status_code == 200
    return visitor


async def set_state(services: Services, visitor: Visitor, state: ChatState) -> None:
    async with services.database.write() as session:
        await session.execute(update(Chat).where(Chat.id == visitor.chat).values(state=state))


async def tables_with(world: World, chat_id: str) -> set[str]:
    """Name the tables that still know a chat."""
    found = set()
    async with world.services.database.read() as session:
        for table in Base.metadata.sorted_tables:
            column = table.c.get("id" if table.name == "chats" else "chat_id")
            if column is not None and await session.scalar(
                select(func.count()).select_from(table).where(column == chat_id)
            ):
                found.add(table.name)
    return found


async def audit_of(world: World) -> tuple[list[int], int | None]:
    """Give the numbers of the records, and which one breaks the chain."""
    async with world.services.database.read() as session:
        numbers = list(await session.scalars(select(Audit.id).order_by(Audit.id)))
        return numbers, (await verify(session)).broken
