"""Wakes readers in several processes by PostgreSQL's LISTEN and NOTIFY."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import text

from service.adapters.notifier import LocalNotifier, Signal

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

_log = logging.getLogger(__name__)
_CHANNEL = "chat_news"
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")
_AGAIN_S = 1.0


class PostgresNotifier(LocalNotifier):
    """A local notifier that also tells and hears the other processes on the same database."""

    def __init__(self, conninfo: str) -> None:
        super().__init__()
        self._conninfo = conninfo
        self._me = secrets.token_hex(4)
        self._listening = asyncio.Event()
        self._listener: asyncio.Task[None] | None = None
        self._teller: psycopg.AsyncConnection | None = None
        self._telling = asyncio.Lock()

    async def start(self) -> None:
        """Listen; returns once wakes of other processes are heard."""
        self._listener = asyncio.create_task(self._listen(), name="postgres-listener")
        async with asyncio.timeout(10):
            await self._listening.wait()

    async def stop(self) -> None:
        """Close both connections."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
        if self._teller is not None:
            await self._teller.close()

    async def announce(self, session: AsyncSession, topics: Collection[str]) -> None:
        """Let PostgreSQL tell the others when, and only when, this transaction commits."""
        for topic in topics:
            payload = json.dumps({"by": self._me, "topic": topic})
            await session.execute(_NOTIFY, {"channel": _CHANNEL, "payload": payload})

    async def tell(self, topic: str, signal: Signal) -> None:
        """Send a signal everywhere. It may be lost when the database is away: it is unnumbered."""
        await super().tell(topic, signal)
        payload = {"by": self._me, "topic": topic, "kind": signal.kind, "data": dict(signal.data)}
        try:
            await self._send(json.dumps(payload))
        except (psycopg.Error, OSError) as error:
            _log.warning("a %s signal was not sent: %s", signal.kind, type(error).__name__)

    async def _send(self, payload: str) -> None:
        async with self._telling:
            if self._teller is None or self._teller.closed:
                self._teller = await self._connect()
            await self._teller.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, payload))

    async def _connect(self) -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)

    async def _listen(self) -> None:
        """Hear for ever. After a break everybody looks again, since news may have been missed."""
        while True:
            try:
                await self._listen_once()
            except (psycopg.Error, OSError) as error:
                _log.warning("listening broke off: %s", type(error).__name__)
            await asyncio.sleep(_AGAIN_S)

    async def _listen_once(self) -> None:
        connection = await self._connect()
        async with connection:
            await connection.execute(f"LISTEN {_CHANNEL}")
            self._listening.set()
            self.wake_all()
            async for notice in connection.notifies():
                self._hear(notice.payload)

    def _hear(self, payload: str) -> None:
        news = json.loads(payload)
        if news["by"] == self._me:
            return
        if "kind" in news:
            self._signal(news["topic"], Signal(news["kind"], news["data"]))
        else:
            self.wake(news["topic"])
