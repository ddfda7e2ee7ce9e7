"""Asking for a counsellor, waiting for one, and no longer wanting one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.adapters.schema import Chat
from tests.service.world import new_id

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

LIFE = {"level": "life", "set": ["suicide"]}
DANGER = LIFE | {"set": ["danger_now"]}


async def stops_asking(visitor: Visitor) -> dict[str, object]:
    answer = await visitor.http.delete(f"/api/chats/{visitor.chat}/human", headers=visitor.headers)
    assert answer.status_code == 200
    body: dict[str, object] = answer.json()
    return body


async def test_asking_puts_the_chat_into_the_queue_once(world: World) -> None:
    visitor = await world.visitor()
    body = {"client_id": new_id()}
    for _ in range(3):
        answer = await visitor.post("human", body)
        assert answer.status_code == 200
        assert answer.json() == {"state": "waiting", "queue": {"position": 1, "wait_s": None}}
    states = [event for event in await visitor.events() if event["kind"] == "state"]
    assert [(event["state"], event["reason"]) for event in states] == [("waiting", "asked")]


async def test_the_queue_is_in_the_order_of_danger(world: World) -> None:
    first, second, third = [await world.visitor() for _ in range(3)]
    world.engine.read_as["danger"] = LIFE
    await first.post("human", {"client_id": new_id()})
    await second.post("human", {"client_id": new_id()})
    await third.writes("danger")
    places = [(await visitor.view())["queue"]["position"] for visitor in (first, second, third)]
    assert places == [2, 3, 1]


async def test_a_normal_request_leaves_the_queue(world: World) -> None:
    visitor = await world.visitor()
    await visitor.post("human", {"client_id": new_id()})
    assert await stops_asking(visitor) == {"state": "bot", "queue": None}
    assert await stops_asking(visitor) == {"state": "bot", "queue": None}
    await visitor.post("human", {"client_id": new_id()})
    assert (await visitor.view())["state"] == "waiting"


async def test_a_life_request_stays_but_is_marked(world: World) -> None:
    visitor = await world.visitor()
    world.engine.read_as["danger"] = LIFE
    await visitor.writes("danger")
    assert (await stops_asking(visitor))["state"] == "waiting"
    reasons = [event["reason"] for event in await visitor.events() if event["kind"] == "state"]
    assert reasons == ["danger", "talk_declined"]


async def test_who_asks_again_in_words_wants_to_talk_again(world: World) -> None:
    visitor = await world.visitor()
    world.engine.read_as["danger"] = LIFE
    world.engine.read_as["quelqu'un ?"] = {"level": "normal", "set": [], "wants_human": True}
    await visitor.writes("danger")
    await stops_asking(visitor)
    await visitor.writes("quelqu'un ?")
    async with world.services.database.read() as session:
        assert (await session.get_one(Chat, visitor.chat)).talk_declined is False


async def test_company_is_kept_at_its_times(still_world: World, clock: SetClock) -> None:
    from service.usecases.company import keep_company  # noqa: PLC0415 - one test's matter

    still_world.engine.read_as["danger"] = LIFE
    visitor = await still_world.visitor()
    await visitor.writes("danger")
    wished = []
    for _ in range(35):
        clock.passes(minutes=1)
        wished.append(await keep_company(still_world.services))
    minutes = [minute for minute, count in enumerate(wished, start=1) if count]
    assert minutes == [1, 2, 4, 9, 14, 19, 24, 29]


async def test_with_danger_right_there_one_line_only(still_world: World, clock: SetClock) -> None:
    from service.usecases.company import keep_company  # noqa: PLC0415 - one test's matter

    still_world.engine.read_as["danger"] = DANGER
    still_world.engine.slots = {"signals": ["danger_now"]}
    visitor = await still_world.visitor()
    await visitor.writes("danger")
    wished = 0
    for _ in range(35):
        clock.passes(minutes=1)
        wished += await keep_company(still_world.services)
    assert wished == 1
    await visitor.writes("encore là")
    clock.passes(minutes=1)
    assert await keep_company(still_world.services) == 1, "until the child writes"


async def test_a_line_of_company_is_a_message_that_answers_nothing(
    still_world: World, clock: SetClock
) -> None:
    from service.usecases.company import keep_company  # noqa: PLC0415 - one test's matter
    from tests.service.world import until  # noqa: PLC0415 - one test's matter

    still_world.engine.read_as["danger"] = LIFE
    visitor = await still_world.visitor()
    await visitor.writes("danger")
    before = (await visitor.view())["next"]
    clock.passes(minutes=1)
    await keep_company(still_world.services)

    async def told() -> bool:
        return bool(await visitor.events(after=before))

    await until(told, "a line came")
    (line,) = await visitor.events(after=before)
    assert (line["kind"], line["from"], line.get("answers")) == ("message", "bot", None)
    assert still_world.engine.requests[-1].silent_s == 60
