"""Erased is erased, and nothing can be read in the database before that either."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from service.adapters.schema import Base, Chat, ChatKey, Erasure, Stub
from service.domain.chat_states import Level
from service.domain.engine_turn import Alarm, Offer, Reply
from service.usecases.jobs import Jobs
from service.usecases.keeping import expire_chats, forget_stories
from tests.service.world import new_id, serving, settings_for

if TYPE_CHECKING:
    from pathlib import Path

    from service.settings import Settings
    from tests.service.fakes import SetClock
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


async def wrapped_keys(world: World, visitor: Visitor) -> list[bytes]:
    """Give a chat's two keys as they are stored."""
    async with world.services.database.read() as session:
        row = await session.get_one(ChatKey, visitor.chat)
        assert row.body_key is not None
        return [row.body_key, row.copy_key]


def _file_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("chat.db*"))


def _as_killed(folder: Path) -> Path:
    """Give a folder with the database's files as a process that dies now leaves them."""
    killed = folder / "killed"
    killed.mkdir()
    for path in folder.glob("chat.db*"):
        shutil.copy(path, killed)
    return killed


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


async def test_erasing_leaves_no_key_in_any_file(sqlite_url: str, tmp_path: Path) -> None:
    settings = settings_for(sqlite_url, tmp_path)
    async with serving(settings) as world:
        erased, others = [await fill(world) for _ in range(20)], await fill(world)
        keys = [key for visitor in erased for key in await wrapped_keys(world, visitor)]
        assert all(key in _file_bytes(tmp_path) for key in keys), "it looks where keys are"
        for visitor in erased:
            await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
        assert not [key for key in keys if key in _file_bytes(tmp_path)]
        assert all(key in _file_bytes(tmp_path) for key in await wrapped_keys(world, others))


async def test_expiry_leaves_no_key_in_any_file(
    sqlite_url: str, tmp_path: Path, clock: SetClock
) -> None:
    settings = settings_for(sqlite_url, tmp_path)
    async with serving(settings, clock=clock) as world:
        body_key, copy_key = await wrapped_keys(world, await world.visitor())
        assert body_key in _file_bytes(tmp_path)
        clock.passes(hours=24)
        assert await expire_chats(world.services) == 1
        assert body_key not in _file_bytes(tmp_path)
        assert copy_key in _file_bytes(tmp_path), "the redacted story is still kept"
        clock.passes(days=365)
        assert await forget_stories(world.services) == 1
        assert copy_key not in _file_bytes(tmp_path)


async def test_a_key_that_a_reader_holds_in_the_log_goes_by_the_next_jobs(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = settings_for(sqlite_url, tmp_path)
    async with serving(settings) as world:
        visitor, jobs = await world.visitor(), Jobs(world.services)
        keys = await wrapped_keys(world, visitor)
        async with world.services.database.read() as session:
            await session.scalars(select(Chat.id))
            await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
            assert (await jobs.run_once())["log"] == 0
            assert keys[0] in _file_bytes(tmp_path), "nobody was in the way"
        assert (await jobs.run_once())["log"] == 1
        assert not [key for key in keys if key in _file_bytes(tmp_path)]
        assert (await jobs.run_once())["log"] == 0, "nothing is owed any more"


async def test_a_start_empties_the_log_that_a_killed_process_left(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = settings_for(sqlite_url, tmp_path)
    async with serving(settings) as world:
        visitor = await world.visitor()
        keys = await wrapped_keys(world, visitor)
        async with world.services.database.read() as session:
            await session.scalars(select(Chat.id))
            await world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
            killed = _as_killed(tmp_path)
    assert keys[0] in _file_bytes(killed)
    left = settings.model_copy(update={"database_url": f"sqlite:///{killed}/chat.db"})
    async with serving(left):
        assert not [key for key in keys if key in _file_bytes(killed)]


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
