"""What the team lead is told at once: on the board who, when and what; the words by a route of its own."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat, Notice, Staff
from service.domain.chat_states import ChatState
from service.domain.errors import NoSuchChatError
from service.domain.staff_errors import NoSuchNoticeError
from service.usecases.access import access_chat_by_id
from service.usecases.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.notices import NoticeKind
    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

_HOLDER = aliased(Staff)
_KIND = "notice"
_MOST_SHOWN = 50
_MOST_TEXTS = 20  # of one notice; the audit counts all


async def tell_lead(  # noqa: PLR0913 - a notice has these parts
    session: AsyncSession,
    services: Services,
    by: Member,
    chat: OpenChat,
    kind: NoticeKind,
    *,
    what: str | None = None,
    words: str | None = None,
) -> Notice:
    """Put on the lead's board that somebody did something in a chat; the same again is counted.

    Args: words: sealed under the chat's first key; only a lead reads them, and that is audited.
    """
    found = await put_on_board(session, services, by, chat.id, kind, what=what)
    if words is not None:
        texts = [*_words_of(chat, found), words][-_MOST_TEXTS:]
        found.sealed_words = chat.keys.seal_body(texts, number=found.id, kind=_KIND)
    return found


async def put_on_board(  # noqa: PLR0913 - a notice has these parts
    session: AsyncSession,
    services: Services,
    by: Member,
    chat_id: str,
    kind: NoticeKind,
    *,
    what: str | None = None,
) -> Notice:
    """As `tell_lead`, of a chat that need not be open."""
    now = services.clock.now()
    found = await session.scalar(_same(chat_id, by, kind, what))
    if found is None:
        found = Notice(
            id=secrets.token_urlsafe(12),
            kind=kind.value,
            what=what,
            chat_id=chat_id,
            staff_id=by.id,
            times=0,
        )
        session.add(found)
    found.at = now
    found.times += 1
    await session.flush()
    wake(session, QUEUE_TOPIC)
    return found


async def unseen_notices(session: AsyncSession) -> list[dict[str, Any]]:
    """Read what no lead has seen yet, the newest first; it is for leads alone."""
    query = _all().where(Notice.seen_at.is_(None)).order_by(Notice.at.desc(), Notice.id)
    rows = (await session.execute(query.limit(_MOST_SHOWN))).tuples()
    return [_as_json(*row) for row in rows]


async def read_notice(services: Services, by: Member, notice_id: str) -> dict[str, Any]:
    """Read a notice with its words (audited).

    Raises: NoSuchNoticeError: there is none of this id.
    """
    async with services.database.write() as session:
        query = _all().where(Notice.id == notice_id)
        found = (await session.execute(query)).tuples().one_or_none()
        if found is None:
            raise NoSuchNoticeError
        notice = found[0]
        texts: Sequence[str] = ()
        if notice.chat_id is not None and notice.sealed_words is not None:
            try:
                chat = await access_chat_by_id(session, services.keyring, notice.chat_id)
                texts = _words_of(chat, notice)
            except NoSuchChatError:  # expired in between
                texts = ()
        await record(
            session,
            services,
            by,
            "notice.read",
            chat_id=notice.chat_id,
            detail={"kind": notice.kind, "account": notice.staff_id},
        )
        return {**_as_json(*found), "words": list(texts)}


async def mark_seen(services: Services, by: Member, notice_id: str) -> None:
    """Take a notice off the board, for every lead; seen already: nothing changes.

    Raises: NoSuchNoticeError: there is none of this id.
    """
    async with services.database.write() as session:
        notice = await held_notice(session, notice_id)
        if notice.seen_at is None:
            await take_off_board(session, services, by, notice)


async def held_notice(session: AsyncSession, notice_id: str) -> Notice:
    """Give a notice to be changed.

    Raises: NoSuchNoticeError: there is none of this id.
    """
    notice = await session.get(Notice, notice_id, with_for_update=True)
    if notice is None:
        raise NoSuchNoticeError
    return notice


async def take_off_board(
    session: AsyncSession, services: Services, by: Member, notice: Notice
) -> None:
    """Note who saw a notice."""
    notice.seen_at = services.clock.now()
    notice.seen_by = by.id
    wake(session, QUEUE_TOPIC)
    detail = {"kind": notice.kind, "account": notice.staff_id}
    await record(session, services, by, "notice.seen", chat_id=notice.chat_id, detail=detail)


def _same(chat_id: str, by: Member, kind: NoticeKind, what: str | None) -> Select[Notice]:
    return select(Notice).where(
        Notice.chat_id == chat_id,
        Notice.staff_id == by.id,
        Notice.kind == kind.value,
        Notice.what.is_not_distinct_from(what),
        Notice.seen_at.is_(None),
    )


def _all() -> Select[Notice, str, Chat, str]:
    return (
        select(Notice, Staff.name, Chat, _HOLDER.name)
        .join(Staff, Staff.id == Notice.staff_id)
        .outerjoin(Chat, Chat.id == Notice.chat_id)
        .outerjoin(_HOLDER, _HOLDER.id == Chat.claimed_by)
    )


def _words_of(chat: OpenChat, notice: Notice) -> list[str]:
    if notice.sealed_words is None:
        return []
    texts: list[str] = chat.keys.open_body(notice.sealed_words, number=notice.id, kind=_KIND)
    return texts


def _as_json(notice: Notice, name: str, chat: Chat | None, holder: str | None) -> dict[str, Any]:
    since = chat.waiting_since if chat and chat.state is ChatState.WAITING else None
    return {
        "id": notice.id,
        "at": notice.at.isoformat(timespec="seconds"),
        "kind": notice.kind,
        "what": notice.what,
        "by": name,
        "chat": notice.chat_id,
        "language": chat.language if chat else None,
        "level": chat.level.value if chat and chat.level else None,
        "topic": chat.topic if chat else None,
        "waiting_since": since.isoformat(timespec="seconds") if since else None,
        "holder": holder,
        "times": notice.times,
        "undone": notice.undone_at is not None,
        "has_words": notice.sealed_words is not None,
    }
