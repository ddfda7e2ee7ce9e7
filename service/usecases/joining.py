"""What the visitor's answer does: "yes" lets the counsellor in, "not now" keeps the chat waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.domain.chat_states import EscalationStatus, Level
from service.usecases.audit import record
from service.usecases.claims import back_to_queue, drop_claim
from service.usecases.duty import is_there
from service.usecases.escalating import set_escalations
from service.usecases.join_question import NOT_NOW, end_question, holder_of, say_about_joining
from service.usecases.log import append_event
from service.usecases.takeover import start_speaking

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.services import Services


async def answer_question(
    session: AsyncSession, services: Services, chat: OpenChat, *, seq: int, payload: str
) -> None:
    """Do what the visitor's choice `seq` says, and close its turn."""
    if payload == NOT_NOW:
        in_danger = chat.row.level is Level.LIFE
        await decline(session, services, chat)
        part = "stays_in_danger" if in_danger else "stays"
        await say_about_joining(session, services, chat, part, answers=seq)
    else:
        await let_in(session, services, chat)
    await _close_turn(session, services, chat, seq)


async def let_in(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Let the counsellor in whom the visitor was asked about, if they are still there."""
    row = chat.row
    row.human_wanted, row.talk_declined = True, False
    holder = await holder_of(session, row)
    if holder is None:
        return
    over = row.lease_until is None or row.lease_until <= services.clock.now()
    if over or not await is_there(session, services, holder.id):
        await back_to_queue(session, services, chat, reason="counsellor_gone")
        return
    await end_question(session, chat)
    await start_speaking(session, services, holder, chat)


async def decline(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Keep the chat in its place, marked; the claim is given back unless a life is at risk."""
    row, now = chat.row, services.clock.now()
    row.talk_declined, row.human_wanted = True, False
    await end_question(session, chat)
    body = {"state": row.state.value, "reason": "talk_declined"}
    await append_event(session, chat, "state", "system", body, at=now)
    wake(session, QUEUE_TOPIC)
    if row.claimed_by is None or row.level is Level.LIFE:
        return
    detail = {"account": row.claimed_by}
    drop_claim(chat)
    await set_escalations(session, chat, EscalationStatus.QUEUED)
    wake(session, chat.id)
    await record(session, services, None, "chat.not_now", chat_id=chat.id, detail=detail)


async def _close_turn(session: AsyncSession, services: Services, chat: OpenChat, seq: int) -> None:
    """Say that the choice has its answer; not before what was written ahead of it has its own."""
    turn = chat.turn
    if turn.wanted_seq > turn.answered_seq:
        turn.aside_seq = seq
        return
    await append_event(session, chat, "turn_done", "bot", {"answers": seq}, at=services.clock.now())
