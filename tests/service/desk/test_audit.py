"""What staff did is noted, without words, in a chain that shows where somebody changed it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, update

from service.adapters.schema import Audit
from service.usecases.audit import record, verify
from tests.service.desk.actors import at_work, hire
from tests.service.desk.test_queue import asks

if TYPE_CHECKING:
    from tests.service.world import World


async def actions(world: World, chat: str | None = None) -> list[str]:
    query = select(Audit.action).order_by(Audit.id)
    if chat is not None:
        query = query.where(Audit.chat_id == chat)
    async with world.services.database.read() as session:
        return list(await session.scalars(query))


async def notes(world: World, count: int) -> None:
    for number in range(count):
        async with world.services.database.write() as session:
            await record(session, world.services, None, "test", detail={"number": number})


async def broken_at(world: World) -> int | None:
    async with world.services.database.read() as session:
        return (await verify(session)).broken


async def test_every_reading_and_every_deed_is_noted(still_world: World) -> None:
    sam, jo = await at_work(still_world), await at_work(still_world, "jo")
    visitor = await still_world.visitor()
    await asks(visitor)
    await jo.reads(visitor.chat)
    await sam.takes_over(visitor.chat)
    seen = (await sam.reads(visitor.chat)).json()["next"]
    await sam.reads(visitor.chat, after=seen)  # nothing new, nothing read
    await sam.writes(visitor.chat, "Bonjour")
    await sam.reads(visitor.chat, after=seen)
    await jo.reads(visitor.chat)
    await sam.does(visitor.chat, "close", {"outcome": {"result": "left"}})
    assert await actions(still_world, visitor.chat) == [
        "chat.refused",
        "chat.claimed",
        "chat.joined",
        "chat.read",
        "chat.wrote",
        "chat.read",
        "chat.refused",
        "chat.closed",
    ]
    assert await broken_at(still_world) is None


async def test_claiming_ones_own_again_is_a_reading(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    for _ in range(2):
        assert (await sam.does(visitor.chat, "claim")).status_code == 200
    await sam.does(visitor.chat, "join")
    assert (await sam.does(visitor.chat, "claim")).json()["state"] == "human"
    assert await actions(still_world, visitor.chat) == [
        "chat.claimed",
        "chat.read",
        "chat.joined",
        "chat.read",
    ]


async def test_logins_are_noted_and_a_typed_name_is_not(still_world: World) -> None:
    sam = await hire(still_world, "sam")
    await sam.tries_login("wrong")
    await sam.tries_login("wrong", name="my-secret-password")
    await sam.logs_in()
    await sam.logs_out()
    assert await actions(still_world) == [
        "staff.added",
        "session.refused",
        "session.refused",
        "session.opened",
        "session.closed",
    ]
    async with still_world.services.database.read() as session:
        rows = (await session.scalars(select(Audit).order_by(Audit.id))).all()
    assert "my-secret-password" not in str([row.detail for row in rows])


async def test_records_written_at_the_same_time_stay_one_chain(still_world: World) -> None:
    await asyncio.gather(*(notes(still_world, 5) for _ in range(8)))
    assert len(await actions(still_world)) == 40
    assert await broken_at(still_world) is None


@pytest.mark.parametrize(
    "change",
    [
        {"detail": {"number": 99}},
        {"action": "other"},
        {"staff_id": "sam"},
        {"hash": bytes(32)},
        {"prev_hash": bytes(32)},
    ],
)
async def test_a_changed_record_is_named(still_world: World, change: dict[str, object]) -> None:
    await notes(still_world, 5)
    async with still_world.services.database.write() as session:
        await session.execute(update(Audit).where(Audit.id == 3).values(**change))
    assert await broken_at(still_world) == 3


async def test_a_record_taken_out_is_noticed_at_the_next(still_world: World) -> None:
    await notes(still_world, 5)
    async with still_world.services.database.write() as session:
        await session.execute(delete(Audit).where(Audit.id == 3))
    assert await broken_at(still_world) == 4


async def test_old_records_may_go_from_the_front(still_world: World) -> None:
    await notes(still_world, 5)
    async with still_world.services.database.write() as session:
        await session.execute(delete(Audit).where(Audit.id <= 2))
    assert await broken_at(still_world) is None
