"""The database: sessions that read, sessions that write, and what is told after a commit."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import asynccontextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, insert, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from service.adapters.held_rows import HoldingSession
from service.adapters.inline_sqlite import InlineSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Executable, Insert, Result, Table

    from service.adapters.notifier import Notifier

_BUSY_S = 10.0
_BUSY_MS = 200  # how long a step may hold up the loop; `Database.write` tries again after it
_AGAIN_S = 0.02
_WIPES = 5  # tries at once to empty SQLite's log; after them a job goes on
_WIPE_AGAIN_S = 0.05
_BACKENDS = {"sqlite", "postgresql"}
_WANTED = (
    "DATABASE_URL must look like sqlite:///var/chat.db or postgresql://user:password@host/database."
)
_TOPICS = "topics"
_AFTER = "after_commit"
_ROWS = "rows"


def wake(session: AsyncSession, topic: str, *news: Any) -> None:
    """Wake the readers of a topic (a chat's id, or `QUEUE_TOPIC`) once this session commits.

    Args: news: what this session wrote for them. Without it they look into the database, whatever
        news the topic gets in this session besides.
    """
    topics: dict[str, list[Any]] = session.info.setdefault(_TOPICS, {})
    looks = topics.get(topic) == []
    topics[topic] = [] if looks or not news else [*topics.get(topic, ()), *news]


def after_commit(session: AsyncSession, act: Callable[[], None]) -> None:
    """Call `act` once this session has committed, and never if it does not."""
    session.info.setdefault(_AFTER, []).append(act)


async def run(
    session: AsyncSession, statement: Executable, given: Mapping[str, Any] | list[dict[str, Any]]
) -> Result[Any]:
    """Run a statement of tables past the session's objects, which costs half.

    What was changed in objects is not written for it: call `flush` first where it matters. Build
    the statement once (see `table_of`).
    """
    if isinstance(session, InlineSession):
        return session.run(statement, given)
    return await (await session.connection()).execute(statement, given)


def add_row(session: AsyncSession, table: Table, **values: Any) -> None:
    """Insert a row before this session commits, together with the other new rows of its table.

    For tables that get several rows in each turn: SQLAlchemy's objects cost four times as much as
    one statement for all. Give every row of a table the same columns; whoever reads or changes such
    a table calls `write_rows` first, as SQLAlchemy would flush its objects.
    """
    rows: dict[Table, list[dict[str, Any]]] = session.info.setdefault(_ROWS, {})
    rows.setdefault(table, []).append(values)


async def write_rows(session: AsyncSession) -> None:
    """Insert what `add_row` gathered so far, in the order of the tables' first rows."""
    for table, rows in session.info.pop(_ROWS, {}).items():
        await run(session, _insert_into(table), rows)


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


class NoDatabaseError(Exception):
    """DATABASE_URL names no database that can be used; says what to do."""


class Database:
    """Opens sessions on SQLite or PostgreSQL.

    Use `write()` for whatever changes rows: it commits at the end of the block, rolls back on an
    exception, and wakes readers (see `wake`) after the commit. Everything done in one block is one
    transaction.
    """

    def __init__(self, url: str, *, notifier: Notifier) -> None:
        """Open nothing yet.

        Raises: NoDatabaseError: the address is of another kind of database, or none.
        """
        try:
            self.url = make_url(url)
        except ArgumentError:
            raise NoDatabaseError(_WANTED) from None
        if self.url.get_backend_name() not in _BACKENDS:
            raise NoDatabaseError(_WANTED)
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self._notifier = notifier
        if self.on_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        # SQLite's sessions do not wait, so not for a free connection either.
        options = {"pool_size": 10, "max_overflow": -1 if self.on_sqlite else 20}
        # No ping before each use: after a restart of the database one request fails, is answered
        # with 503 and repeated by its client under the same id.
        self.engine = create_async_engine(self.url, hide_parameters=True, **options)
        self._sessions: async_sessionmaker[AsyncSession] = async_sessionmaker(
            self.engine,
            class_=InlineSession if self.on_sqlite else AsyncSession,
            sync_session_class=HoldingSession,
            expire_on_commit=False,
        )
        self._opened = False
        self._owes_wipe = False
        # SQLite has one writer; waiting in line here is fair and cheaper than its busy loop.
        self._turnstile: AbstractAsyncContextManager[Any] = (
            asyncio.Lock() if self.on_sqlite else nullcontext()
        )
        if self.on_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Give a session that sees one moment and writes nothing."""
        await self._open()
        async with self._sessions() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Give a session whose block is one durable transaction."""
        await self._open()
        async with self._turnstile, self._sessions() as session:
            await self._begin(session)
            yield session
            topics = session.info.get(_TOPICS, {})
            await session.flush()
            await write_rows(session)
            await self._notifier.announce(session, topics)
            await session.commit()
        for topic, news in topics.items():
            self._notifier.wake(topic, news)
        for act in session.info.get(_AFTER, ()):
            act()

    async def wipe_log(self) -> bool:
        """Empty SQLite's write-ahead log, which holds what was erased until then; tell if it is.

        Call it after the commit of what must be gone for good. While somebody reads, the log cannot
        be cut; `wipe_owed_log` tries again later. PostgreSQL keeps old rows until its VACUUM, which
        is the operator's matter: see docs/decisions/0005.
        """
        if not self.on_sqlite:
            return True
        self._owes_wipe = True
        for _ in range(_WIPES):
            if await self._cut_log():
                self._owes_wipe = False
                return True
            await asyncio.sleep(_WIPE_AGAIN_S)
        return False

    async def wipe_owed_log(self) -> bool:
        """Empty the log if an earlier try could not; tell whether this one did."""
        return self._owes_wipe and await self.wipe_log()

    async def _cut_log(self) -> bool:
        await self._open()
        async with self._turnstile, self.engine.connect() as connection:
            # Past SQLAlchemy, which would begin a transaction: in one, SQLite refuses.
            raw: Any = (await connection.get_raw_connection()).driver_connection
            (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    async def _open(self) -> None:
        """Make the first connection; SQLAlchemy sets up a pool under a lock that must be awaited."""
        if not self._opened:
            async with self.engine.connect():
                self._opened = True

    async def _begin(self, session: AsyncSession) -> None:
        """Begin a transaction that writes; on SQLite another process may be writing just now."""
        ends = time.monotonic() + _BUSY_S
        while True:
            try:
                await session.connection(execution_options={"writes": True})
            except OperationalError as error:
                if not _is_busy(error) or time.monotonic() > ends:
                    raise
                await session.rollback()
                await asyncio.sleep(_AGAIN_S)
            else:
                return

    async def reach(self) -> None:
        """Try the address, before anything is served.

        Raises: NoDatabaseError: nothing answers there, or it lets nobody in.
        """
        try:
            async with self.engine.connect():
                pass
        except OperationalError as error:
            reason = str(error.orig).splitlines()[0]
            address = self.url.render_as_string(hide_password=True)
            raise NoDatabaseError(
                f"No database at {address} ({reason}): start it, or correct DATABASE_URL."
            ) from None
        finally:
            await self.engine.dispose()

    async def check(self) -> None:
        """Ask the database for a sign of life."""
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def _is_busy(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Make a commit durable (FULL), let readers pass writers (WAL), leave BEGIN to us."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_BUSY_MS}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
