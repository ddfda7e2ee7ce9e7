"""The visitor's page has what a counsellor wrote: "delivered", for the counsellor only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from service.adapters.notifier import Signal
from service.adapters.schema import Chat
from service.usecases.access import access_chat_by_token

if TYPE_CHECKING:
    from service.usecases.services import Services


async def note_received(services: Services, *, chat_id: str, token: str, seq: int) -> None:
    """Store up to which number a page of the visitor has the chat, and tell the counsellor.

    Only what is news is written: a page that was loaded again says it again.

    Raises: NoSuchChatError: not this visitor's chat.
    """
    async with services.database.read() as session:
        chat = await access_chat_by_token(session, services.keyring, chat_id=chat_id, token=token)
        # Nobody has what was not said yet.
        seq = min(seq, chat.row.next_seq - 1)
        if seq <= chat.row.received_seq:
            return
    async with services.database.write() as session:
        await session.execute(
            update(Chat)
            .where(Chat.id == chat_id, Chat.received_seq < seq)
            .values(received_seq=seq)
            .execution_options(synchronize_session=False)
        )
    await services.notifier.tell(chat_id, Signal("received", {"seq": seq}))
