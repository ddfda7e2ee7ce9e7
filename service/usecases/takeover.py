"""A counsellor takes a chat over, gives it back, or ends it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.adapters.schema import Note
from service.domain.chat_states import ChatState, EscalationStatus
from service.domain.errors import WrongStateError
from service.domain.joining import Entry
from service.domain.staff_errors import AskFirstError, NotNowError, SafetyOpenError
from service.usecases.audit import record
from service.usecases.claims import back_to_queue, drop_claim, held_chat
from service.usecases.company import plan_next_line
from service.usecases.escalating import set_escalations
from service.usecases.join_question import ask_to_join, entry, say_about_joining
from service.usecases.memory import change_memory
from service.usecases.speaking import change_state
from service.usecases.waits import end_wait
from service.usecases.wishes import want_engine_event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

NOTE_KIND = "note"


@dataclass(frozen=True)
class Outcome:
    """How a chat ended. `result` is of a closed list; `words` are sealed and go no further."""

    result: str | None
    words: Mapping[str, Any]


async def join(services: Services, by: Member, chat_id: str) -> ChatState:
    """Speak from now on; the visitor is told who joins. Joined already: nothing changes.

    Where the visitor was not asked yet, they are now, and the chat still waits.

    Raises: AskFirstError, NotNowError: they were asked, and have not said yes.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        if chat.row.state is ChatState.WAITING and await ask_to_join(session, services, by, chat):
            await record(session, services, by, "chat.join_asked", chat_id=chat.id)
            return chat.row.state
        await start_speaking(session, services, by, chat)
        return chat.row.state


async def start_speaking(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat
) -> None:
    """Make the holder of the claim the speaker, if they are not yet.

    Raises: AskFirstError, NotNowError: the visitor has not said that somebody may join.
    """
    row = chat.row
    if row.state is ChatState.HUMAN:
        return
    now = entry(row)
    if now is Entry.NOT_NOW:
        raise NotNowError
    if now is not Entry.FREE:
        raise AskFirstError(now)
    if not row.human_wanted and (row.talk_declined or row.join_asked_at is not None):
        await say_about_joining(session, services, chat, "in_danger", name=by.shown_name)
    row.talk_declined = False
    await change_state(
        session,
        chat,
        ChatState.HUMAN,
        reason="joined",
        at=services.clock.now(),
        name=by.shown_name,
        by=by.first_name,
    )
    await set_escalations(session, chat, EscalationStatus.ACTIVE)
    await end_wait(session, chat)
    await record(session, services, by, "chat.joined", chat_id=chat.id)


async def release(services: Services, by: Member, chat_id: str) -> ChatState:
    """Give a claim back: the chat waits in its old place."""
    async with held_chat(services, by, chat_id) as (session, chat):
        await back_to_queue(session, services, chat, reason="counsellor_left")
        await record(session, services, by, "chat.released", chat_id=chat.id)
        return chat.row.state


async def hand_back(
    services: Services, by: Member, chat_id: str, *, note: str | None = None
) -> ChatState:
    """Let the bot speak again; it says so itself, and goes on where it was.

    Args: note: for the next counsellor; neither visitor nor trainer sees it.

    Raises:
        WrongStateError: the counsellor has not joined; `release` gives a mere claim back.
        SafetyOpenError: a safety question stands unanswered.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        if chat.row.state is not ChatState.HUMAN:
            raise WrongStateError("join first, or release the claim")
        if chat.row.safety_open:
            raise SafetyOpenError
        drop_claim(chat)
        await set_escalations(session, chat, EscalationStatus.CLOSED, note="handed_back")
        now = services.clock.now()
        await change_state(session, chat, ChatState.BOT, reason="handback", at=now)
        want_engine_event(session, services, chat, "handback")
        # The time with the counsellor was no silence.
        await plan_next_line(session, services, chat, wrote=True)
        if note:
            _leave_note(session, services, by, chat, {"handback": note})
        await record(session, services, by, "chat.handed_back", chat_id=chat.id)
        return chat.row.state


async def close(services: Services, by: Member, chat_id: str, outcome: Outcome) -> ChatState:
    """End the chat. If the visitor writes again, it opens again with the bot."""
    async with held_chat(services, by, chat_id) as (session, chat):
        detail = {
            "result": outcome.result,
            "joined": chat.row.state is ChatState.HUMAN,
            "safety_open": chat.row.safety_open,
        }
        drop_claim(chat)
        await set_escalations(session, chat, EscalationStatus.CLOSED, note="closed")
        chat.row.outcome = {"result": outcome.result}
        chat.row.had_counsellor = True
        now = services.clock.now()
        await change_state(session, chat, ChatState.CLOSED, reason="closed_by_counsellor", at=now)
        if outcome.words:
            _leave_note(session, services, by, chat, outcome.words)
        await record(session, services, by, "chat.closed", chat_id=chat.id, detail=detail)
        return chat.row.state


async def answer_safety(services: Services, by: Member, chat_id: str) -> ChatState:
    """Mark the safety question as answered in the talk with the counsellor."""
    async with held_chat(services, by, chat_id) as (session, chat):
        was_open = chat.row.safety_open
        change_memory(chat, safety_open=False)
        chat.row.safety_open = False
        await record(
            session,
            services,
            by,
            "chat.safety_answered",
            chat_id=chat.id,
            detail={"was_open": was_open},
        )
        return chat.row.state


def open_note(chat: OpenChat, row: Note) -> dict[str, Any]:
    """Decrypt what a counsellor left."""
    words: dict[str, Any] = chat.keys.open_body(row.sealed_body, number=row.id, kind=NOTE_KIND)
    return words


def _leave_note(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat, words: Mapping[str, Any]
) -> None:
    note_id = secrets.token_urlsafe(12)
    session.add(
        Note(
            id=note_id,
            chat_id=chat.id,
            staff_id=by.id,
            at=services.clock.now(),
            sealed_body=chat.keys.seal_body(dict(words), number=note_id, kind=NOTE_KIND),
        )
    )
