"""Read along in a chat that one does not hold: with a reason, noted, seen by holder and lead.

A lead who was away is told, too: the notice stays until one saw it.

It ends by leaving, without a sign of life from the page, and with the chat. Nobody who reads along
can write: that is the holder's alone (`claims.held_chat`).
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Along, Chat, ChatKey, Staff
from service.adapters.sealing import UnreadableError
from service.domain.chat_states import AT_DESK
from service.domain.errors import NoSuchChatError
from service.domain.notices import NoticeKind
from service.domain.reading_along import AlongReason
from service.domain.staff import StaffRole
from service.domain.staff_errors import (
    AlongOverError,
    AlongReasonError,
    HiddenChatError,
    NotLoggedInError,
    OwnChatError,
)
from service.usecases.access import access_chat_by_id
from service.usecases.along_rows import end_own_along
from service.usecases.audit import record
from service.usecases.claims import noting_refusal
from service.usecases.counsellor_view import card_of
from service.usecases.following import Told, follow_chat
from service.usecases.notices import tell_lead
from service.usecases.staff.sessions import check_still_open
from service.usecases.viewing import view_chat
from service.usecases.whisper_rows import whispers_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

_KIND = "along"


@dataclass(frozen=True)
class Because:
    """Why somebody reads along; the words are sealed, and for the lead."""

    reason: AlongReason
    words: str | None


async def begin_along(
    services: Services, by: Member, chat_id: str, because: Because
) -> dict[str, Any]:
    """Begin to read along, and give the chat; begun again, with the newer reason.

    Raises:
        AlongReasonError: `other` without words.
        OwnChatError: one holds it.
        NoSuchChatError: unknown, or nobody waits or talks in it.
    """
    words = (because.words or "").strip()
    if because.reason is AlongReason.OTHER and not words:
        raise AlongReasonError
    async with noting_refusal(services, by, chat_id), services.database.write() as session:
        chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        if chat.row.claimed_by == by.id:
            raise OwnChatError
        if chat.row.state not in AT_DESK:
            raise HiddenChatError
        await end_own_along(session, by, chat.id)
        now = services.clock.now()
        sealed = chat.keys.seal_body({"words": words}, number=by.id, kind=_KIND) if words else None
        session.add(
            Along(
                chat_id=chat.id,
                staff_id=by.id,
                since=now,
                reason=because.reason.value,
                sealed_words=sealed,
                lease_until=now + timedelta(seconds=services.settings.claim_lease_s),
            )
        )
        wake(session, QUEUE_TOPIC)
        if by.role is not StaffRole.LEAD:
            why, kind = because.reason.value, NoticeKind.ALONG_BEGAN
            await tell_lead(session, services, by, chat, kind, what=why, words=words or None)
        detail = {"reason": because.reason.value}
        await record(session, services, by, "chat.along_began", chat_id=chat.id, detail=detail)
        return await _told(session, services, by, chat, after=0)


async def read_along(services: Services, by: Member, chat_id: str, *, after: int) -> dict[str, Any]:
    """Read a chat along from an event on; noted in the audit unless there was nothing new."""
    async with _along(services, by, chat_id) as (session, chat, _):
        return await _told(session, services, by, chat, after=after)


async def keep_along(services: Services, by: Member, chat_id: str) -> None:
    """Count a sign of life of the page."""
    async with _along(services, by, chat_id) as (_, _, row):
        ends = services.clock.now() + timedelta(seconds=services.settings.claim_lease_s)
        row.lease_until = ends


async def end_along(services: Services, by: Member, chat_id: str) -> None:
    """Leave; once left, nothing changes. The next look asks for a reason again."""
    async with services.database.write() as session:
        if await end_own_along(session, by, chat_id):
            wake(session, QUEUE_TOPIC)
            wake(session, chat_id)
            await record(session, services, by, "chat.along_ended", chat_id=chat_id)


async def start_following_along(
    services: Services, by: Session, chat_id: str, *, after: int
) -> AsyncIterator[Sequence[Told]]:
    """Give the events live; they end with `along_over`, `logged_out` or `erased`."""
    async with _along(services, by.member, chat_id) as (session, chat, _):
        detail = {"after": after}
        await record(session, services, by.member, "chat.followed", chat_id=chat.id, detail=detail)
    return _follow(services, by, chat_id, after)


async def end_dead_alongs(services: Services) -> int:
    """End the reading along of pages without a sign of life; tell how many."""
    over = Along.lease_until <= services.clock.now()
    async with services.database.read() as session:
        found = (await session.execute(select(Along.chat_id, Along.staff_id).where(over))).tuples()
        dead = found.all()
    for chat_id, staff_id in dead:
        async with services.database.write() as session:
            one = (Along.chat_id == chat_id, Along.staff_id == staff_id)
            await session.execute(delete(Along).where(*one, over))
            wake(session, QUEUE_TOPIC)
            detail = {"account": staff_id}
            await record(
                session, services, None, "chat.along_ended", chat_id=chat_id, detail=detail
            )
    return len(dead)


async def alongs_for_lead(session: AsyncSession, services: Services) -> list[dict[str, Any]]:
    """Tell a lead who reads along in which chat, since when and why, also in words."""
    query = (
        select(Along, Staff.name, Chat, ChatKey)
        .join(Staff, Staff.id == Along.staff_id)
        .join(Chat, Chat.id == Along.chat_id)
        .join(ChatKey, ChatKey.chat_id == Along.chat_id)
        .where(Along.lease_until > services.clock.now())
        .order_by(Along.since, Staff.name)
    )
    found = (await session.execute(query)).tuples().all()
    holders = dict(
        (await session.execute(select(Staff.id, Staff.name))).tuples().all() if found else ()
    )
    return [
        {
            "by": name,
            "chat": chat.id,
            "level": chat.level.value if chat.level else None,
            "topic": chat.topic,
            "holder": holders.get(chat.claimed_by or ""),
            "since": row.since.isoformat(timespec="seconds"),
            "reason": row.reason,
            "words": _words(services, row, key),
        }
        for row, name, chat, key in found
    ]


@asynccontextmanager
async def _along(
    services: Services, by: Member, chat_id: str
) -> AsyncIterator[tuple[AsyncSession, OpenChat, Along]]:
    """Open a transaction on a chat in which one reads along."""
    async with noting_refusal(services, by, chat_id), services.database.write() as session:
        chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        yield session, chat, await _standing(session, services, by, chat)


async def _standing(session: AsyncSession, services: Services, by: Member, chat: OpenChat) -> Along:
    """Give one's own reading along that stands.

    Raises:
        AlongOverError: it ended, or never began, in a chat that is at the desk.
        HiddenChatError: the chat is not at the desk.
    """
    if chat.row.state not in AT_DESK:
        raise HiddenChatError
    row = await session.get(Along, (chat.id, by.id))
    if row is None or row.lease_until <= services.clock.now():
        raise AlongOverError
    return row


async def _told(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat, *, after: int
) -> dict[str, Any]:
    view = await view_chat(session, services, chat, after=after)
    card = await card_of(session, services, chat)
    whispers = await whispers_of(session, chat, by)
    if view.events or after == 0:
        detail = {"after": after, "until": view.next}
        await record(session, services, by, "chat.read", chat_id=chat.id, detail=detail)
    received = {"received": chat.row.received_seq}
    return {"card": card, "whispers": whispers} | view.as_json(to_staff=True) | received


async def _follow(
    services: Services, by: Session, chat_id: str, after: int
) -> AsyncIterator[Sequence[Told]]:
    async def access(session: AsyncSession) -> OpenChat:
        await check_still_open(session, services, by.key)
        chat = await access_chat_by_id(session, services.keyring, chat_id)
        if chat.row.state not in AT_DESK:
            raise AlongOverError
        await _standing(session, services, by.member, chat)
        return chat

    news = follow_chat(services, access, chat_id=chat_id, after=after, to_staff=True)
    try:
        async for told in news:
            yield told
    except AlongOverError:
        yield [Told("along_over", {})]
    except NotLoggedInError:
        yield [Told("logged_out", {})]


def _words(services: Services, row: Along, key: ChatKey) -> str | None:
    if row.sealed_words is None:
        return None
    try:
        keys = services.keyring.open_chat(key)
        opened: dict[str, str] = keys.open_body(row.sealed_words, number=row.staff_id, kind=_KIND)
    except (UnreadableError, NoSuchChatError):
        return None
    return opened["words"]
