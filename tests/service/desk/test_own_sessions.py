"""One's own sessions: seen, ended, at once also for streams that are open."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from service.domain.staff import StaffRole
from service.usecases.counsellor_view import start_following
from service.usecases.staff.accounts import add_account, disable_account
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import Staffer, at_work, code_of
from tests.service.desk.test_queue import asks, follows
from tests.service.fakes import ScriptedEngine
from tests.service.process import Stream, process
from tests.service.world import serving, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path
    from typing import Any

    from service.usecases.following import Told
    from tests.service.fakes import SetClock
    from tests.service.world import World

SESSIONS = "/api/desk/account/sessions"
OUT = (401, "not_logged_in")


@pytest.fixture
def changes() -> dict[str, object]:
    """No heartbeat wakes a stream in time: what ends it is the revocation."""
    return {"heartbeat_s": 20}


async def sessions_of(someone: Staffer) -> list[dict[str, Any]]:
    answer = await someone.get(SESSIONS)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["sessions"]
    return found


async def test_a_session_is_shown_by_its_times_and_nothing_else(
    still_world: World, clock: SetClock
) -> None:
    sam = await at_work(still_world)
    clock.passes(minutes=2)
    there = await sam.elsewhere()
    clock.passes(minutes=1)
    here, other = await sessions_of(there)
    assert {key: here[key] for key in ("opened_at", "seen_at", "here")} == {
        "opened_at": "2026-11-27T12:02:00+00:00",
        "seen_at": "2026-11-27T12:03:00+00:00",
        "here": True,
    }
    assert (other["opened_at"], other["here"]) == ("2026-11-27T12:00:00+00:00", False)
    assert set(here) == {"session", "opened_at", "seen_at", "here"}
    cookie = there.http.cookies["desk_session"]
    assert here["session"] not in cookie


async def test_only_ones_own_sessions_that_stand_are_shown(
    still_world: World, clock: SetClock
) -> None:
    sam, _ = await at_work(still_world), await at_work(still_world, "jo")
    gone = await sam.elsewhere()
    await gone.logs_out()
    idle = await sam.elsewhere()
    assert len(await sessions_of(sam)) == 2
    for _ in range(2):
        clock.passes(minutes=5)
        await sam.get("/api/desk/session")
    assert len(await sessions_of(sam)) == 1
    assert code_of(await idle.get("/api/desk/session")) == OUT


async def test_one_session_is_ended_and_the_others_go_on(still_world: World) -> None:
    sam = await at_work(still_world)
    lost, kept = await sam.elsewhere(), await sam.elsewhere()
    [here] = [one for one in await sessions_of(lost) if one["here"]]
    assert (await sam.delete(f"{SESSIONS}/{here['session']}")).status_code == 204
    assert code_of(await lost.get("/api/desk/session")) == OUT
    assert (await kept.get("/api/desk/session")).status_code == 200
    again = await sam.delete(f"{SESSIONS}/{here['session']}")
    assert code_of(again) == (404, "no_such_session")


async def test_all_others_are_ended_in_one_go(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    others = [await sam.elsewhere() for _ in range(3)]
    assert (await sam.delete(SESSIONS)).json() == {"ended": 3}
    assert [code_of(await other.get("/api/desk/session")) for other in others] == [OUT] * 3
    assert (await jo.get("/api/desk/session")).status_code == 200
    assert (await sam.delete(SESSIONS)).json() == {"ended": 0}


async def test_a_sign_of_the_person_keeps_the_session_and_one_of_the_page_does_not(
    still_world: World, clock: SetClock
) -> None:
    sam = await at_work(still_world)
    beat = "/api/desk/session/heartbeat"
    for _ in range(3):
        clock.passes(minutes=9)
        assert (await sam.post(beat, {"active": True})).status_code == 204
    for _ in range(9):
        clock.passes(minutes=1)
        assert (await sam.post(beat, {"active": False})).status_code == 204
    clock.passes(minutes=1)
    assert code_of(await sam.post(beat, {"active": True})) == OUT


class TestOpenStreams:
    """A revoked session's streams end within two seconds, on the queue and on a chat."""

    async def ends(self, told: AsyncIterator[Sequence[Told]]) -> float:
        """Read until the stream says that it is logged out; give the time of it."""
        kinds = [one.kind async for several in told for one in several]
        assert kinds[-1] == "logged_out"
        return time.monotonic()

    @pytest.mark.parametrize("by", ["oneself", "all others", "admin", "disabled"])
    async def test_they_end_within_two_seconds(self, world: World, by: str) -> None:
        sam, visitor = await at_work(world), await world.visitor()
        alix = await at_work(world, "alix", StaffRole.ADMIN)
        await asks(visitor)
        await sam.takes_over(visitor.chat)
        here = await sam.elsewhere()
        session = await find_session(world.services, sam.http.cookies["desk_session"], uses=False)
        chat = await start_following(world.services, session, visitor.chat, after=0)
        queue = await follows(world, sam)
        async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
            ends = [tasks.create_task(self.ends(told)) for told in (chat, queue)]
            await asyncio.sleep(0.5)  # both have said what there is, and wait
            assert not any(end.done() for end in ends)
            began = time.monotonic()
            await self.revokes(by, sam, here, alix)
        assert max(end.result() for end in ends) - began < 2
        assert code_of(await sam.get("/api/desk/queue")) == OUT

    async def revokes(self, by: str, sam: Staffer, here: Staffer, alix: Staffer) -> None:
        accounts = (await alix.get("/api/desk/staff")).json()["accounts"]
        [account] = [one["account"] for one in accounts if one["name"] == "sam"]
        if by == "oneself":
            [gone] = [one for one in await sessions_of(sam) if one["here"]]
            answer = await here.delete(f"{SESSIONS}/{gone['session']}")
        elif by == "all others":
            answer = await here.delete(SESSIONS)
        elif by == "admin":
            answer = await alix.delete(f"/api/desk/staff/{account}/sessions")
        else:
            answer = await alix.post(f"/api/desk/staff/{account}/disable")
        assert answer.status_code < 300, answer.text

    async def test_another_process_ends_them_too(self, tmp_path: Path, database_url: str) -> None:
        """The command line is another process; on SQLite nothing can wake the service."""
        settings = settings_for(database_url, tmp_path)
        async with serving(settings) as world:
            made = await add_account(world.services, name="sam", role=StaffRole.COUNSELLOR)
        async with (
            process(tmp_path, database_url, ScriptedEngine(), HEARTBEAT_S="20") as service,
            httpx.AsyncClient(base_url=service.url, timeout=20) as http,
        ):
            sam = Staffer(http, made)
            await sam.logs_in()
            async with http.stream("GET", "/api/desk/queue/stream") as answer:
                stream = Stream(answer)
                await stream.until("queue")
                async with serving(settings) as elsewhere:
                    began = time.monotonic()
                    await disable_account(elsewhere.services, name="sam")
                    assert (await stream.until("logged_out"))[-1][1] == {}
                    assert time.monotonic() - began < 2
