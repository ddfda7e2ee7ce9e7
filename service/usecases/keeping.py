"""How long chats stay: idle ones close, old ones lose their keys and rows (trust.md's table)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import (
    Along,
    Audit,
    Chat,
    ChatKey,
    Choice,
    Code,
    Correction,
    Event,
    Feedback,
    Note,
    Notice,
    Stub,
    VisitorToken,
    Whisper,
)
from service.domain.chat_states import ChatState, EscalationStatus, Level
from service.domain.errors import NoSuchChatError
from service.domain.joining import Entry
from service.usecases.access import access_chat_by_id
from service.usecases.each_chat import each_chat
from service.usecases.erasing import delete_chat_rows
from service.usecases.escalating import open_escalations, set_escalations
from service.usecases.join_question import entry
from service.usecases.speaking import change_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services

_AT_ONCE = 200
_URGENT_STAYS = timedelta(days=1)  # of a chat whose visitor said "not now"
_PRESSING = (Level.LIFE, Level.URGENT)
# What only the visitor and the counsellor need; the redacted story is left without it.
_THEIR_OWN = (Along, Choice, Code, Feedback, Note, VisitorToken, Whisper)


async def close_idle(services: Services) -> int:
    """Close chats in which only the bot speaks and nobody wrote for long; tell how many.

    Never one that waits, has a counsellor, or has a `life` or `urgent` request open; but one that waits
    although its visitor said "not now" and then went, where it was urgent after a day.
    """
    since = _idle_since(services)
    declined = and_(Chat.state == ChatState.WAITING, Chat.talk_declined)
    alone = or_(Chat.state == ChatState.BOT, declined)
    idle = select(Chat.id).where(alone, Chat.active_at <= since)
    return await each_chat(await _ids(services, idle), partial(_close, services))


async def expire_chats(services: Services) -> int:
    """Let chats end that were kept long enough; tell how many.

    The first key is destroyed and with it the visitor's way in and every body; the redacted story
    stays for trainers. A chat that waits or has a counsellor is kept.
    """
    quiet = Chat.state.in_([ChatState.BOT, ChatState.CLOSED])
    due = and_(Chat.expired_at.is_(None), quiet, _kept_long_enough(services))
    expired = 0
    for chat_id in await _ids(services, select(Chat.id).where(due)):
        async with services.database.write() as session:
            # Asked again under the lock: somebody may have come back to it meanwhile.
            query = select(Chat).where(Chat.id == chat_id, due).with_for_update()
            row = await session.scalar(query)
            if row is not None:
                await _expire(session, services, row)
                expired += 1
    if expired:
        await services.database.wipe_log()
    return expired


async def forget_stories(services: Services) -> int:
    """Delete redacted stories past their time; tell how many."""
    old = services.clock.now() - timedelta(days=services.settings.keep_story_days)
    ids = await _ids(services, select(Chat.id).where(Chat.expired_at <= old))
    for chat_id in ids:
        async with services.database.write() as session:
            await delete_chat_rows(session, chat_id)
    if ids:
        await services.database.wipe_log()
    return len(ids)


async def forget_stubs(services: Services) -> int:
    """Delete stubs of erased chats past their time; tell how many."""
    old = services.clock.now() - timedelta(days=services.settings.keep_stub_days)
    query = select(Stub.id).where(Stub.erased_at <= old).limit(_AT_ONCE)
    async with services.database.read() as session:
        ids = (await session.scalars(query)).all()
    if ids:
        async with services.database.write() as session:
            await session.execute(delete(Stub).where(Stub.id.in_(ids)))
            wake(session, QUEUE_TOPIC)
    return len(ids)


async def forget_notices(services: Services) -> int:
    """Delete what a lead was told, past the time of stubs; tell how many."""
    old = services.clock.now() - timedelta(days=services.settings.keep_stub_days)
    query = select(Notice.id).where(Notice.at <= old).limit(_AT_ONCE)
    async with services.database.read() as session:
        ids = (await session.scalars(query)).all()
    if ids:
        async with services.database.write() as session:
            await session.execute(delete(Notice).where(Notice.id.in_(ids)))
            wake(session, QUEUE_TOPIC)
    return len(ids)


async def forget_audit(services: Services) -> int:
    """Delete records of the audit past their time; tell how many.

    From the front only, up to the first that is young enough, so that what is left stays one chain.
    The newest record is kept whatever its age: the next one is numbered and hashed after it.
    """
    old = services.clock.now() - timedelta(days=services.settings.keep_audit_days)
    async with services.database.read() as session:
        front = await session.scalar(select(func.min(Audit.id)))
        kept = await session.scalar(select(func.min(Audit.id)).where(Audit.at > old))
        if kept is None:
            kept = await session.scalar(select(func.max(Audit.id)))
    if front is None or kept is None or front == kept:
        return 0
    until = min(kept, front + _AT_ONCE)
    async with services.database.write() as session:
        await session.execute(delete(Audit).where(Audit.id < until))
    return int(until - front)


async def wipe_owed_log(services: Services) -> int:
    """Empty SQLite's log of what was erased, where somebody read just then; tell whether it was."""
    return int(await services.database.wipe_owed_log())


def _kept_long_enough(services: Services) -> ColumnElement[bool]:
    """Give the rule: whoever had a counsellor is kept longest, then who has a code."""
    now, settings = services.clock.now(), services.settings
    counsellor = now - timedelta(days=settings.keep_counsellor_days)
    code = now - timedelta(days=settings.keep_code_days)
    bot = now - timedelta(hours=settings.keep_bot_hours)
    return or_(
        and_(Chat.had_counsellor, Chat.active_at <= counsellor),
        and_(Chat.had_counsellor.is_(False), Chat.has_code, Chat.active_at <= code),
        and_(Chat.had_counsellor.is_(False), Chat.has_code.is_(False), Chat.active_at <= bot),
    )


async def _close(services: Services, chat_id: str) -> bool:
    """Close a chat if it is still idle, under its lock; tell whether it was."""
    now, since = services.clock.now(), _idle_since(services)
    async with services.database.write() as session:
        try:
            chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        except NoSuchChatError:
            return False
        pressing = [row for row in await open_escalations(session, chat) if row.level in _PRESSING]
        not_now = chat.row.state is ChatState.WAITING and entry(chat.row) is Entry.NOT_NOW
        if not (chat.row.state is ChatState.BOT or not_now) or chat.row.active_at > since:
            return False
        if pressing and not (not_now and chat.row.active_at <= now - _URGENT_STAYS):
            return False
        if not_now:
            await set_escalations(session, chat, EscalationStatus.CLOSED, note="not_now")
        await change_state(session, chat, ChatState.CLOSED, reason="idle", at=now)
        return True


def _idle_since(services: Services) -> datetime:
    return services.clock.now() - timedelta(minutes=services.settings.idle_close_min)


async def _expire(session: AsyncSession, services: Services, row: Chat) -> None:
    now, chat_id = services.clock.now(), row.id
    await session.execute(update(ChatKey).where(ChatKey.chat_id == chat_id).values(body_key=None))
    await session.execute(update(Event).where(Event.chat_id == chat_id).values(sealed_body=None))
    of_chat = Correction.chat_id == chat_id
    await session.execute(update(Correction).where(of_chat).values(sealed_words=None))
    told = Notice.chat_id == chat_id
    await session.execute(update(Notice).where(told).values(sealed_words=None))
    for table in _THEIR_OWN:
        await session.execute(delete(table).where(table.chat_id == chat_id))
    row.state = ChatState.CLOSED
    row.closed_at = row.closed_at or now
    row.expired_at = now
    row.sealed_memory = None
    row.sealed_plan = None
    row.silence_at = None
    wake(session, chat_id)


async def _ids(services: Services, query: Select[str]) -> Sequence[str]:
    async with services.database.read() as session:
        return (await session.scalars(query.limit(_AT_ONCE))).all()
