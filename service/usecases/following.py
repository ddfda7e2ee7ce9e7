"""Follow a chat live: the backlog, then everything as it happens, nothing lost in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.domain.errors import NoSuchChatError
from service.usecases.log import LoggedEvent
from service.usecases.viewing import view_chat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.notifier import Woken
    from service.usecases.access import OpenChat
    from service.usecases.place_in_queue import Place
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
    event = LoggedEvent(seq, services.clock.now(), "erased", "system", None, {})
    return Told(event.kind, event.as_json(), seq)


async def follow_chat(
    services: Services, access: Access, *, chat_id: str, after: int, to_staff: bool = False
) -> AsyncIterator[Sequence[Told]]:
    """Yield the events after a number, `caught_up`, then news for ever; ends with `erased`.

    What is known at the same moment is yielded together.

    The subscription begins before the backlog is read, so that an event between the two is in
    one of them. A visitor's reader takes events that this process wrote as they were written; for
    anything else, and with every heartbeat, it looks into the database: a wake that was lost costs
    seconds. Staff's right is checked anew for every event.

    Args: access: checks the reader's right; raising NoSuchChatError ends the stream.
    """
    reader = _Reader(services, access, last=after, to_staff=to_staff)
    with services.notifier.subscribe(chat_id) as subscription:
        try:
            yield [*await reader.look(), Told("caught_up", {"next": reader.last})]
            while True:
                woken = await subscription.wait(services.settings.heartbeat_s)
                if services.stopping.is_set():
                    return
                if told := [_HEARTBEAT] if woken is None else reader.take(woken):
                    yield told
                if (woken is None or reader.behind) and (told := await reader.look()):
                    yield told
        except NoSuchChatError:
            yield [_erased(services, reader.last + 1)]


class _Reader:
    """What one reader has seen so far. `behind`: there is more to see in the database."""

    def __init__(self, services: Services, access: Access, *, last: int, to_staff: bool) -> None:
        self._services = services
        self._access = access
        self._to_staff = to_staff
        self._place: Place | None = None
        self.last = last
        self.behind = True

    async def look(self) -> list[Told]:
        """Read what is new; the place in the queue, too."""
        async with self._services.database.read() as session:
            chat = await self._access(session)
            view = await view_chat(session, self._services, chat, after=self.last)
        self.behind = False
        told = [self._told(event) for event in view.events]
        if view.place != self._place:
            self._place = view.place
            nowhere = {"position": None, "wait_s": None}
            told.append(Told("queue", view.place.as_json() if view.place else nowhere))
        return told

    def take(self, woken: Woken) -> list[Told]:
        """Take signals, and events as they were written if none is missing before them."""
        told = [Told(signal.kind, signal.data) for signal in woken.signals]
        fresh = [event for event in woken.news if event.seq > self.last]
        in_order = [event.seq for event in fresh] == [
            *range(self.last + 1, self.last + 1 + len(fresh))
        ]
        if self._to_staff or woken.look or not in_order:
            # For a signal alone nobody needs to look.
            self.behind = woken.look or bool(fresh)
            return told
        # Whoever may speak from now on has a place in the queue, or none any more.
        self.behind = any(event.kind == "state" for event in fresh)
        return told + [self._told(event) for event in fresh]

    def _told(self, event: LoggedEvent) -> Told:
        self.last = event.seq
        return Told(event.kind, event.as_json(to_staff=self._to_staff), event.seq)
