"""The rows that `access` gives: written when the session flushes, one object for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from service.adapters.schema import Chat, Turn
from service.usecases.access import access_chat_by_id
from service.usecases.log import append_event, events_after

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from tests.service.world import World


async def _access(world: World, session: AsyncSession, chat_id: str) -> OpenChat:
    return await access_chat_by_id(session, world.services.keyring, chat_id, to_change=True)


async def test_what_is_changed_is_stored_and_nothing_else_is_written_over(world: World) -> None:
    visitor = await world.visitor()
    async with world.services.database.write() as session:
        chat = await _access(world, session, visitor.chat)
        await session.execute(update(Chat).where(Chat.id == visitor.chat).values(topic="sexting"))
        chat.row.role, chat.row.signals = "child", ["paid"]
        chat.turn.failures = 2
    async with world.services.database.read() as session:
        row = await session.get_one(Chat, visitor.chat)
        assert (row.topic, row.role, row.signals) == ("sexting", "child", ["paid"])
        assert (await session.get_one(Turn, visitor.chat)).failures == 2


async def test_a_query_of_the_same_session_sees_what_was_changed(world: World) -> None:
    visitor = await world.visitor()
    async with world.services.database.write() as session:
        chat = await _access(world, session, visitor.chat)
        chat.row.topic = "sexting"
        found = await session.scalar(select(Chat.topic).where(Chat.id == visitor.chat))
        assert found == "sexting"


async def test_a_chat_accessed_twice_is_one_object_read_anew(world: World) -> None:
    visitor = await world.visitor()
    async with world.services.database.write() as session:
        chat = await _access(world, session, visitor.chat)
        chat.row.role = "child"
        await session.execute(update(Chat).where(Chat.id == visitor.chat).values(topic="sexting"))
        again = await _access(world, session, visitor.chat)
        assert again.row is chat.row
        assert (chat.row.role, chat.row.topic) == ("child", "sexting")


async def test_nothing_of_a_session_that_failed_is_stored(world: World) -> None:
    visitor = await world.visitor()

    async def fail() -> None:
        async with world.services.database.write() as session:
            (await _access(world, session, visitor.chat)).row.topic = "sexting"
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with world.services.database.read() as session:
        assert (await session.get_one(Chat, visitor.chat)).topic is None


async def test_events_are_read_back_in_the_session_that_appended_them(world: World) -> None:
    visitor = await world.visitor()
    async with world.services.database.write() as session:
        chat = await _access(world, session, visitor.chat)
        now = world.services.clock.now()
        seq = await append_event(session, chat, "plan", "bot", {"plan": []}, at=now)
        assert [event.seq for event in await events_after(session, chat, seq - 1)] == [seq]


async def test_one_client_id_twice_in_a_session_is_refused_as_a_whole(world: World) -> None:
    visitor = await world.visitor()
    before = await visitor.events()

    async def repeat() -> None:
        now = world.services.clock.now()
        async with world.services.database.write() as session:
            chat = await _access(world, session, visitor.chat)
            for text in ("un", "deux"):
                body = {"text": text}
                await append_event(
                    session, chat, "message", "bot", body, at=now, client_id="turn:9:0"
                )

    with pytest.raises(IntegrityError):
        await repeat()
    assert await visitor.events() == before
