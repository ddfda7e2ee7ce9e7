"""SQLite for SQLAlchemy's asyncio without threads: every step runs where it is asked for.

A step on a local file takes microseconds, a commit on an SSD a fifth of a millisecond. A hop to
another thread and back takes ten times that, and up to 5 ms while the loop is busy, since the thread has to
wait for the interpreter's lock. Measured on two cores: a turn costs half. What may wait for
another process is tried again by `Database.write`, so that the loop never stands still for long.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, AsyncAdaptedQueuePool, Pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import AsyncSession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, CursorResult, Executable
    from sqlalchemy.engine.interfaces import ConnectArgsType


class _Cursor(sqlite3.Cursor):
    """SQLAlchemy's asyncio awaits the end of each result."""

    async def _async_soft_close(self) -> None:
        """Nothing is left to wait for."""


class _Connection(sqlite3.Connection):
    """Begins transactions itself. `writes` is about the next one."""

    writes = False

    def begin(self) -> None:
        """Take the write lock at the start: a transaction that upgrades later could be refused."""
        statement = "BEGIN IMMEDIATE" if self.writes else "BEGIN"
        self.writes = False
        self.execute(statement)

    def cursor(self, factory: object = _Cursor) -> sqlite3.Cursor:  # type: ignore[override]  # one factory is ours
        del factory
        return super().cursor(_Cursor)


class InlineSqliteDialect(SQLiteDialect_pysqlite):
    """Python's sqlite3, under the asyncio interface."""

    driver = "inline"
    is_async = True  # in name: nothing is ever awaited
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """Keep the connections of a file open; a database in memory is for nobody here."""
        del url
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> ConnectArgsType:
        """Connect with cursors of ours; the pool may close a connection in another thread."""
        args, options = super().create_connect_args(url)
        return args, {**options, "factory": _Connection, "check_same_thread": False}

    def set_connection_execution_options(
        self, connection: Connection, opts: Mapping[str, Any]
    ) -> None:
        """Know the option `writes`."""
        super().set_connection_execution_options(connection, opts)
        cast("_Connection", connection.connection.dbapi_connection).writes = opts.get(
            "writes", False
        )

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin. A listener to "begin" would do it, too, but slow down every statement."""
        dbapi_connection.begin()


class InlineSession(AsyncSession):
    """A session whose steps run at once: the base class would wrap each of them in a greenlet.

    Only what the use cases call is here; anything else works as in the base class.
    """

    _connected: Connection | None = None

    def run(self, statement: Executable, given: Any) -> CursorResult[Any]:
        """Run a statement on this session's connection, past its objects: see `database.run`."""
        if self._connected is None:
            self._connected = self.sync_session.connection()
        return self._connected.execute(statement, given)

    async def execute(self, *args: Any, **options: Any) -> Any:
        """Run a statement."""
        return self.sync_session.execute(*args, **options)

    async def scalar(self, *args: Any, **options: Any) -> Any:
        """Run a statement; give the first column of the first row."""
        return self.sync_session.scalar(*args, **options)

    async def scalars(self, *args: Any, **options: Any) -> Any:
        """Run a statement; give the first column of each row."""
        return self.sync_session.scalars(*args, **options)

    async def get(self, *args: Any, **options: Any) -> Any:
        """Give the row with this key."""
        return self.sync_session.get(*args, **options)

    async def connection(self, *args: Any, **options: Any) -> Any:
        """Begin, if nothing was begun, and give the connection."""
        return self.sync_session.connection(*args, **options)

    async def flush(self, objects: Any = None) -> None:
        """Write what was changed."""
        self.sync_session.flush(objects)

    async def commit(self) -> None:
        """Make it durable."""
        self._connected = None
        self.sync_session.commit()

    async def rollback(self) -> None:
        """Undo it."""
        self._connected = None
        self.sync_session.rollback()

    async def close(self) -> None:
        """Give the connection back; what was not committed is undone."""
        self._connected = None
        self.sync_session.close()

    async def __aexit__(self, *_: object) -> None:
        """Close at once; the base class makes a task of it."""
        self._connected = None
        self.sync_session.close()


registry.register("sqlite.inline", __name__, InlineSqliteDialect.__name__)
