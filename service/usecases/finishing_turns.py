"""The second transaction of a turn: everything the engine answered, or nothing of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.domain.chat_states import AT_DESK, ChatState
from service.domain.errors import NoSuchChatError
from service.usecases.access import access_chat_by_id
from service.usecases.bot_messages import say, tell_language, tell_plan
from service.usecases.company import plan_next_line
from service.usecases.join_question import ask_again_in_language
from service.usecases.log import append_event, attach_copy
from service.usecases.memory import keep_memory
from service.usecases.settling import settle_provisional, settle_readings

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Turn
    from service.domain.engine_turn import Json, TurnResult
    from service.usecases.access import OpenChat
    from service.usecases.services import Services
    from service.usecases.taking_turns import Work

_log = logging.getLogger(__name__)
_BOT_SPEAKS = (ChatState.BOT, ChatState.WAITING)


async def finish_turn(services: Services, work: Work, result: TurnResult) -> datetime | None:
    """Store what a turn brought, if it is still this runner's turn; tell when the next is due.

    An answer that comes after a counsellor joined is dropped with its memory; its readings and
    escalation stay, and the same messages are wanted again, then with `speaker: human`.
    """
    async with services.database.write() as session:
        chat = await access_held_chat(session, services, work)
        if chat is None:
            return None
        turn = chat.turn
        if chat.row.memory_version != work.memory_version:
            return release(turn, due_at=services.clock.now())
        shown = _shown(chat)
        spoken_for = work.request.speaker == "bot" and chat.row.state not in _BOT_SPEAKS
        await _keep_readings(session, services, chat, work, result)
        if spoken_for:
            _tell_queue(session, chat, shown)
            _log.info("turn %d came after the change of speaker and is dropped", work.number)
            turn.number += 1
            return release(turn, due_at=services.clock.now())
        await _keep_answer(session, services, chat, work, result)
        _tell_queue(session, chat, shown)
        return _count_turn(turn, work, services.clock.now())


async def access_held_chat(
    session: AsyncSession, services: Services, work: Work
) -> OpenChat | None:
    """Lock chat and turn; None if the chat is gone or another runner has taken the turn since."""
    try:
        chat = await access_chat_by_id(session, services.keyring, work.chat_id, to_change=True)
    except NoSuchChatError:
        return None
    held = chat.turn.owner == work.owner and chat.turn.number == work.number
    return chat if held else None


def with_aside(turn: Turn, until: int) -> int:
    """Give what the end of a turn answers: also an answer to our own question just behind it."""
    aside = turn.aside_seq
    if aside is None or turn.wanted_seq > until:
        return until
    turn.aside_seq = None
    return max(aside, until)


def release(turn: Turn, *, due_at: datetime | None) -> datetime | None:
    """Give the lease back, and say when the chat wants its next turn."""
    turn.owner = None
    turn.lease_until = None
    turn.due_at = due_at
    return due_at


def _shown(chat: OpenChat) -> tuple[object, ...]:
    """Give what the counsellors' queue shows of a chat besides its escalations."""
    row = chat.row
    labels = (row.language, row.topic, row.role, row.age_band, row.talk_declined)
    return (*labels, tuple(row.signals), row.sealed_words)


def _tell_queue(session: AsyncSession, chat: OpenChat, before: tuple[object, ...]) -> None:
    """Wake the queue when a message changed what it shows, also while somebody talks."""
    if chat.row.state in AT_DESK and _shown(chat) != before:
        wake(session, QUEUE_TOPIC)


async def _keep_readings(
    session: AsyncSession, services: Services, chat: OpenChat, work: Work, result: TurnResult
) -> None:
    if work.until is None:
        return
    readings: dict[int, Json] = {}
    for message, reading in zip(work.messages, result.readings, strict=True):
        readings[message.seq] = reading
        # A choice's label is ours; of a typed text only the redacted form is kept here.
        text = message.body["text"] if "choice" in message.body else reading.get("redacted", "")
        await attach_copy(
            session, chat, seq=message.seq, copy={"text": text, "reading": dict(reading)}
        )
    asked = any(message.body.get("act") == "human" for message in work.messages)
    await settle_readings(
        session, services, chat, readings=readings, alarm=result.alarm, asked=asked
    )
    if work.request.provisional:
        await settle_provisional(session, services, chat, readings=readings)


async def _keep_answer(
    session: AsyncSession, services: Services, chat: OpenChat, work: Work, result: TurnResult
) -> None:
    now = services.clock.now()
    keep_memory(chat, result.memory, result.reading)
    spoken = chat.row.language
    await tell_language(session, chat, result.language, by="bot", at=now)
    await say(session, chat, result.replies, turn=work.number, answers=work.until, at=now)
    await tell_plan(session, chat, result.plan, at=now)
    if chat.row.language != spoken:
        await ask_again_in_language(session, services, chat)
    if work.until is not None and not work.late:
        answers = with_aside(chat.turn, work.until)
        await append_event(session, chat, "turn_done", "bot", {"answers": answers}, at=now)
    await plan_next_line(session, services, chat)


def _count_turn(turn: Turn, work: Work, now: datetime) -> datetime | None:
    turn.number += 1
    turn.failures = 0
    if work.until is None:
        turn.engine_event = None
    else:
        turn.read_seq = work.until
        turn.answered_seq = max(turn.answered_seq, work.until)
    wants_more = turn.wanted_seq > turn.read_seq or turn.engine_event is not None
    # A burst that began meanwhile keeps its own time; anything else is due at once.
    return release(turn, due_at=max(turn.due_at or now, now) if wants_more else None)
