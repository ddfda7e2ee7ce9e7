"""A counsellor meets what may be an image of abuse: the chat is marked, nothing is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.adapters.schema import Notice, Staff
from service.domain.notices import NoticeKind
from service.usecases.audit import record
from service.usecases.claims import held_chat
from service.usecases.notices import tell_lead

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services


async def mark_abuse_image(services: Services, by: Member, chat_id: str) -> dict[str, Any]:
    """Mark one's own chat, and tell the lead. Marked already: nothing changes.

    Raises: ClaimLostError, NotYoursError, NoSuchChatError: not this counsellor's chat.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        before = await abuse_image_of(session, chat)
        if before is not None:
            return before
        notice = await tell_lead(session, services, by, chat, NoticeKind.ABUSE_IMAGE)
        await record(session, services, by, "chat.abuse_image_marked", chat_id=chat.id)
        return _as_json(by.name, notice)


async def abuse_image_of(session: AsyncSession, chat: OpenChat) -> dict[str, Any] | None:
    """Tell who marked a chat first, and when; None if nobody did."""
    query = (
        select(Staff.name, Notice)
        .join(Notice, Notice.staff_id == Staff.id)
        .where(Notice.chat_id == chat.id, Notice.kind == NoticeKind.ABUSE_IMAGE.value)
        .order_by(Notice.at)
        .limit(1)
    )
    found = (await session.execute(query)).tuples().one_or_none()
    return None if found is None else _as_json(*found)


def _as_json(name: str, notice: Notice) -> dict[str, Any]:
    return {"by": name, "at": notice.at.isoformat(timespec="seconds")}
