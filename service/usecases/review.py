"""What trainers see: closed chats, from their redacted copies only.

Nothing here opens a body, a time more exact than the week, or a chat's own id. What has no
redacted copy (what a counsellor wrote, a message that was never read) is shown without its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from service.adapters.schema import Chat, ChatKey, Correction, Event
from service.adapters.sealing import UnreadableError
from service.domain.chat_states import ChatState
from service.domain.errors import NoSuchChatError
from service.domain.staff_errors import NoSuchReviewError
from service.usecases.access import access_story_by_id
from service.usecases.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

    type Row = dict[str, Any]

_MOST = 500  # of one list, the newest weeks
# What a trainer sees of a reading; anything that the engine adds later stays hidden until named.
_SHOWN = (
    "choice",
    "act",
    "language",
    "topic",
    "confidence",
    "ranking",
    "role",
    "signals",
    "set",
    "wants_human",
    "level",
    "why",
    "unsure",
    "second_opinion",
)


async def list_reviews(services: Services, by: Member) -> Sequence[Row]:
    """List the closed chats, the newest week first; within a week the order says nothing."""
    async with services.database.write() as session:
        found = (await session.execute(_closed().limit(_MOST))).tuples().all()
        await record(session, services, by, "review.listed", detail={"chats": len(found)})
    rows = [_summary(chat, messages, corrected) for chat, messages, corrected in found]
    by_id = sorted(rows, key=lambda row: str(row["id"]))
    return sorted(by_id, key=lambda row: str(row["week"]), reverse=True)


async def read_review(services: Services, by: Member, review_id: str) -> Row:
    """Read one closed chat: what was said, redacted, and how each message was understood.

    Raises: NoSuchReviewError: unknown, erased, not closed, or without a redacted copy.
    """
    async with services.database.write() as session:
        query = _closed().where(Chat.review_id == review_id)
        found = (await session.execute(query)).tuples().one_or_none()
        if found is None:
            raise NoSuchReviewError
        row, messages, _ = found
        try:
            chat = await access_story_by_id(session, services.keyring, row.id)
            messages_said = await _messages(session, chat)
            events = [_as_told(chat, event) for event in messages_said]
        except (NoSuchChatError, UnreadableError) as error:
            raise NoSuchReviewError from error
        corrected = await _corrections(session, row.id)
        await record(session, services, by, "review.read", chat_id=row.id)
    about_all = _put_beside(events, messages_said, corrected)
    return _summary(row, messages, len(corrected)) | {"events": events, "corrected": about_all}


def _closed() -> Select[Chat, int, int]:
    """Select closed chats with a redacted copy, and how many messages and corrections each has."""
    said = (
        select(
            Event.chat_id,
            func.count().label("messages"),
            func.count(Event.sealed_copy).label("copies"),
        )
        .where(Event.kind == "message")
        .group_by(Event.chat_id)
        .subquery()
    )
    corrections = (
        select(func.count()).where(Correction.chat_id == Chat.id).correlate(Chat).scalar_subquery()
    )
    return (
        select(Chat, said.c.messages, corrections)
        .join(said, said.c.chat_id == Chat.id)
        .join(ChatKey, ChatKey.chat_id == Chat.id)
        .where(Chat.state == ChatState.CLOSED, said.c.copies > 0)
        .order_by(Chat.closed_at.desc())
    )


async def _messages(session: AsyncSession, chat: OpenChat) -> Sequence[Event]:
    query = select(Event).where(Event.chat_id == chat.id, Event.kind == "message")
    return (await session.scalars(query.order_by(Event.seq))).all()


async def _corrections(session: AsyncSession, chat_id: str) -> Sequence[Correction]:
    query = select(Correction).where(Correction.chat_id == chat_id)
    return (await session.scalars(query.order_by(Correction.at, Correction.id))).all()


def _put_beside(
    events: Sequence[Row], messages: Sequence[Event], corrected: Sequence[Correction]
) -> list[Row]:
    """Put each correction beside the message that it is about; give those that are about none.

    As codes: a counsellor's words are for colleagues, and who it was matters to nobody here.
    """
    told = {message.seq: event for message, event in zip(messages, events, strict=True)}
    about_all: list[Row] = []
    for found in corrected:
        event = told.get(found.seq or 0)
        beside = about_all if event is None else event.setdefault("corrections", [])
        beside.append(
            {
                "kind": found.kind,
                "before": found.before,
                "after": found.after,
                "reason": found.reason,
                "status": found.status,
            }
        )
    return about_all


def _summary(row: Chat, messages: int, corrections: int) -> Row:
    return {
        "id": row.review_id,
        "week": _week(row.closed_at or row.active_at),
        "language": row.language,
        "topic": row.topic,
        "role": row.role,
        "level": row.level.value if row.level else None,
        "messages": messages,
        "corrections": corrections,
    }


def _as_told(chat: OpenChat, event: Event) -> Row:
    """Tell one message from its redacted copy alone."""
    told: Row = {"from": event.sender, "text": None}
    if event.sealed_copy is None:
        return told
    copy = chat.keys.open_copy(event.sealed_copy, number=event.seq, kind=event.kind)
    told["text"] = copy.get("text")
    if event.sender == "bot":
        told |= {"response": copy.get("response"), "advice": list(copy.get("advice", ()))}
    reading = copy.get("reading")
    if isinstance(reading, dict):
        told["reading"] = {key: reading[key] for key in _SHOWN if key in reading}
    return told


def _week(at: datetime) -> str:
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"
