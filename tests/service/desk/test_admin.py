"""Accounts as an admin makes, resets and closes them on the page."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from service.adapters.schema import Audit, Staff
from service.domain.staff import StaffRole
from service.domain.staff_errors import LastAdminError
from service.usecases.staff.accounts import change_role
from service.usecases.staff.sessions import find_session
from service.usecases.triage_queue import follow_queue
from tests.service.desk.actors import Staffer, at_work, code_of, hire
from tests.service.desk.test_first_login import CHOSEN, chooses, newcomer, sets_up

if TYPE_CHECKING:
    from typing import Any

    import httpx

    from tests.service.fakes import SetClock
    from tests.service.world import World

OUT = (401, "not_logged_in")
WRONG = (401, "wrong_login")


async def accounts(alix: Staffer) -> dict[str, dict[str, Any]]:
    listed = (await alix.get("/api/desk/staff")).json()["accounts"]
    return {account["name"]: account for account in listed}


async def to(alix: Staffer, name: str, what: str) -> httpx.Response:
    account = (await accounts(alix))[name]["account"]
    return await alix.post(f"/api/desk/staff/{account}/{what}")


@pytest.fixture
async def alix(still_world: World) -> Staffer:
    return await at_work(still_world, "alix", StaffRole.ADMIN)


@pytest.mark.parametrize("role", list(StaffRole))
async def test_an_account_is_made_with_everything_still_to_set_up(
    alix: Staffer, still_world: World, role: StaffRole
) -> None:
    answer = await alix.post("/api/desk/staff", {"name": " Robin ", "role": role})
    assert answer.status_code == 201
    made = answer.json()
    assert made["name"] == "robin"
    body = {"name": "Robin", "password": made["password"]}
    session = (await still_world.http.post("/api/desk/session", json=body)).json()
    assert (session["role"], session["todo"]) == (role, ["password", "totp"])
    shown = (await accounts(alix))["robin"]
    assert made["password"] not in str(shown)
    assert (shown["has_totp"], shown["totp_due"], shown["sessions"]) == (False, True, 1)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"name": "ALIX", "role": "lead"}, (409, "name_taken")),
        ({"name": "a/b", "role": "lead"}, (422, "bad_name")),
        ({"name": "robin", "role": "chief"}, (422, "bad_request")),
        ({"role": "lead"}, (422, "bad_request")),
    ],
)
async def test_what_cannot_be_made_is_refused_in_words(
    alix: Staffer, body: dict[str, object], refusal: tuple[int, str]
) -> None:
    answer = await alix.post("/api/desk/staff", body)
    assert code_of(answer) == refusal
    assert answer.json()["error"]["message"]
    assert list(await accounts(alix)) == ["alix"]


async def test_a_new_password_logs_out_and_is_changed_at_the_next_login(
    alix: Staffer, still_world: World
) -> None:
    sam = await at_work(still_world)
    drawn = (await to(alix, "sam", "password")).json()["password"]
    assert code_of(await sam.get("/api/desk/queue")) == OUT
    assert code_of(await sam.tries_login()) == WRONG
    answer = await sam.tries_login(drawn)
    assert (answer.status_code, answer.json()["todo"]) == (201, ["password"])


async def test_a_lost_phone_is_replaced_at_the_next_login(
    alix: Staffer, still_world: World, clock: SetClock
) -> None:
    robin = await newcomer(still_world)
    await chooses(robin, CHOSEN)
    codes = await sets_up(robin, clock)
    assert (await to(alix, "robin", "second-factor")).status_code == 204
    assert code_of(await robin.get("/api/desk/queue")) == OUT
    answer = await robin.tries_login(CHOSEN)
    assert (answer.status_code, answer.json()["todo"]) == (201, ["totp"])
    await robin.logs_in(password=CHOSEN)
    await sets_up(robin, clock)
    assert code_of(await robin.tries_login(CHOSEN, recovery=codes[0])) == WRONG


async def test_a_closed_account_is_out_at_once_and_opens_with_a_new_password(
    alix: Staffer, still_world: World
) -> None:
    sam = await at_work(still_world)
    assert (await to(alix, "sam", "disable")).status_code == 204
    assert code_of(await sam.get("/api/desk/queue")) == OUT
    assert code_of(await sam.tries_login()) == WRONG
    shown = (await accounts(alix))["sam"]
    assert (shown["disabled"], shown["sessions"]) == (True, 0)
    drawn = (await to(alix, "sam", "password")).json()["password"]
    assert (await sam.tries_login(drawn)).status_code == 201


async def test_all_sessions_of_an_account_are_ended(alix: Staffer, still_world: World) -> None:
    sam = await at_work(still_world)
    browsers = [sam, await sam.elsewhere()]
    shown = (await accounts(alix))["sam"]
    assert shown["sessions"] == 2
    await alix.delete(f"/api/desk/staff/{shown['account']}/sessions")
    assert [code_of(await one.get("/api/desk/queue")) for one in browsers] == [OUT] * 2
    assert (await accounts(alix))["sam"]["sessions"] == 0
    assert (await sam.tries_login()).status_code == 201


async def test_the_audit_says_which_admin_did_it(alix: Staffer, still_world: World) -> None:
    sam = await hire(still_world, "sam")
    for what in ("password", "second-factor", "disable"):
        await to(alix, "sam", what)
    async with still_world.services.database.read() as session:
        rows = (await session.scalars(select(Audit).order_by(Audit.id))).all()
    done = [(row.action, row.staff_id, row.detail["account"]) for row in rows[-3:]]
    by, about = alix.account.member.id, sam.account.member.id
    assert done == [
        ("staff.password_reset", by, about),
        ("staff.totp_reset", by, about),
        ("staff.disabled", by, about),
    ]


async def gives_role(alix: Staffer, name: str, role: str) -> httpx.Response:
    account = (await accounts(alix))[name]["account"]
    return await alix.post(f"/api/desk/staff/{account}/role", {"role": role})


class TestTheRole:
    async def test_with_another_one_the_sessions_end_and_it_counts_from_the_next_login(
        self, alix: Staffer, still_world: World
    ) -> None:
        sam = await at_work(still_world)
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        assert (await gives_role(alix, "sam", "trainer")).status_code == 204
        assert code_of(await sam.get("/api/desk/queue")) == OUT
        await sam.logs_in()
        assert code_of(await sam.get("/api/desk/queue")) == (403, "not_allowed")
        assert (await sam.get("/api/trainer/chats")).status_code == 200
        [deed] = (await lou.get("/api/desk/audit", action="staff.role_changed")).json()["deeds"]
        assert (deed["by"], deed["about"]) == ("alix", "sam")
        assert (deed["detail"]["was"], deed["detail"]["role"]) == ("counsellor", "trainer")

    async def test_a_stream_that_is_open_ends_within_two_seconds(self, world: World) -> None:
        alix = await at_work(world, "alix", StaffRole.ADMIN)
        sam = await at_work(world)
        session = await find_session(world.services, sam.http.cookies["desk_session"], uses=False)
        async with asyncio.timeout(10):
            following = follow_queue(world.services, session)
            await anext(following)
            began = time.monotonic()
            assert (await gives_role(alix, "sam", "lead")).status_code == 204
            kinds = [told.kind async for news in following for told in news]
        assert kinds[-1] == "logged_out"
        assert time.monotonic() - began < 2

    async def test_the_same_again_ends_nothing(self, alix: Staffer, still_world: World) -> None:
        sam = await at_work(still_world)
        assert (await gives_role(alix, "sam", "counsellor")).status_code == 204
        assert (await sam.get("/api/desk/queue")).status_code == 200

    async def test_ones_own_is_for_another_admin(self, alix: Staffer) -> None:
        assert code_of(await gives_role(alix, "alix", "lead")) == (409, "own_account")
        assert code_of(await gives_role(alix, "alix", "chief")) == (422, "bad_request")

    async def test_of_two_admins_who_demote_each_other_at_once_one_stays(
        self, alix: Staffer, still_world: World
    ) -> None:
        bo = await at_work(still_world, "bo", StaffRole.ADMIN)
        known = await accounts(alix)
        answers = await asyncio.gather(
            *(
                one.post(f"/api/desk/staff/{known[other]['account']}/role", {"role": "lead"})
                for one, other in ((alix, "bo"), (bo, "alix"))
            )
        )
        # Whoever comes second is logged out by then, or has lost the right, or is the last one.
        first, second = sorted(answer.status_code for answer in answers)
        assert first == 204
        assert second in {401, 403, 409}
        async with still_world.services.database.read() as session:
            admins = select(Staff.name).where(Staff.role == StaffRole.ADMIN)
            assert len((await session.scalars(admins)).all()) == 1

    async def test_the_last_admin_stays_one(self, alix: Staffer, still_world: World) -> None:
        """A closed account is no other admin."""
        await hire(still_world, "bo", StaffRole.ADMIN)
        await to(alix, "bo", "disable")
        with pytest.raises(LastAdminError):
            await change_role(still_world.services, alix.account.member, StaffRole.LEAD)
