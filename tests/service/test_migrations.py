"""The migrations make the tables that the schema describes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, LargeBinary, bindparam, select, text

from service.adapters.database import Database
from service.adapters.migrating import migrate
from service.adapters.notifier import LocalNotifier
from service.adapters.schema import (
    Base,
    CannedReply,
    Chat,
    ClosedLine,
    Duty,
    Escalation,
    Offer,
    PassedOffer,
    RecoveryCode,
    Staff,
    Stub,
    Utc,
)
from tests.service.postgres import fresh_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.settings import Settings

_MIGRATE = """
import asyncio, sys
from service.adapters.database import Database
from service.adapters.migrating import migrate
from service.adapters.notifier import LocalNotifier
asyncio.run(migrate(Database(sys.argv[1], notifier=LocalNotifier())))
"""


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty one: elsewhere tests get a copy with all tables."""
    with fresh_postgres() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/empty.db"


async def test_the_migrations_make_the_schema(settings: Settings) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database)

    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_old_stubs_stay_and_nobody_is_said_to_have_had_them(settings: Settings) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database, "0001")
    old = (
        "INSERT INTO stubs (level, language, raised_at, erased_at) VALUES ('life', 'nl', :at, :at)"
    )
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    async with database.write() as session:
        await session.execute(text(old).bindparams(bindparam("at", at, Utc)))
    await migrate(database)
    async with database.read() as session:
        [stub] = (await session.scalars(select(Stub))).all()
    assert (stub.level, stub.language, stub.raised_at, stub.claimed_by) == ("life", "nl", at, None)
    await database.close()


async def test_accounts_from_before_need_nothing_set_up_and_have_no_recovery_codes(
    settings: Settings,
) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database, "0002")
    old = (
        "INSERT INTO staff (id, name, role, password_hash, totp_secret, created_at)"
        " VALUES ('1', 'sam', 'counsellor', 'hash', :secret, :at)"
    )
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    async with database.write() as session:
        await session.execute(text(old).bindparams(bindparam("at", at, Utc), secret=b"sealed"))
    await migrate(database)
    async with database.read() as session:
        [staff] = (await session.scalars(select(Staff))).all()
        codes = (await session.scalars(select(RecoveryCode))).all()
    assert (staff.name, staff.totp_secret, staff.created_at) == ("sam", b"sealed", at)
    assert (staff.totp_due, staff.password_due, staff.totp_offered) == (False, False, None)
    assert list(codes) == []
    await database.close()


async def test_accounts_from_before_have_an_open_door_and_old_chats_are_offered_to_nobody(
    settings: Settings,
) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database, "0004")
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    old_staff = (
        "INSERT INTO staff (id, name, role, password_hash, created_at)"
        " VALUES ('1', 'sam', 'counsellor', 'hash', :at)"
    )
    flags = "safety_open, talk_declined, had_counsellor, has_code"
    old_chat = (
        f"INSERT INTO chats (id, created_at, active_at, state, next_seq, memory_version, {flags}, "  # noqa: S608 - ours
        "signals, told, silence_lines, review_id) VALUES ('c', :at, :at, 'waiting', 3, 1, "
        "false, false, false, false, '[]', '[]', 0, 'r')"
    )
    async with database.write() as session:
        for old in (old_staff, old_chat):
            await session.execute(text(old).bindparams(bindparam("at", at, Utc)))
    await migrate(database)
    async with database.read() as session:
        [staff] = (await session.scalars(select(Staff))).all()
        for table in (Duty, ClosedLine, Offer, PassedOffer):
            assert (await session.scalars(select(table))).all() == []
        [chat] = (await session.scalars(select(Chat))).all()
    assert (staff.name, chat.id, chat.state.value) == ("sam", "c", "waiting")
    await database.close()


async def test_in_old_chats_nothing_was_corrected_and_their_escalations_stay(
    settings: Settings,
) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database, "0002")
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    flags = "safety_open, talk_declined, had_counsellor, has_code"
    old_chat = (
        f"INSERT INTO chats (id, created_at, active_at, state, next_seq, memory_version, {flags}, "  # noqa: S608 - ours
        "level, signals, told, silence_lines, review_id) VALUES ('c', :at, :at, 'waiting', 3, 1, "
        "false, false, false, false, 'life', '[\"suicide\"]', '[]', 0, 'r')"
    )
    old_escalation = (
        "INSERT INTO escalations (chat_id, seq, level, status, provisional, raised_at, "
        "sealed_reasons) VALUES ('c', 2, 'life', 'queued', false, :at, :sealed)"
    )
    async with database.write() as session:
        await session.execute(text(old_chat).bindparams(bindparam("at", at, Utc)))
        sealed = bindparam("sealed", b"sealed", LargeBinary)
        await session.execute(text(old_escalation).bindparams(bindparam("at", at, Utc), sealed))
    await migrate(database)
    async with database.read() as session:
        chat = await session.get_one(Chat, "c")
        [raised] = (await session.scalars(select(Escalation))).all()
    assert (chat.signals, chat.signals_off, chat.sealed_words) == (["suicide"], {}, None)
    assert not chat.topic_fixed
    assert chat.slow_until is None
    assert (raised.level, raised.sealed_reasons, raised.corrected) == ("life", b"sealed", False)
    await database.close()


async def test_of_old_chats_nobody_knows_what_was_delivered_and_there_are_no_canned_replies(
    settings: Settings,
) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database, "0004")
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    flags = "safety_open, talk_declined, had_counsellor, has_code, topic_fixed"
    old = (
        f"INSERT INTO chats (id, created_at, active_at, state, next_seq, memory_version, {flags}, "  # noqa: S608 - ours
        "signals, told, signals_off, silence_lines, review_id) VALUES ('c', :at, :at, 'human', 3, "
        "1, false, false, true, false, false, '[]', '[]', '{}', 0, 'r')"
    )
    async with database.write() as session:
        await session.execute(text(old).bindparams(bindparam("at", at, Utc)))
    await migrate(database)
    async with database.read() as session:
        chat = await session.get_one(Chat, "c")
        replies = (await session.scalars(select(CannedReply))).all()
    assert (chat.next_seq, chat.received_seq) == (3, 0)
    assert list(replies) == []
    await database.close()


async def test_several_processes_may_start_at_once(settings: Settings) -> None:
    url = settings.async_database_url
    starts = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-W", "ignore", "-c", _MIGRATE, url, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    ends = await asyncio.wait_for(asyncio.gather(*(p.communicate() for p in starts)), 60)
    assert [process.returncode for process in starts] == [0, 0], ends
    database = Database(url, notifier=LocalNotifier())
    async with database.read() as session:
        versions = (await session.scalars(text("SELECT version_num FROM alembic_version"))).all()
    assert len(versions) == 1
    await database.close()


async def test_in_old_chats_who_asked_or_has_somebody_is_not_asked_again(
    settings: Settings,
) -> None:
    database = Database(settings.async_database_url, notifier=LocalNotifier())
    await migrate(database, "0004")
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    old = (
        "INSERT INTO chats (id, created_at, active_at, state, next_seq, memory_version, "
        "safety_open, talk_declined, had_counsellor, has_code, level, signals, told, "
        "signals_off, topic_fixed, silence_lines, review_id) VALUES (:id, :at, :at, :state, 3, 1, "
        "false, :declined, false, false, :level, '[]', '[]', '{}', false, 0, :id)"
    )
    chats = {
        "talks": ("human", "urgent", False),
        "asked": ("waiting", "normal", False),
        "declined": ("waiting", "normal", True),
        "in danger": ("waiting", "urgent", False),
        "with the bot": ("bot", "normal", False),
    }
    async with database.write() as session:
        for id_, (state, level, declined) in chats.items():
            given = {"id": id_, "state": state, "level": level, "declined": declined}
            await session.execute(text(old).bindparams(bindparam("at", at, Utc)), given)
    await migrate(database)
    async with database.read() as session:
        found = (await session.scalars(select(Chat))).all()
    assert {row.id for row in found if row.human_wanted} == {"talks", "asked"}
    assert {row.join_asked_at for row in found} == {None}
    await database.close()
