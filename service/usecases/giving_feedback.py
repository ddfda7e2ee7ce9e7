"""Whether the chat helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.adapters.schema import Feedback
from service.domain.cleaning import clean
from service.usecases.access import access_chat_by_token

if TYPE_CHECKING:
    from service.usecases.services import Services


async def give_feedback(
    services: Services, *, chat_id: str, token: str, helped: bool, text: str | None
) -> None:
    """Store whether it helped, the words sealed with the chat's first key.

    Raises:
        NoSuchChatError: not this visitor's chat.
        TooLongError: the text is longer than a message may be.
    """
    cleaned = None
    if text is not None and text.strip():
        cleaned = clean(text, limit_chars=services.settings.message_chars)
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        at = services.clock.now()
        sealed = None
        if cleaned is not None:
            sealed = chat.keys.seal_body(cleaned, number="feedback", kind="feedback")
        session.add(Feedback(chat_id=chat.id, at=at, helped=helped, sealed_text=sealed))
