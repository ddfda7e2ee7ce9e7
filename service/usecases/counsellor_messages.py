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
from service.domain.private_contact import find_divided_contact, find_private_contact
from service.domain.staff_errors import PrivateContactError
from service.usecases.audit import record
from service.usecases.claims import held_chat
from service.usecases.log import append_event, seq_of_client_id
from service.usecases.notices import tell_lead
from service.usecases.takeover import start_speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

_PARTS = 3  # messages before this one, in which what it ends may have begun


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
    helplines = services.helplines.named()
    private = find_private_contact(cleaned, helplines)
    async with held_chat(services, by, chat_id) as (session, chat):
        known = await _own_seq(session, by, chat_id, client_id)
        if known is not None:
            return Written(known, again=True)
        if private is None:
            before = await _said_before(session, by, chat)
            private = find_divided_contact(before, cleaned, helplines)
        if private is None:
            seq = await _say(session, services, by, chat, text=cleaned, client_id=client_id)
            return Written(seq, again=False)
        await _stop(session, services, by, chat, kind=private.value, text=cleaned)
    raise PrivateContactError(private.value)


async def _say(  # noqa: PLR0913 - a message has these parts
    session: AsyncSession,
    services: Services,
    by: Member,
    chat: OpenChat,
    *,
    text: str,
    client_id: str,
) -> int:
    if await seq_of_client_id(session, chat, client_id) is not None:
        raise BadRequestError("client_id")
    await start_speaking(session, services, by, chat)
    now = services.clock.now()
    seq = await append_event(
        session,
        chat,
        "message",
        "counsellor",
        {"text": text, "name": by.shown_name, "by": by.first_name},
        at=now,
        client_id=client_id,
        staff_id=by.id,
    )
    chat.row.active_at = now
    await record(session, services, by, "chat.wrote", chat_id=chat.id, detail={"seq": seq})
    return seq


async def _stop(  # noqa: PLR0913 - what was stopped has these parts
    session: AsyncSession, services: Services, by: Member, chat: OpenChat, *, kind: str, text: str
) -> None:
    """Tell the lead what was not sent, and keep it where only a lead reads it."""
    await tell_lead(session, services, by, chat, NoticeKind.CONTACT_STOPPED, what=kind, words=text)
    detail = {"kind": kind}
    await record(session, services, by, "chat.contact_stopped", chat_id=chat.id, detail=detail)


async def _said_before(session: AsyncSession, by: Member, chat: OpenChat) -> Sequence[str]:
    """Read what this counsellor said last in a chat, in order."""
    query = (
        select(Event)
        .where(Event.chat_id == chat.id, Event.kind == "message", Event.staff_id == by.id)
        .order_by(Event.seq.desc())
        .limit(_PARTS)
    )
    return [
        chat.keys.open_body(said.sealed_body, number=said.seq, kind=said.kind)["text"]
        for said in reversed((await session.scalars(query)).all())
        if said.sealed_body is not None
    ]


async def _own_seq(session: AsyncSession, by: Member, chat_id: str, client_id: str) -> int | None:
    return await session.scalar(
        select(Event.seq).where(
            Event.chat_id == chat_id, Event.client_id == client_id, Event.staff_id == by.id
        )
    )
