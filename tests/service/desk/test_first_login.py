"""The first login of an account that an admin made: password, second factor, recovery codes."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pyotp
import pytest
import segno
from sqlalchemy import select

from service.adapters.schema import Audit, RecoveryCode, Staff
from service.usecases.staff.qr import qr_path
from tests.service.desk.actors import Staffer, at_work, code_of, hire

if TYPE_CHECKING:
    from typing import Any

    from tests.service.fakes import SetClock
    from tests.service.world import World

CHOSEN = "a heron on the quay"
WRONG = (401, "wrong_login")


async def newcomer(world: World, name: str = "robin") -> Staffer:
    """Somebody who has just logged in for the first time."""
    robin = await hire(world, name, first_steps=True)
    await robin.logs_in()
    return robin


async def chooses(someone: Staffer, new: str, old: str | None = None) -> Any:
    body = {"old": old or someone.account.password, "new": new}
    return await someone.post("/api/desk/account/password", body)


async def offer(someone: Staffer, password: str | None = None) -> dict[str, Any]:
    answer = await someone.post("/api/desk/account/totp", {"password": password})
    assert answer.status_code == 200, answer.text
    offered: dict[str, Any] = answer.json()
    return offered


async def sets_up(someone: Staffer, clock: SetClock, password: str | None = None) -> list[str]:
    """Scan the code and confirm it; gives the recovery codes."""
    secret = (await offer(someone, password))["secret"]
    code = pyotp.TOTP(secret).at(clock.now())
    answer = await someone.post("/api/desk/account/totp/confirm", {"code": code})
    assert answer.status_code == 200, answer.text
    codes: list[str] = answer.json()["codes"]
    return codes


async def with_codes(world: World, clock: SetClock) -> tuple[Staffer, list[str]]:
    robin = await newcomer(world)
    await chooses(robin, CHOSEN)
    codes = await sets_up(robin, clock)
    clock.passes(minutes=1)
    return robin, codes


async def test_the_desk_opens_once_password_and_second_factor_are_set(
    still_world: World, clock: SetClock
) -> None:
    robin = await hire(still_world, "robin", first_steps=True)
    assert (await robin.tries_login()).json()["todo"] == ["password", "totp"]
    await robin.logs_in()
    refused = await robin.get("/api/desk/queue")
    assert code_of(refused) == (403, "first_steps")
    assert refused.json()["error"]["todo"] == ["password", "totp"]
    assert (await chooses(robin, CHOSEN)).status_code == 204
    assert (await robin.get("/api/desk/session")).json()["todo"] == ["totp"]
    assert code_of(await robin.get("/api/desk/queue")) == (403, "first_steps")
    await sets_up(robin, clock)
    assert (await robin.get("/api/desk/session")).json()["todo"] == []
    assert (await robin.get("/api/desk/queue")).status_code == 200


async def test_the_next_login_wants_the_new_password_and_a_code(
    still_world: World, clock: SetClock
) -> None:
    robin = await newcomer(still_world)
    await chooses(robin, CHOSEN)
    secret = (await offer(robin))["secret"]
    totp = pyotp.TOTP(secret)
    used = totp.at(clock.now())
    await robin.post("/api/desk/account/totp/confirm", {"code": used})
    assert code_of(await robin.tries_login()) == WRONG
    assert code_of(await robin.tries_login(CHOSEN)) == (401, "totp_needed")
    assert code_of(await robin.tries_login(CHOSEN, totp=used)) == WRONG  # it confirmed the secret
    clock.passes(seconds=30)
    answer = await robin.tries_login(CHOSEN, totp=totp.at(clock.now()))
    assert (answer.status_code, answer.json()["todo"]) == (201, [])


async def test_the_qr_code_holds_the_secret_that_is_shown_as_text(still_world: World) -> None:
    robin = await newcomer(still_world)
    offered = await offer(robin)
    assert offered["uri"].startswith("otpauth://totp/Chat%20desk:robin?")
    assert f"secret={offered['secret']}" in offered["uri"]
    drawn = qr_path(offered["uri"])
    assert (drawn.size, drawn.path) == (offered["qr_size"], offered["qr_path"])
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", drawn.path)
    dark = {
        (int(x) + step - 4, int(y) - 4)  # without the quiet border
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v", drawn.path)
        for step in range(int(width))
    }
    code = segno.make(offered["uri"], error="m", micro=False).matrix
    assert dark == {(x, y) for y, row in enumerate(code) for x, module in enumerate(row) if module}
    assert drawn.size == len(code) + 8


async def test_a_secret_counts_only_once_a_code_of_it_has_come_back(
    still_world: World, clock: SetClock
) -> None:
    robin = await newcomer(still_world)
    await chooses(robin, CHOSEN)
    confirm = "/api/desk/account/totp/confirm"
    assert code_of(await robin.post(confirm, {"code": "123456"})) == (409, "no_set_up")
    first = pyotp.TOTP((await offer(robin))["secret"])
    await offer(robin)
    for code in ("", "abc", first.at(clock.now())):  # the second offer has replaced the first
        assert code_of(await robin.post(confirm, {"code": code})) == (422, "wrong_code")
    assert (await robin.tries_login(CHOSEN)).status_code == 201


async def test_a_recovery_code_stands_in_for_the_phone_once(
    still_world: World, clock: SetClock
) -> None:
    robin, codes = await with_codes(still_world, clock)
    assert len(set(codes)) == 10
    assert code_of(await robin.tries_login(CHOSEN, recovery="AAAAA-AAAAA")) == WRONG
    typed = codes[0].lower().replace("-", " ")
    assert (await robin.tries_login(CHOSEN, recovery=typed)).status_code == 201
    assert code_of(await robin.tries_login(CHOSEN, recovery=codes[0])) == WRONG
    assert code_of(await robin.tries_login("wrong", recovery=codes[1])) == WRONG
    for code in codes[1:]:
        assert (await robin.tries_login(CHOSEN, recovery=code)).status_code == 201
    assert (await robin.get("/api/desk/account")).json()["recovery_left"] == 0


async def test_of_two_logins_with_one_recovery_code_one_gets_in(
    still_world: World, clock: SetClock
) -> None:
    robin, codes = await with_codes(still_world, clock)
    answers = await asyncio.gather(
        *(robin.tries_login(CHOSEN, recovery=codes[0]) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 401, 401, 401]


async def test_a_recovery_code_is_of_one_account(still_world: World, clock: SetClock) -> None:
    _, codes = await with_codes(still_world, clock)
    jo = await newcomer(still_world, "jo")
    await chooses(jo, CHOSEN)
    await sets_up(jo, clock)
    assert code_of(await jo.tries_login(CHOSEN, recovery=codes[0])) == WRONG


async def test_new_recovery_codes_make_the_old_ones_void(
    still_world: World, clock: SetClock
) -> None:
    robin, old = await with_codes(still_world, clock)
    renew = "/api/desk/account/recovery-codes"
    assert code_of(await robin.post(renew, {"password": "wrong"})) == (403, "wrong_password")
    assert code_of(await robin.post(renew)) == (403, "wrong_password")
    new = (await robin.post(renew, {"password": CHOSEN})).json()["codes"]
    assert len(new) == 10
    assert not set(new) & set(old)
    assert code_of(await robin.tries_login(CHOSEN, recovery=old[1])) == WRONG
    assert (await robin.tries_login(CHOSEN, recovery=new[0])).status_code == 201


async def test_without_a_second_factor_there_are_no_recovery_codes(still_world: World) -> None:
    sam = await at_work(still_world)
    body = {"password": sam.account.password}
    answer = await sam.post("/api/desk/account/recovery-codes", body)
    assert code_of(answer) == (409, "no_set_up")
    answer = await sam.tries_login(recovery="AAAAA-AAAAA")
    assert answer.status_code == 201  # as a one-time code is: there is nothing that it could prove


async def test_a_second_factor_is_renewed_only_with_the_password(
    still_world: World, clock: SetClock
) -> None:
    robin, codes = await with_codes(still_world, clock)
    for body in ({}, {"password": "wrong"}):
        answer = await robin.post("/api/desk/account/totp", body)
        assert code_of(answer) == (403, "wrong_password")
    await sets_up(robin, clock, CHOSEN)
    assert code_of(await robin.tries_login(CHOSEN, recovery=codes[0])) == WRONG


async def test_secrets_and_codes_are_nowhere_in_the_database(
    still_world: World, clock: SetClock
) -> None:
    robin = await newcomer(still_world)
    await chooses(robin, CHOSEN)
    secret = (await offer(robin))["secret"]
    code = pyotp.TOTP(secret).at(clock.now())
    codes = (await robin.post("/api/desk/account/totp/confirm", {"code": code})).json()["codes"]
    async with still_world.services.database.read() as session:
        tables = [
            [vars(row) for row in await session.scalars(select(table))]
            for table in (Staff, RecoveryCode, Audit)
        ]
    stored = str(tables)
    assert len(tables[1]) == 10
    for hidden in (secret, CHOSEN, *codes, *(code.replace("-", "") for code in codes)):
        assert hidden not in stored


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("short", "short"),
        ("Password1234!", "common"),
        ("robin is my name", "name"),
    ],
)
async def test_a_weak_password_is_refused_with_its_rule(
    still_world: World, new: str, rule: str
) -> None:
    robin = await newcomer(still_world)
    answer = await chooses(robin, new)
    assert code_of(answer) == (422, "weak_password")
    assert answer.json()["error"]["rule"] == rule
    assert (await robin.get("/api/desk/session")).json()["todo"] == ["password", "totp"]


async def test_the_password_that_the_admin_saw_is_not_taken_again(still_world: World) -> None:
    robin = await newcomer(still_world)
    answer = await chooses(robin, robin.account.password)
    assert answer.json()["error"]["rule"] == "old"


async def test_a_change_asks_for_the_old_password_and_guessing_it_is_slowed(
    still_world: World,
) -> None:
    sam = await at_work(still_world)
    answers = [await chooses(sam, CHOSEN, old="wrong") for _ in range(6)]
    assert [code_of(answer) for answer in answers[:5]] == [(403, "wrong_password")] * 5
    assert answers[5].status_code == 429
    assert (await sam.get("/api/desk/session")).status_code == 200


async def test_a_new_password_ends_every_other_session(still_world: World) -> None:
    sam = await at_work(still_world)
    elsewhere = await sam.elsewhere()
    assert (await chooses(sam, CHOSEN)).status_code == 204
    assert (await sam.get("/api/desk/queue")).status_code == 200
    assert code_of(await elsewhere.get("/api/desk/queue")) == (401, "not_logged_in")
