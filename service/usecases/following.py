"""Follow a chat live: the backlog, then everything as it happens, nothing lost in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.domain.errors import NoSuchChatError
from service.usecases.viewing import view_chat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.services import Services

    type Access = Callable[[AsyncSession], Awaitable[OpenChat]]


@dataclass(frozen=True)
class Told:
    """One thing to tell a reader. Without `seq` it is not stored; kind None is a heartbeat."""

    kind: str | None
    data: Mapping[str, Any]
    seq: int | None = None


_HEARTBEAT = Told(None, {})


def _erased(services: Services, seq: int) -> Told:
    """Tell the last thing there is to tell; it is stored nowhere, as nothing of the chat is."""
    at = services.clock.now().isoformat()
    return Told("erased", {"seq": seq, "at": at, "kind": "erased", "from": "system"}, seq)


async def follow_chat(
    services: Services, access: Access, *, chat_id: str, after: int, to_staff: bool = False
) -> AsyncIterator[Told]:
    """Yield the events after a number, `caught_up`, then news for ever; ends with `erased`.

    The subscription begins before the backlog is read, so that an event between the two is in
    one of them. A heartbeat also looks into the database: a wake that was lost costs seconds.

    Args: access: checks the reader's right anew each time; raising NoSuchChatError ends the stream.
    """
    last, place, caught_up = after, None, False
    with services.notifier.subscribe(chat_id) as news:
        while True:
            try:
                async with services.database.read() as session:
                    view = await view_chat(session, services, await access(session), after=last)
            except NoSuchChatError:
                yield _erased(services, last + 1)
                return
            for event in view.events:
                yield Told(event.kind, event.as_json(to_staff=to_staff), event.seq)
            last = view.next
            if not caught_up:
                caught_up = True
                yield Told("caught_up", {"next": last})
            if view.place != place:
                place = view.place
                yield Told(
                    "queue", place.as_json() if place else {"position": None, "wait_s": None}
                )
            signals = await news.wait(services.settings.heartbeat_s)
            if services.stopping.is_set():
                return
            if signals is None:
                yield _HEARTBEAT
            for signal in signals or ():
                yield Told(signal.kind, signal.data)
