"""Take the lease of a chat's turn and gather what the engine needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from service.adapters.clock import BRUSSELS
from service.adapters.schema import Turn
from service.domain.chat_states import ChatState
from service.domain.engine_turn import Help, Said, TurnRequest
from service.domain.errors import NoSuchChatError
from service.usecases.access import access_chat_by_id
from service.usecases.escalating import provisional_seqs
from service.usecases.log import visitor_messages
from service.usecases.memory import memory_of
from service.usecases.place_in_queue import duty_and_place
from service.usecases.wishes import held_by_another

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.engine_turn import EngineEvent, Speaker
    from service.domain.ids import ChatId
    from service.usecases.access import OpenChat
    from service.usecases.log import LoggedEvent
    from service.usecases.services import Services

_MOST_MESSAGES = 20  # of one turn; more of them wait for the next
_BOT_SPEAKS = (ChatState.BOT, ChatState.WAITING)


@dataclass(frozen=True)
class Work:
    """A turn that this runner holds. `until` is the last message of it, None for an event.

    `late`: these messages already had the fixed safety text and are read now, without an answer.
    """

    chat_id: ChatId
    owner: str
    number: int
    memory_version: int
    request: TurnRequest
    messages: Sequence[LoggedEvent]
    until: int | None
    late: bool


@dataclass(frozen=True)
class Later:
    """The turn is wanted at a time to come."""

    at: datetime


async def take_turn(services: Services, chat_id: ChatId, owner: str) -> Work | Later | None:
    """Take the next turn of a chat, if one is due and nobody else holds it."""
    async with services.database.read() as session:
        try:
            chat = await access_chat_by_id(session, services.keyring, chat_id)
        except NoSuchChatError:
            return await _take_lease(services, chat_id, owner)
        if chat.turn.due_at is None:
            return None
        later = _not_yet(services, chat.turn, chat.turn.due_at, owner)
        if later is not None:
            return later
        if _holds_long_enough(services, chat.turn, owner):
            work = await _gather(session, services, chat, owner)
            if work is not None:
                return work
    return await _take_lease(services, chat_id, owner)


def _holds_long_enough(services: Services, turn: Turn, owner: str) -> bool:
    """Tell whether the lease that came with the message outlasts a call of the engine."""
    ends = services.clock.now() + timedelta(seconds=services.settings.turn_deadline_s * 2)
    return turn.owner == owner and turn.lease_until is not None and turn.lease_until > ends


async def _take_lease(services: Services, chat_id: ChatId, owner: str) -> Work | Later | None:
    """Take the lease of a turn that nobody holds; one that turns out to be empty is struck off."""
    async with services.database.write() as session:
        turn = await session.get(Turn, chat_id, with_for_update=True)
        if turn is None or turn.due_at is None:
            return None
        later = _not_yet(services, turn, turn.due_at, owner)
        if later is not None:
            return later
        try:
            chat = await access_chat_by_id(session, services.keyring, chat_id)
        except NoSuchChatError:
            turn.due_at = None
            return None
        work = await _gather(session, services, chat, owner)
        if work is None:
            turn.due_at = None
            turn.engine_event = None
            return None
        turn.owner = owner
        turn.lease_until = services.clock.now() + timedelta(seconds=services.settings.lease_s)
        return work


def _not_yet(services: Services, turn: Turn, due_at: datetime, owner: str) -> Later | None:
    """Tell when to come again if the turn is not due, or is held by another."""
    now = services.clock.now()
    if turn.lease_until is not None and held_by_another(turn, owner, now):
        return Later(turn.lease_until)
    return Later(due_at) if due_at > now else None


async def _gather(
    session: AsyncSession, services: Services, chat: OpenChat, owner: str
) -> Work | None:
    turn = chat.turn
    speaker: Speaker = "bot" if chat.row.state in _BOT_SPEAKS else "human"
    late = turn.read_seq < turn.answered_seq
    last = turn.answered_seq if late else turn.wanted_seq
    messages: Sequence[LoggedEvent] = ()
    if turn.wanted_seq > turn.read_seq:
        found = await visitor_messages(session, chat, after=turn.read_seq, until=last)
        # An answer to the service's own question is no matter of the engine.
        messages = [said for said in found if "about" not in said.body][:_MOST_MESSAGES]
    event = cast("EngineEvent | None", turn.engine_event)
    if not messages and (event is None or speaker == "human"):
        return None
    request = TurnRequest(
        language=chat.row.language,
        memory=memory_of(chat),
        now=services.clock.now().astimezone(BRUSSELS).isoformat(timespec="seconds"),
        help=await help_now(session, services, chat),
        messages=[_said(message) for message in messages],
        event=None if messages else event,
        speaker="human" if late else speaker,
        silent_s=_silent_s(services, chat) if event == "silence" and not messages else None,
        provisional=bool(
            {message.seq for message in messages} & set(await provisional_seqs(session, chat))
        ),
    )
    return Work(
        chat_id=chat.id,
        owner=owner,
        number=turn.number,
        memory_version=chat.row.memory_version,
        request=request,
        messages=messages,
        until=messages[-1].seq if messages else None,
        late=late and bool(messages),
    )


async def help_now(session: AsyncSession, services: Services, chat: OpenChat) -> Help:
    """Tell the engine whether counsellors are there, and where this chat stands."""
    on_duty, place = await duty_and_place(session, services, chat.row)
    wait_s = place.wait_s if place else on_duty.wait_s(services)
    return Help(open=on_duty.there > 0, wait_s=wait_s, state=chat.row.state.value)


def _said(message: LoggedEvent) -> Said:
    payload = message.body.get("payload")
    if payload is not None:
        return Said(message.seq, payload=str(payload))
    return Said(message.seq, text=str(message.body["text"]))


def _silent_s(services: Services, chat: OpenChat) -> int:
    since = chat.row.silence_from or chat.row.active_at
    return max(0, round((services.clock.now() - since).total_seconds()))
