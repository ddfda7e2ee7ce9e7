"""End the chat of somebody who abuses the line, and leave a door open; a lead can take it back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.schema import Notice
from service.domain.chat_states import ChatState, EscalationStatus, Level
from service.domain.errors import NoSuchChatError
from service.domain.misuse import SLOW_FOR
from service.domain.notices import NoticeKind
from service.domain.staff_errors import LifeAtStakeError, NoSuchNoticeError
from service.usecases.access import access_chat_by_id
from service.usecases.audit import record
from service.usecases.claims import drop_claim, held_chat
from service.usecases.escalating import set_escalations
from service.usecases.log import append_event
from service.usecases.notices import held_notice, take_off_board, tell_lead
from service.usecases.slow_door import take_door_away
from service.usecases.speaking import change_state
from service.usecases.takeover import start_speaking

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.misuse import MisuseReason
    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

_ADULT = "adult"
_RESULT = "misuse"


async def end_for_misuse(
    services: Services, by: Member, chat_id: str, reason: MisuseReason
) -> ChatState:
    """Say why, kindly, and how to come back; then close the chat and tell the lead.

    The visitor may write again at once, with the bot. For a day, a wish for a human counts later
    (`domain.misuse`), unless there is danger.

    Raises:
        LifeAtStakeError: a life may be at risk.
        ClaimLostError, NotYoursError, NoSuchChatError: not this counsellor's chat.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        if chat.row.level is Level.LIFE:
            raise LifeAtStakeError
        await start_speaking(session, services, by, chat)
        await _say(session, services, by, chat, reason.value, _for(chat, "come_back"))
        await tell_lead(session, services, by, chat, NoticeKind.MISUSE, what=reason.value)
        now = services.clock.now()
        chat.row.slow_until = now + SLOW_FOR
        chat.row.outcome = {"result": _RESULT, "reason": reason.value}
        drop_claim(chat)
        await set_escalations(session, chat, EscalationStatus.CLOSED, note=_RESULT)
        await change_state(session, chat, ChatState.CLOSED, reason="ended_for_misuse", at=now)
        detail = {"reason": reason.value, "safety_open": chat.row.safety_open}
        await record(session, services, by, "chat.ended_for_misuse", chat_id=chat.id, detail=detail)
        return chat.row.state


async def undo_misuse(services: Services, by: Member, notice_id: str) -> None:
    """Take back that a chat was ended for misuse: the door is as for everybody, the visitor is told.

    Undone already: nothing changes.

    Raises: NoSuchNoticeError: there is none of this id, or it is about something else.
    """
    async with services.database.write() as session:
        chat = await _chat_of(session, services, notice_id)
        notice = await held_notice(session, notice_id)
        if notice.kind != NoticeKind.MISUSE:
            raise NoSuchNoticeError
        if notice.undone_at is not None:
            return
        now = services.clock.now()
        notice.undone_at = now
        if chat is not None:
            if (chat.row.outcome or {}).get("result") == _RESULT:
                chat.row.outcome = None
            if not await _ended_again(session, notice):
                await take_door_away(session, chat.row, at=now)
            if chat.row.claimed_by is None:  # else two people would write in one chat
                await _say(session, services, by, chat, _for(chat, "undone"))
        detail = {"account": notice.staff_id}
        await record(session, services, by, "notice.undone", chat_id=notice.chat_id, detail=detail)
        if notice.seen_at is None:
            await take_off_board(session, services, by, notice)


async def _ended_again(session: AsyncSession, notice: Notice) -> bool:
    """Tell whether the chat was ended for misuse once more since, and that stands."""
    later = select(Notice.id).where(
        Notice.chat_id == notice.chat_id,
        Notice.kind == NoticeKind.MISUSE,
        Notice.undone_at.is_(None),
        Notice.id != notice.id,
        Notice.at > notice.at,
    )
    return await session.scalar(later.limit(1)) is not None


async def _chat_of(session: AsyncSession, services: Services, notice_id: str) -> OpenChat | None:
    """Lock the chat before its notice, as whoever ends a chat does; None once it is gone."""
    chat_id = await session.scalar(select(Notice.chat_id).where(Notice.id == notice_id))
    if chat_id is None:
        return None
    try:
        return await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
    except NoSuchChatError:
        return None


async def _say(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat, *parts: str
) -> None:
    """Say fixed words to the visitor, in the name of who decided."""
    written = services.texts.misuse
    words = [written(part, chat.row.language) for part in parts]
    await append_event(
        session,
        chat,
        "message",
        "counsellor",
        {"text": "\n\n".join(words), "name": by.shown_name},
        at=services.clock.now(),
        client_id=str(uuid.uuid4()),
        staff_id=by.id,
    )


def _for(chat: OpenChat, part: str) -> str:
    """Name the words for a child, or those for an adult."""
    return f"{part}_{_ADULT}" if chat.row.role == _ADULT else part
