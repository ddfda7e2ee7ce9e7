"""What a reader sees of a chat: the state now, and the events after the last number they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.usecases.bot_messages import plan_of
from service.usecases.log import events_after
from service.usecases.place_in_queue import place_in_queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.chat_states import ChatState
    from service.usecases.access import OpenChat
    from service.usecases.log import LoggedEvent
    from service.usecases.place_in_queue import Place
    from service.usecases.services import Services


@dataclass(frozen=True)
class View:
    """One moment of a chat, for a reader who has everything up to `after`."""

    state: ChatState
    language: str | None
    plan: Sequence[dict[str, Any]]
    place: Place | None
    events: Sequence[LoggedEvent]
    next: int

    def as_json(self, *, to_staff: bool = False) -> dict[str, Any]:
        """Give the answer of contract §2."""
        return {
            "state": self.state.value,
            "language": self.language,
            "plan": list(self.plan),
            "queue": self.place.as_json() if self.place else None,
            "events": [event.as_json(to_staff=to_staff) for event in self.events],
            "next": self.next,
        }


async def view_chat(
    session: AsyncSession, services: Services, chat: OpenChat, *, after: int
) -> View:
    """Read a chat as it is in this session."""
    events = await events_after(session, chat, after)
    return View(
        state=chat.row.state,
        language=chat.row.language,
        plan=plan_of(chat),
        place=await place_in_queue(session, services, chat.row),
        events=events,
        next=events[-1].seq if events else after,
    )
