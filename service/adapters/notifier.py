"""Wakes those who wait for news of a chat or of the queue, in this process and in others.

A wake says "look again": what there is to see is read from the database. A wake in the process that
wrote may bring the news itself, so that its readers need not read again what was just written.
A `Signal` (typing, seen, queue) carries its few labels itself and is stored nowhere.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

QUEUE_TOPIC = "queue"  # the counsellors' queue; every other topic is a chat's id
_SIGNALS_KEPT = 20  # a reader that is further behind has missed nothing that matters
_NEWS_KEPT = 50  # a reader that is further behind reads the database


@dataclass(frozen=True)
class Signal:
    """Something unnumbered: `typing`, `seen` or `queue`."""

    kind: str
    data: Mapping[str, Any]


@dataclass
class Woken:
    """What a reader was woken with. `look`: there is more than `news`; read the database."""

    look: bool = False
    news: list[Any] = field(default_factory=list)
    signals: deque[Signal] = field(default_factory=lambda: deque(maxlen=_SIGNALS_KEPT))


@dataclass(eq=False)
class Subscription:
    """One waiting reader of a topic."""

    _event: asyncio.Event = field(default_factory=asyncio.Event)
    _woken: Woken = field(default_factory=Woken)

    async def wait(self, timeout_s: float) -> Woken | None:
        """Wait for a wake or signal; return what it brought, or None when the time is over.

        A wake that came since the last call counts, so nothing is lost between two waits.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        except TimeoutError:
            return None
        self._event.clear()
        woken, self._woken = self._woken, Woken()
        return woken

    def wake(self, news: Sequence[Any]) -> None:
        """Wake the reader with news, or, without any, to look into the database."""
        woken = self._woken
        woken.news.extend(news)
        if not news or len(woken.news) > _NEWS_KEPT:
            woken.look = True
            woken.news.clear()
        self._event.set()

    def signal(self, signal: Signal) -> None:
        """Wake the reader with a signal."""
        self._woken.signals.append(signal)
        self._event.set()


class Notifier(Protocol):
    """Wakes readers; see the module's docstring."""

    async def start(self) -> None:
        """Begin to listen to other processes."""

    async def stop(self) -> None:
        """Stop listening."""

    def subscribe(self, topic: str) -> Any:
        """Give a context manager with a `Subscription`; subscribe first, then read the database."""

    async def announce(self, session: AsyncSession, topics: Collection[str]) -> None:
        """Put wakes for other processes into the transaction, to be told at its commit."""

    def wake(self, topic: str, news: Sequence[Any] = ()) -> None:
        """Wake readers in this process, after the commit; `news` is all there is to see, if any."""

    async def tell(self, topic: str, signal: Signal) -> None:
        """Send an unnumbered signal to the readers in all processes."""

    def wake_all(self) -> None:
        """Wake every reader in this process."""


class LocalNotifier:
    """For one process: plain events of asyncio."""

    def __init__(self) -> None:
        self._readers: dict[str, set[Subscription]] = {}

    async def start(self) -> None:
        """Nothing to listen to."""

    async def stop(self) -> None:
        """Nothing was listened to."""

    @contextmanager
    def subscribe(self, topic: str) -> Iterator[Subscription]:
        """Give a `Subscription` for the time of the block."""
        subscription = Subscription()
        self._readers.setdefault(topic, set()).add(subscription)
        try:
            yield subscription
        finally:
            readers = self._readers[topic]
            readers.discard(subscription)
            if not readers:
                del self._readers[topic]

    async def announce(self, session: AsyncSession, topics: Collection[str]) -> None:
        """There is no other process."""
        del session, topics

    def wake(self, topic: str, news: Sequence[Any] = ()) -> None:
        """Wake readers in this process."""
        for subscription in self._readers_of(topic):
            subscription.wake(news)

    async def tell(self, topic: str, signal: Signal) -> None:
        """Send a signal to readers in this process."""
        self._signal(topic, signal)

    def wake_all(self) -> None:
        """Wake every reader: something may have been missed."""
        for topic in list(self._readers):
            self.wake(topic)

    def _signal(self, topic: str, signal: Signal) -> None:
        for subscription in self._readers_of(topic):
            subscription.signal(signal)

    def _readers_of(self, topic: str) -> tuple[Subscription, ...]:
        return tuple(self._readers.get(topic, ()))
