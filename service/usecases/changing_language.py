"""The visitor goes on in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.usecases.access import access_chat_by_token
from service.usecases.join_question import ask_again_in_language
from service.usecases.log import append_event, seq_of_client_id
from service.usecases.wishes import want_engine_event

if TYPE_CHECKING:
    from service.usecases.services import Services


async def change_language(
    services: Services, *, chat_id: str, token: str, client_id: str, language: str
) -> str | None:
    """Change the chat's language and let the bot go on in it; tell the language now.

    Raises: NoSuchChatError: not this visitor's chat.
    """
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        if await seq_of_client_id(session, chat, client_id) is not None:
            return chat.row.language
        changed = chat.row.language != language
        chat.row.language = language
        body = {"language": language}
        at = services.clock.now()
        await append_event(session, chat, "language", "visitor", body, at=at, client_id=client_id)
        if changed:
            wake(session, QUEUE_TOPIC)
            await ask_again_in_language(session, services, chat)
            want_engine_event(session, services, chat, "language")
        return language
