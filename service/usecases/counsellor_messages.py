"""What a counsellor says to the visitor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.schema import Event
from service.domain.canned import check_filled
from service.domain.cleaning import clean
from service.domain.errors import BadRequestError
from service.domain.notices import NoticeKind
from service.domain.private_contact import find_private_contact
from service.domain.staff_errors import PrivateContactError
from service.usecases.audit import record
from service.usecases.claims import held_chat
from service.usecases.log import append_event, seq_of_client_id
from service.usecases.notices import tell_lead
from service.usecases.takeover import start_speaking

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.services import Services


@dataclass(frozen=True)
class Written:
    """Where the message is stored. `again`: it was stored before, by the same client id."""

    seq: int
    again: bool


async def write_message(
    services: Services, by: Member, chat_id: str, *, client_id: str, text: str
) -> Written:
    """Store a counsellor's message; the first one also joins the chat.

    A repeat of a stored message is answered with its number, also after the chat was given away.

    Raises:
        TooLongError, EmptyMessageError: the text cannot be a message.
        UnfilledError: a placeholder of a canned reply is left in it.
        BadRequestError: somebody else used this client id in this chat.
        ClaimLostError, NotYoursError, NoSuchChatError: not this counsellor's chat.
        PrivateContactError: it holds a private contact. Nothing is sent, and the lead is told.
    """
    async with services.database.read() as session:
        known = await _own_seq(session, by, chat_id, client_id)
    if known is not None:
        return Written(known, again=True)
    cleaned = clean(text, limit_chars=services.settings.message_chars)
    check_filled(cleaned)
    private = find_private_contact(cleaned, services.named_helplines.read())
    if private is not None:
        await _stop(services, by, chat_id, kind=private.value, text=cleaned)
    async with held_chat(services, by, chat_id) as (session, chat):
        known = await _own_seq(session, by, chat_id, client_id)
        if known is not None:
            return Written(known, again=True)
        if await seq_of_client_id(session, chat, client_id) is not None:
            raise BadRequestError("client_id")
        await start_speaking(session, services, by, chat)
        now = services.clock.now()
        seq = await append_event(
            session,
            chat,
            "message",
            "counsellor",
            {"text": cleaned, "name": by.shown_name, "by": by.first_name},
            at=now,
            client_id=client_id,
            staff_id=by.id,
        )
        chat.row.active_at = now
        await record(session, services, by, "chat.wrote", chat_id=chat.id, detail={"seq": seq})
        return Written(seq, again=False)


async def _stop(services: Services, by: Member, chat_id: str, *, kind: str, text: str) -> None:
    """Tell the lead what was not sent, keep it where only a lead reads it, and refuse it."""
    async with held_chat(services, by, chat_id) as (session, chat):
        stopped = NoticeKind.CONTACT_STOPPED
        await tell_lead(session, services, by, chat, stopped, what=kind, words=text)
        detail = {"kind": kind}
        await record(session, services, by, "chat.contact_stopped", chat_id=chat.id, detail=detail)
    raise PrivateContactError(kind)


async def _own_seq(session: AsyncSession, by: Member, chat_id: str, client_id: str) -> int | None:
    return await session.scalar(
        select(Event.seq).where(
            Event.chat_id == chat_id, Event.client_id == client_id, Event.staff_id == by.id
        )
    )
