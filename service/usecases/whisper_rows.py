"""Whispers as the staff they concern read them; nothing of a visitor's or the engine's comes here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select

from service.adapters.schema import Chat, Staff, Whisper
from service.domain.chat_states import ChatState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat

WHISPER_KIND = "whisper"


async def whispers_to(session: AsyncSession, chat: OpenChat, by: Member) -> list[dict[str, Any]]:
    """Read what leads whispered to this counsellor in this chat, in order."""
    return await _read(session, chat, Whisper.told_id == by.id)


async def whispers_of(session: AsyncSession, chat: OpenChat, by: Member) -> list[dict[str, Any]]:
    """Read what this lead whispered in this chat, in order."""
    return await _read(session, chat, Whisper.staff_id == by.id)


async def whispers_to_holders(session: AsyncSession) -> Mapping[str, int]:
    """Count, by chat, what was whispered to who holds it: more than before is news."""
    query = (
        select(Whisper.chat_id, func.count())
        .join(Chat, Chat.id == Whisper.chat_id)
        .where(
            Whisper.told_id == Chat.claimed_by, Chat.state.in_([ChatState.WAITING, ChatState.HUMAN])
        )
        .group_by(Whisper.chat_id)
    )
    return dict((await session.execute(query)).tuples().all())


async def _read(
    session: AsyncSession, chat: OpenChat, whose: ColumnElement[bool]
) -> list[dict[str, Any]]:
    query = (
        select(Whisper, Staff.name)
        .join(Staff, Staff.id == Whisper.staff_id)
        .where(Whisper.chat_id == chat.id, whose)
        .order_by(Whisper.at, Whisper.id)
    )
    return [
        {
            "id": row.id,
            "by": name,
            "at": row.at.isoformat(timespec="seconds"),
            "text": chat.keys.open_body(row.sealed_body, number=row.id, kind=WHISPER_KIND)["text"],
        }
        for row, name in (await session.execute(query)).tuples()
    ]
