"""The counts that ring: for a desk that is watched, and for one that its idle lock has closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.domain.staff import StaffRole
from service.usecases.staff.accounts import disable_account, end_sessions_of
from service.web.desk.rights import load_rights
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_queue import asks
from tests.service.on_call.notifiers import in_need

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import World

ALARM = "/api/desk/alarm"


async def counts(staffer: Staffer) -> dict[str, int]:
    answer = await staffer.get(ALARM)
    assert answer.status_code == 200, answer.text
    body: dict[str, int] = answer.json()
    return body


async def test_it_counts_those_whom_nobody_has_taken(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    assert await counts(sam) == {"life": 0, "urgent": 0, "normal": 0}
    taken = await in_need(still_world, "life")
    for level in ("life", "urgent"):
        await in_need(still_world, level)
    await asks(await still_world.visitor())
    assert await counts(sam) == {"life": 2, "urgent": 1, "normal": 1}
    await jo.does(taken.chat, "claim")
    assert await counts(sam) == {"life": 1, "urgent": 1, "normal": 1}


async def test_a_desk_that_its_idle_lock_has_closed_still_rings_and_opens_nothing_else(
    still_world: World, clock: SetClock
) -> None:
    sam = await at_work(still_world)
    await in_need(still_world, "life")
    clock.passes(minutes=11)
    for method, path in load_rights().staff:
        if method == "GET" and "{" not in path and path != ALARM:
            assert code_of(await sam.get(path)) == (401, "not_logged_in"), path
    answer = await sam.get(ALARM)
    assert answer.json() == {"life": 1, "urgent": 0, "normal": 0}
    # Asking does not wake the session up.
    assert code_of(await sam.get("/api/desk/queue")) == (401, "not_logged_in")


async def test_after_ten_hours_it_is_over(still_world: World, clock: SetClock) -> None:
    sam = await at_work(still_world)
    clock.passes(hours=10)
    assert code_of(await sam.get(ALARM)) == (401, "not_logged_in")


@pytest.mark.parametrize("ends", [end_sessions_of, disable_account])
async def test_a_session_that_somebody_ended_hears_nothing(
    still_world: World, ends: object
) -> None:
    sam = await at_work(still_world)
    await ends(still_world.services, name="sam")  # type: ignore[operator]  # both take this
    assert code_of(await sam.get(ALARM)) == (401, "not_logged_in")


@pytest.mark.parametrize("role", [StaffRole.TRAINER, StaffRole.ADMIN])
async def test_who_has_no_queue_never_hears_it(still_world: World, role: StaffRole) -> None:
    noor = await at_work(still_world, "noor", role)
    assert code_of(await noor.get(ALARM)) == (403, "not_allowed")
