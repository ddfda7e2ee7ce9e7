"""The visitor asks for a counsellor with the button, or no longer wants one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.domain.chat_states import ChatState, EscalationStatus, Level, highest
from service.usecases.access import access_chat_by_token
from service.usecases.escalating import open_escalations, raise_escalation, set_escalations
from service.usecases.join_question import end_question
from service.usecases.joining import decline, let_in
from service.usecases.log import append_event, seq_of_client_id
from service.usecases.speaking import change_state
from service.usecases.viewing import view_chat

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.services import Services
    from service.usecases.viewing import View

_STAYS = (Level.LIFE, Level.URGENT)


async def ask_for_human(services: Services, *, chat_id: str, token: str, client_id: str) -> View:
    """Put the chat into the queue as a normal request; again with the same id changes nothing.

    Raises: NoSuchChatError: not this visitor's chat.
    """
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        if await seq_of_client_id(session, chat, client_id) is None:
            await _ask(session, services, chat, client_id)
        await session.flush()
        return await view_chat(session, services, chat, after=chat.row.next_seq)


async def _ask(session: AsyncSession, services: Services, chat: OpenChat, client_id: str) -> None:
    now = services.clock.now()
    chat.row.talk_declined = False
    chat.row.active_at = now
    if chat.row.state is ChatState.CLOSED:
        await change_state(session, chat, ChatState.BOT, reason="reopened", at=now)
    if chat.row.state is not ChatState.BOT:
        asked = await end_question(session, chat)
        body = {"state": chat.row.state.value, "reason": "asked"}
        await append_event(session, chat, "state", "system", body, at=now, client_id=client_id)
        chat.row.human_wanted = True
        if asked:
            await let_in(session, services, chat)
        wake(session, QUEUE_TOPIC)
        return
    seq = await change_state(
        session, chat, ChatState.WAITING, reason="asked", at=now, client_id=client_id
    )
    chat.row.human_wanted = True
    await raise_escalation(
        session,
        services,
        chat,
        seq=seq,
        level=Level.NORMAL,
        reasons=[{"signal": "wants_human", "words": ""}],
        because="asked",
    )


async def stop_asking(services: Services, *, chat_id: str, token: str) -> View:
    """Leave the queue; with `life` or `urgent` open stay in it, marked as not wanting to talk now.

    Raises: NoSuchChatError: not this visitor's chat.
    """
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        if chat.row.state is ChatState.WAITING:
            await _stop(session, services, chat)
        await session.flush()
        return await view_chat(session, services, chat, after=chat.row.next_seq)


async def _stop(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    now = services.clock.now()
    open_level = highest(*(row.level for row in await open_escalations(session, chat)))
    if open_level in _STAYS:
        if not chat.row.talk_declined:
            await decline(session, services, chat)
        return
    await set_escalations(session, chat, EscalationStatus.CLOSED, note="not_wanted_any_more")
    chat.row.claimed_by = None
    chat.row.claimed_at = None
    chat.row.lease_until = None
    await change_state(session, chat, ChatState.BOT, reason="not_wanted_any_more", at=now)
