"""Follow something of the desk as a whole: told at once, and again after every change."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.adapters.notifier import QUEUE_TOPIC
from service.domain.staff_errors import NotLoggedInError
from service.usecases.following import Told
from service.usecases.staff.sessions import check_still_open

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

    type Whole = dict[str, Any]

_GAP_S = 0.2  # between two readings for one stream: 500 chats cost some 40 ms each


@dataclass(frozen=True)
class Part:
    """Something more that one stream tells as a whole; see `follow_whole` for its fields."""

    kind: str
    read: Callable[[AsyncSession], Awaitable[Whole]]
    standing: Callable[[Whole], Whole]


async def follow_whole(  # noqa: PLR0913 - what is told has these parts
    services: Services,
    by: Session,
    kind: str,
    read: Callable[[AsyncSession], Awaitable[Whole]],
    *,
    standing: Callable[[Whole], Whole],
    also: Sequence[Part] = (),
) -> AsyncIterator[Sequence[Told]]:
    """Yield what `read` gives, whenever the queue's readers are woken; ends with `logged_out`.

    `standing` leaves out what runs on by itself and is no change. `also` is told on the same stream
    besides: a browser has few connections to one server.
    """
    parts = (Part(kind, read, standing), *also)
    before: dict[str, Whole] = {}
    with services.notifier.subscribe(QUEUE_TOPIC) as news:
        while not services.stopping.is_set():
            try:
                async with services.database.read() as session:
                    await check_still_open(session, services, by.key)
                    wholes = [(part, await part.read(session)) for part in parts]
            except NotLoggedInError:
                yield [Told("logged_out", {})]
                return
            rested = asyncio.get_running_loop().time() + _GAP_S
            now = {part.kind: part.standing(whole) for part, whole in wholes}
            told = [
                Told(part.kind, whole)
                for part, whole in wholes
                if now[part.kind] != before.get(part.kind)
            ]
            yield told or [Told(None, {})]
            before = now
            await news.wait(services.settings.heartbeat_s)
            await asyncio.sleep(max(0.0, rested - asyncio.get_running_loop().time()))
