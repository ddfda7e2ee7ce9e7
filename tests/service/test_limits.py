"""Who asks too often waits; a repeat of what is stored never does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.domain.tickets import has_zero_bits
from tests.service.world import new_id

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def changes() -> dict[str, Any]:
    return {"rate_burst": 8, "code_tries_per_min": 10, "tickets_above_per_min": 3}


async def test_the_ninth_message_at_once_waits(still_world: World, clock: SetClock) -> None:
    visitor = await still_world.visitor()
    first = new_id()
    sent = [await visitor.send("un", first)]
    sent += [await visitor.send(f"message {n}") for n in range(8)]
    assert [answer.status_code for answer in sent] == [201] * 8 + [429]
    assert int(sent[-1].headers["Retry-After"]) >= 1
    assert (await visitor.send("un", first)).status_code == 200, "a repeat is never too many"
    clock.passes(seconds=1)
    assert (await visitor.send("encore")).status_code == 201


async def test_guessing_codes_is_slowed_down(still_world: World) -> None:
    tries = [
        await still_world.http.post("/api/return", json={"code": f"AAAAA-{n:05}"})
        for n in range(12)
    ]
    assert [answer.status_code for answer in tries] == [404] * 10 + [429] * 2


async def test_under_load_a_new_chat_costs_a_little_work(
    still_world: World, clock: SetClock
) -> None:
    for _ in range(3):
        await still_world.visitor()
    asked = await still_world.http.post("/api/chats", json={"language": "fr"})
    assert asked.status_code == 428
    body = asked.json()
    assert body["error"]["code"] == "ticket_needed"
    nonce = next(
        str(n) for n in range(10**7) if has_zero_bits(f"{body['ticket']}{n}", body["bits"])
    )
    paid = {"language": "fr", "ticket": body["ticket"], "nonce": nonce}
    assert (await still_world.http.post("/api/chats", json=paid)).status_code == 201
    again = await still_world.http.post("/api/chats", json=paid)
    assert again.status_code == 428, "a ticket works once"
    for broken in ({"ticket": "9.1.x.y", "nonce": "1"}, {"ticket": body["ticket"], "nonce": "no"}):
        answer = await still_world.http.post("/api/chats", json=broken)
        assert answer.status_code == 428
    clock.passes(minutes=2)
    await still_world.visitor()


async def test_no_request_goes_through_a_thread(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hop to a thread costs milliseconds while the loop is busy: dependencies are `async`."""

    async def refuse(*call: object) -> None:
        raise AssertionError(f"{call[0]} is not async: FastAPI sends it to a thread")

    monkeypatch.setattr("fastapi.routing.run_in_threadpool", refuse)
    monkeypatch.setattr("fastapi.dependencies.utils.run_in_threadpool", refuse)
    visitor = await world.visitor()
    assert (await visitor.send("salut")).status_code == 201
    assert (await visitor.post("code", {})).status_code == 201
    assert (await world.http.get("/")).status_code in {200, 503}
    login = {"name": "nobody", "password": "nothing"}
    assert (await world.http.post("/api/desk/session", json=login)).status_code == 401
