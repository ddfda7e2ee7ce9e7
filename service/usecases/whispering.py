"""A lead whispers to the counsellor who holds a chat: beside the conversation, never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Whisper
from service.domain.chat_states import AT_DESK
from service.domain.cleaning import clean
from service.domain.errors import BadRequestError
from service.domain.staff_errors import HiddenChatError, NobodyHoldsError, OwnChatError
from service.usecases.access import access_chat_by_id
from service.usecases.audit import record
from service.usecases.claims import noting_refusal
from service.usecases.whisper_rows import WHISPER_KIND

if TYPE_CHECKING:
    from service.domain.staff import Member
    from service.usecases.services import Services


async def whisper(
    services: Services, by: Member, chat_id: str, *, client_id: str, text: str
) -> bool:
    """Store a whisper to the counsellor who holds the chat; tell whether it was stored before.

    Raises:
        TooLongError, EmptyMessageError: the text cannot be a message.
        OwnChatError, NobodyHoldsError: there is nobody else to whisper to.
        BadRequestError: the client id was used elsewhere.
        NoSuchChatError: unknown, or not at the desk.
    """
    cleaned = clean(text, limit_chars=services.settings.message_chars)
    async with noting_refusal(services, by, chat_id), services.database.write() as session:
        chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        if chat.row.state not in AT_DESK:
            raise HiddenChatError
        known = await session.scalar(select(Whisper).where(Whisper.id == client_id))
        if known is not None:
            if (known.chat_id, known.staff_id) != (chat.id, by.id):
                raise BadRequestError("client_id")
            return True
        if chat.row.claimed_by == by.id:
            raise OwnChatError
        if chat.row.claimed_by is None:
            raise NobodyHoldsError
        session.add(
            Whisper(
                id=client_id,
                chat_id=chat.id,
                staff_id=by.id,
                told_id=chat.row.claimed_by,
                at=services.clock.now(),
                sealed_body=chat.keys.seal_body(
                    {"text": cleaned}, number=client_id, kind=WHISPER_KIND
                ),
            )
        )
        # The list tells the counsellor that there is something; the chat's own readers, never.
        wake(session, QUEUE_TOPIC)
        await record(session, services, by, "chat.whispered", chat_id=chat.id)
        return False
