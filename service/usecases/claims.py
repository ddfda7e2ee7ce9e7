"""Whose chat it is: one counsellor's, by a lease that ends without signs of life from them.

A claim is not the right to speak: that is the chat's state, which `join` changes.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Audit, Chat, Staff
from service.domain.chat_states import ChatState, EscalationStatus, Level
from service.domain.errors import NoSuchChatError
from service.domain.staff_errors import (
    ClaimedError,
    ClaimLostError,
    HiddenChatError,
    NotNowError,
    NotWaitingError,
    NotYoursError,
)
from service.usecases.access import access_chat_by_id
from service.usecases.audit import record
from service.usecases.company import plan_next_line
from service.usecases.duty import check_room, is_there, lock_duty, note_missed, note_taken
from service.usecases.each_chat import each_chat
from service.usecases.escalating import set_escalations
from service.usecases.join_question import OPEN_TO_JOIN, UNTAKEN, end_question, withdraw_question
from service.usecases.speaking import change_state

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

_CLAIMED = "chat.claimed"
_REFUSED = (HiddenChatError, NotYoursError, ClaimLostError, ClaimedError)


async def claim(
    session: AsyncSession, services: Services, by: Member, chat_id: str, *, one_more: bool = False
) -> OpenChat:
    """Take a waiting chat, by one conditional update: of many who try at once, one gets it.

    The chat stays `waiting` in its place until the counsellor joins. Claiming what is already
    one's own gives it again, which is a reading of it. With `one_more` it may be one beyond the limit.

    Raises:
        AtLimitError, DoorClosedError, LineClosedError: see `duty.check_room`.
        ClaimedError: another counsellor has it.
        NotNowError: the visitor does not want to talk now, and no life is at risk.
        NotWaitingError: it waits for nobody.
        NoSuchChatError: unknown, erased or expired.
    """
    now = services.clock.now()
    # Of two claims of one person at once, the second counts the first.
    duty = await lock_duty(session, services, by.id)
    await _end_if_over(session, services, chat_id)
    beyond = await check_room(session, services, duty, chat_id, one_more=one_more)
    free = or_(UNTAKEN, Chat.lease_until <= now)
    taken = await session.execute(
        update(Chat)
        .where(Chat.id == chat_id, Chat.state == ChatState.WAITING, free, OPEN_TO_JOIN)
        .values(claimed_by=by.id, claimed_at=now, lease_until=_lease_end(services, now))
        .execution_options(synchronize_session=False)
    )
    chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
    if chat.row.claimed_by != by.id:
        if chat.row.claimed_by is not None:
            raise ClaimedError(await _holder(session, chat.row))
        if chat.row.state is ChatState.WAITING and chat.row.talk_declined:
            raise NotNowError
        raise NotWaitingError(chat.row.state.value)
    extend_lease(services, chat)
    if taken.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        if chat.row.level is Level.LIFE:
            await end_question(session, chat)
        await set_escalations(session, chat, EscalationStatus.CLAIMED)
        await note_taken(session, services, duty, chat.id, beyond=beyond)
        wake(session, chat.id)
        wake(session, QUEUE_TOPIC)
        detail = {"one_more": True} if beyond else None
        await record(session, services, by, _CLAIMED, chat_id=chat.id, detail=detail)
    else:
        await record(session, services, by, "chat.read", chat_id=chat.id)
    return chat


async def access_chat_by_claim(
    session: AsyncSession,
    services: Services,
    by: Member,
    chat_id: str,
    *,
    to_change: bool = False,
) -> OpenChat:
    """Give a counsellor a chat that they have claimed.

    Raises:
        ClaimLostError: they had it once.
        NotYoursError: it waits in the queue, where every counsellor sees it.
        NoSuchChatError: any other chat, whether it exists or not.
    """
    chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=to_change)
    if chat.row.claimed_by == by.id:
        return chat
    had_it = exists().where(
        Audit.chat_id == chat_id, Audit.staff_id == by.id, Audit.action == _CLAIMED
    )
    if await session.scalar(select(had_it)):
        raise ClaimLostError(await _holder(session, chat.row), state=chat.row.state.value)
    if chat.row.state is ChatState.WAITING:
        raise NotYoursError(await _holder(session, chat.row))
    raise HiddenChatError


@asynccontextmanager
async def held_chat(
    services: Services, by: Member, chat_id: str
) -> AsyncIterator[tuple[AsyncSession, OpenChat]]:
    """Open a transaction on one's own chat; what is done in it also keeps the lease.

    A refusal is noted in the audit.

    Raises: as `access_chat_by_claim`.
    """
    async with noting_refusal(services, by, chat_id), services.database.write() as session:
        chat = await access_chat_by_claim(session, services, by, chat_id, to_change=True)
        extend_lease(services, chat)
        yield session, chat


@asynccontextmanager
async def noting_refusal(services: Services, by: Member, chat_id: str) -> AsyncIterator[None]:
    """Note in the audit that somebody reached for a chat that is not theirs."""
    try:
        yield
    except _REFUSED as error:
        detail = {"cause": type(error).__name__}
        async with services.database.write() as session:
            await record(session, services, by, "chat.refused", chat_id=chat_id, detail=detail)
        raise


def extend_lease(services: Services, chat: OpenChat) -> None:
    """Count a sign of life of the counsellor."""
    chat.row.lease_until = _lease_end(services, services.clock.now())


def drop_claim(chat: OpenChat) -> None:
    """Make the chat nobody's; its place in the queue is not touched."""
    chat.row.claimed_by = None
    chat.row.claimed_at = None
    chat.row.lease_until = None


async def back_to_queue(
    session: AsyncSession, services: Services, chat: OpenChat, *, reason: str
) -> None:
    """Put a claimed chat back into its old place; a visitor who was helped, or asked, is told."""
    await withdraw_question(session, services, chat)
    drop_claim(chat)
    await session.flush()
    if chat.row.state is ChatState.HUMAN:
        now = services.clock.now()
        await change_state(session, chat, ChatState.WAITING, reason=reason, at=now)
        await plan_next_line(session, services, chat)
    await set_escalations(session, chat, EscalationStatus.QUEUED)
    wake(session, chat.id)
    wake(session, QUEUE_TOPIC)


async def end_dead_claims(services: Services) -> int:
    """Give back the chats of counsellors without a sign of life; tell how many.

    Who gave no sign of input for as long is away until the next one.
    """
    query = select(Chat.id).where(Chat.lease_until <= services.clock.now())
    async with services.database.read() as session:
        over = (await session.scalars(query)).all()
    ended = await each_chat(over, partial(_end_dead_claim, services))
    return ended + await _end_of_absent(services)


async def _end_dead_claim(services: Services, chat_id: str) -> bool:
    async with services.database.write() as session:
        gone = await _end_if_over(session, services, chat_id)
    if gone is not None:
        lease = timedelta(seconds=services.settings.claim_lease_s)
        await note_missed(services, gone, since=services.clock.now() - lease)
    return gone is not None


async def _end_of_absent(services: Services) -> int:
    """Give back chats whose visitor is asked whether somebody may join who is not there any more."""
    asked = (Chat.join_asked_at.is_not(None), Chat.claimed_by.is_not(None))
    async with services.database.read() as session:
        query = select(Chat.id, Chat.claimed_by).where(Chat.state == ChatState.WAITING, *asked)
        found = (await session.execute(query)).tuples().all()
        absent = {
            chat_id: holder
            for chat_id, holder in found
            if holder and not await is_there(session, services, holder)
        }

    async def end(chat_id: str) -> bool:
        async with services.database.write() as session:
            try:
                chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
            except NoSuchChatError:
                return False
            if chat.row.claimed_by != absent[chat_id] or chat.row.join_asked_at is None:
                return False
            await _give_back(session, services, chat)
            return True

    return await each_chat(absent, end)


async def _end_if_over(session: AsyncSession, services: Services, chat_id: str) -> str | None:
    """End a claim whose lease has run out, under the chat's lock; tell whose it was."""
    try:
        chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
    except NoSuchChatError:
        return None
    row = chat.row
    if row.claimed_by is None or row.lease_until is None:
        return None
    if row.lease_until > services.clock.now():
        return None
    gone = row.claimed_by
    await _give_back(session, services, chat)
    return gone


async def _give_back(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Give back the chat of somebody who is no longer there, and note whose it was."""
    detail = {"account": chat.row.claimed_by}
    await back_to_queue(session, services, chat, reason="counsellor_gone")
    await record(session, services, None, "chat.lease_ended", chat_id=chat.id, detail=detail)


def _lease_end(services: Services, now: datetime) -> datetime:
    return now + timedelta(seconds=services.settings.claim_lease_s)


async def _holder(session: AsyncSession, row: Chat) -> str | None:
    return await session.scalar(select(Staff.name).where(Staff.id == row.claimed_by))
