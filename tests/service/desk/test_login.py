"""Logging in, staying logged in, and being logged out."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import httpx
import pyotp
import pytest

from service.usecases.staff.accounts import disable_account, reset_password
from tests.service.desk.actors import at_work, code_of, hire

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import World

WRONG = (401, "wrong_login")
OUT = (401, "not_logged_in")


async def test_the_cookie_is_the_session(still_world: World) -> None:
    sam = await hire(still_world, "Sam")
    answer = await sam.tries_login()
    assert answer.status_code == 201
    assert {"name": "sam", "role": "counsellor"}.items() <= answer.json().items()
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie
    assert (await sam.get("/api/desk/session")).json() == answer.json()


async def test_over_https_the_cookie_is_secure(still_world: World) -> None:
    sam = await hire(still_world, "sam")
    sam.http.base_url = httpx.URL("https://service")
    assert "secure" in (await sam.tries_login()).headers["set-cookie"].lower()


async def test_wrong_password_unknown_name_and_closed_account_are_told_alike(
    still_world: World,
) -> None:
    sam, jo = await hire(still_world, "sam"), await hire(still_world, "jo")
    await disable_account(still_world.services, name="jo")
    answers = [
        await sam.tries_login("wrong"),
        await sam.tries_login("wrong", name="nobody"),
        await jo.tries_login(),
    ]
    assert [code_of(answer) for answer in answers] == [WRONG] * 3
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("strong_hashes")
async def test_an_unknown_name_takes_as_long_as_a_wrong_password(still_world: World) -> None:
    sam = await hire(still_world, "sam")

    async def takes_s(name: str) -> float:
        start = time.perf_counter()
        await sam.tries_login("wrong", name=name)
        return time.perf_counter() - start

    await takes_s("warming up")
    known = statistics.median([await takes_s("sam") for _ in range(4)])
    unknown = statistics.median([await takes_s(f"nobody{n}") for n in range(4)])
    assert 0.5 < known / unknown < 2


async def test_guessing_is_slowed_and_nothing_of_the_guesser_is_stored(
    still_world: World, clock: SetClock
) -> None:
    sam = await hire(still_world, "sam")
    answers = [await sam.tries_login("wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    wait_s = int(answers[-1].headers["retry-after"])
    assert (await sam.tries_login()).status_code == 429
    clock.passes(seconds=wait_s)
    assert (await sam.tries_login()).status_code == 201


async def test_who_gets_in_is_never_slowed(still_world: World) -> None:
    sam = await hire(still_world, "sam")
    for _ in range(12):
        await sam.logs_in()


async def test_a_one_time_code_is_wanted_and_works_once(
    still_world: World, clock: SetClock
) -> None:
    sam = await hire(still_world, "sam", totp=True)
    assert sam.account.totp_secret
    codes = pyotp.TOTP(sam.account.totp_secret)
    assert code_of(await sam.tries_login()) == (401, "totp_needed")
    assert code_of(await sam.tries_login("wrong")) == WRONG
    assert code_of(await sam.tries_login(totp="000000")) == WRONG
    now = codes.at(clock.now())
    await sam.logs_in(totp=now)
    assert code_of(await sam.tries_login(totp=now)) == WRONG
    clock.passes(seconds=30)
    assert code_of(await sam.tries_login(totp=now)) == WRONG
    await sam.logs_in(totp=codes.at(clock.now()))


async def test_a_changing_call_needs_the_sessions_own_token(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    for token in (None, "wrong", "é", jo.csrf["X-CSRF-Token"]):
        headers = [] if token is None else [(b"X-CSRF-Token", token.encode())]
        answer = await sam.http.post("/api/desk/chats/x/claim", json={}, headers=headers)
        assert code_of(answer) == (403, "csrf")
    assert code_of(await sam.does("x", "claim")) == (404, "no_such_chat")


async def test_ten_idle_minutes_end_the_session(still_world: World, clock: SetClock) -> None:
    sam = await at_work(still_world)
    clock.passes(minutes=9)
    assert (await sam.get("/api/desk/session")).status_code == 200
    clock.passes(minutes=9)
    assert (await sam.get("/api/desk/session")).status_code == 200
    clock.passes(minutes=10)
    assert code_of(await sam.get("/api/desk/session")) == OUT


async def test_a_page_that_asks_by_itself_does_not_keep_the_session(
    still_world: World, clock: SetClock
) -> None:
    sam = await at_work(still_world)
    for _ in range(9):
        clock.passes(minutes=1)
        assert (await sam.get("/api/desk/queue")).status_code == 200
    clock.passes(minutes=1)
    assert code_of(await sam.get("/api/desk/queue")) == OUT


async def test_ten_hours_end_the_session_however_busy(still_world: World, clock: SetClock) -> None:
    sam = await at_work(still_world)
    for _ in range(119):
        clock.passes(minutes=5)
        assert (await sam.get("/api/desk/session")).status_code == 200
    clock.passes(minutes=5)
    assert code_of(await sam.get("/api/desk/session")) == OUT


async def test_logging_out_ends_the_session_for_a_copied_cookie_too(still_world: World) -> None:
    sam = await at_work(still_world)
    cookies = dict(sam.http.cookies)
    assert (await sam.logs_out()).status_code == 204
    assert not dict(sam.http.cookies)
    answer = await still_world.http.get("/api/desk/session", cookies=cookies)
    assert code_of(answer) == OUT


@pytest.mark.parametrize("cause", ["disabled", "reset"])
async def test_revocation_is_effective_at_once(still_world: World, cause: str) -> None:
    sam = await at_work(still_world)
    if cause == "disabled":
        await disable_account(still_world.services, name="sam")
    else:
        await reset_password(still_world.services, name="sam")
    assert code_of(await sam.get("/api/desk/queue")) == OUT
    assert code_of(await sam.tries_login()) == WRONG
