"""Erased is erased, and nothing can be read in the database before that either."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from service.adapters.schema import Base, Chat, Erasure, Stub
from service.domain.chat_states import Level
from service.domain.engine_turn import Alarm, Offer, Reply
from tests.service.world import new_id, serving

if TYPE_CHECKING:
    from pathlib import Path

    from service.settings import Settings
    from tests.service.world import Visitor, World

PLANTED = ("Zorglub", "Kwakkelaar", "Piropoum", "Snorrefix", "Blablatron", "Fripouillet")


async def fill(world: World) -> Visitor:
    """Leave planted words everywhere that words go."""
    step = {"id": "s", "label": f"Étape {PLANTED[1]}", "advice": [], "done": False}
    world.engine.plan = (step,)
    world.engine.slots = {"note": PLANTED[2]}
    world.engine.replies = (
        Reply("utter", f"Bonjour {PLANTED[3]}", "fr", choices=(Offer(PLANTED[4], "yes", "/y"),)),
    )
    world.engine.alarm = Alarm(Level.LIFE, [{"signal": "suicide", "words": PLANTED[5]}])
    visitor = await world.visitor()
    events = await visitor.writes(f"je suis {PLANTED[0]}")
    offered = next(e["choices"] for e in events if e.get("choices"))
    chosen = await visitor.choose(offered[0]["id"])
    await visitor.answered(chosen.json()["seq"])
    await visitor.post("feedback", {"helped": True, "text": f"merci {PLANTED[0]}"})
    return visitor


async def stored_bytes(world: World, folder: Path) -> bytes:
    """Everything the database holds: SQLite's files as they are, PostgreSQL's rows as text."""
    if world.services.settings.on_sqlite:
        return _file_bytes(folder)
    dump = []
    async with world.services.database.read() as session:
        for table in Base.metadata.sorted_tables:
            rows = await session.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608 - ours
            dump += [
                bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()
                for row in rows
                for cell in row
            ]
    return b"\n".join(dump)


def _file_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("chat.db*"))


def _restore(folder: Path) -> None:
    for leftover in folder.glob("chat.db*"):
        leftover.unlink()
    shutil.copy(folder / "backup.db", folder / "chat.db")


async def test_no_word_can_be_read_in_the_database(world: World, tmp_path: Path) -> None:
    await fill(world)
    stored = await stored_bytes(world, tmp_path)
    assert b"utter" not in stored
    for word in PLANTED:
        assert word.encode() not in stored, word


async def test_an_erased_chat_is_unknown_to_everybody(world: World, tmp_path: Path) -> None:
    visitor = await fill(world)
    code = (await visitor.post("code")).json()["code"]
    url = f"/api/chats/{visitor.chat}"
    assert (await world.http.delete(url, headers=visitor.headers)).status_code == 204
    for answer in (
        await world.http.get(url, headers=visitor.headers),
        await world.http.delete(url, headers=visitor.headers),
        await visitor.send("encore là"),
        await visitor.post("human", {"client_id": new_id()}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_such_chat")
    gone = await world.http.post("/api/return", json={"code": code})
    wrong = await world.http.post("/api/return", json={"code": "AAAAA-AAAAA"})
    assert gone.content == wrong.content
    async with world.services.database.read() as session:
        for table in Base.metadata.sorted_tables:
            if "chat_id" in table.c and table.name != "erasures":
                left = select(func.count()).where(table.c.chat_id == visitor.chat)
                assert await session.scalar(left) == 0, table.name
        assert (await session.scalars(select(Erasure.chat_id))).all() == [visitor.chat]
        (stub,) = (await session.scalars(select(Stub))).all()
    assert (stub.level, stub.language) == (Level.LIFE, "fr")
    del tmp_path


async def test_a_chat_without_danger_leaves_no_stub(world: World) -> None:
    visitor = await world.visitor()
    await visitor.writes("salut")
    await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    async with world.services.database.read() as session:
        assert (await session.scalars(select(Stub))).all() == []


async def test_a_restored_backup_does_not_bring_an_erased_chat_back(
    sqlite_url: str, settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"database_url": sqlite_url})
    async with serving(settings) as world:
        visitor = await fill(world)
    shutil.copy(tmp_path / "chat.db", tmp_path / "backup.db")
    async with serving(settings) as world:
        visitor = replace(visitor, http=world.http)
        erased = await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
        assert erased.status_code == 204
    _restore(tmp_path)
    async with serving(settings) as world:
        answer = await world.http.get(f"/api/chats/{visitor.chat}", headers=visitor.headers)
        assert answer.status_code == 404
        async with world.services.database.read() as session:
            assert (await session.scalars(select(Chat.id))).all() == []


async def test_a_turn_that_ends_after_the_erasing_brings_nothing_back(world: World) -> None:
    import asyncio  # noqa: PLC0415 - one test's matter

    visitor = await world.visitor()
    world.engine.gate = asyncio.Event()
    await visitor.send("salut")
    for _ in range(200):
        if world.engine.turns():
            break
        await asyncio.sleep(0.01)
    await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    world.engine.gate.set()
    await asyncio.sleep(0.2)
    async with world.services.database.read() as session:
        assert (await session.scalars(select(Chat.id))).all() == []
