"""SQLite for asyncio without a thread hop for every step.

A step on a local file takes microseconds and a hop to another thread and back ten times that. Only
what may really wait goes to the connection's thread: the commit, which waits for the disk, and
the start of a writing transaction, which may wait for another process. Measured on two cores: a turn
costs a third.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import Callable

_WAITS = frozenset({"commit", "close"})
_MAY_WAIT = "BEGIN IMMEDIATE"
_CHUNK = 64


class InlineConnection(aiosqlite.Connection):
    """Runs quick steps where they are asked for."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a step of the connection or of one of its cursors."""
        by_connection = isinstance(getattr(fn, "__self__", None), sqlite3.Connection)
        waits = by_connection and getattr(fn, "__name__", "") in _WAITS
        if waits or args[:1] == (_MAY_WAIT,) or not self._running or self._connection is None:
            # aiosqlite leaves this method without types.
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)


def connect_inline(database: str, **options: Any) -> InlineConnection:
    """Make a connection for SQLAlchemy's aiosqlite dialect; awaiting it opens it."""
    options["check_same_thread"] = False  # the loop's thread and its own take turns

    def connector() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(database, **options)
        return opened

    connection = InlineConnection(connector, _CHUNK)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does, for a quick exit
    return connection
