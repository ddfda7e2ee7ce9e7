"""A reading that all who follow it in this process share: how many they are costs next to nothing."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


class SharedReading[R]:
    """Reads when a follower asks, one reading at a time, and rests after each.

    `read` is given the reading before, to use again what has not changed. Nothing is kept, and nothing
    runs, while nobody follows.
    """

    def __init__(self, read: Callable[[R | None], Awaitable[R]], *, rest_s: float) -> None:
        self._read = read
        self._rest_s = rest_s
        self._followers = 0
        self._task: asyncio.Task[None] | None = None
        self._asked = asyncio.Event()
        self._asking: list[asyncio.Future[R]] = []

    @contextmanager
    def following(self) -> Iterator[SharedReading[R]]:
        """Be one of the followers for the time of the block."""
        if self._task is None:
            self._task = asyncio.create_task(self._read_for_ever(), name="shared-reading")
        self._followers += 1
        try:
            yield self
        finally:
            self._followers -= 1
            if self._followers == 0:
                self._task.cancel()
                self._task = None

    async def fresh(self) -> R:
        """Give a reading that begins after this call, and so sees whatever was committed before it.

        Whoever asks until it begins gets the same one.

        Raises: whatever the reading raises.
        """
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._asking.append(answer)
        self._asked.set()
        return await answer

    async def _read_for_ever(self) -> None:
        before: R | None = None
        while True:
            await self._asked.wait()
            # From here on whoever asks waits for the next reading: this one may not see their news.
            self._asked.clear()
            asking, self._asking = self._asking, []
            try:
                before = await self._read(before)
            except Exception as error:  # noqa: BLE001 - it is for those who asked
                for answer in _still_waiting(asking):
                    answer.set_exception(error)
            else:
                for answer in _still_waiting(asking):
                    answer.set_result(before)
            await asyncio.sleep(self._rest_s)


def _still_waiting[R](asking: list[asyncio.Future[R]]) -> Iterator[asyncio.Future[R]]:
    """Leave out those whose stream was closed meanwhile."""
    return (answer for answer in asking if not answer.done())
