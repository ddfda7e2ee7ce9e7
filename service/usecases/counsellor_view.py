"""What the counsellor who has claimed a chat sees of it: the card, and everything said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.adapters.schema import Escalation, Note, Staff
from service.domain.chat_states import ChatState, EscalationStatus
from service.domain.staff_errors import ClaimLostError, NotLoggedInError, NotYoursError
from service.usecases.abuse_image import abuse_image_of
from service.usecases.along_rows import end_own_along
from service.usecases.audit import record
from service.usecases.bot_messages import plan_of
from service.usecases.card_history import card_history
from service.usecases.claims import access_chat_by_claim, claim, held_chat, noting_refusal
from service.usecases.following import Told, follow_chat
from service.usecases.join_question import ask_to_join, entry
from service.usecases.queue_rows import reasons_of, waiting_s
from service.usecases.signal_words import signals_with_words, still_reasons
from service.usecases.slow_door import slow_until
from service.usecases.staff.sessions import check_still_open
from service.usecases.takeover import open_note
from service.usecases.unreadable import noting_unreadable
from service.usecases.viewing import view_chat
from service.usecases.whisper_rows import whispers_to

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session


async def claim_chat(
    services: Services, by: Member, chat_id: str, *, one_more: bool = False
) -> dict[str, Any]:
    """Claim a chat and give its card. See `claims.claim` and `noting_unreadable` for what is raised.

    A visitor who did not ask for a human, and whose life is not at risk, is asked first.
    """
    async with (
        noting_unreadable(services, by, chat_id),
        noting_refusal(services, by, chat_id),
        services.database.write() as session,
    ):
        chat = await claim(session, services, by, chat_id, one_more=one_more)
        await end_own_along(session, by, chat_id)
        if chat.row.state is ChatState.WAITING and await ask_to_join(session, services, by, chat):
            await record(session, services, by, "chat.join_asked", chat_id=chat.id)
        return await card_of(session, services, chat)


async def read_chat(services: Services, by: Member, chat_id: str, *, after: int) -> dict[str, Any]:
    """Read one's own chat from an event on; noted in the audit unless there was nothing new."""
    async with held_chat(services, by, chat_id) as (session, chat):
        view = await view_chat(session, services, chat, after=after)
        card = await card_of(session, services, chat)
        if view.events or after == 0:
            detail = {"after": after, "until": view.next}
            await record(session, services, by, "chat.read", chat_id=chat.id, detail=detail)
        whispers = await whispers_to(session, chat, by)
        received = {"received": chat.row.received_seq}
        return {"card": card, "whispers": whispers} | view.as_json(to_staff=True) | received


async def start_following(
    services: Services, by: Session, chat_id: str, *, after: int
) -> AsyncIterator[Sequence[Told]]:
    """Check the right to follow a chat live, note it, and give the events.

    The events end with `claim_lost` (`by`), `logged_out` or `erased`. Following is no sign of
    life: a laptop that sleeps keeps its connection for minutes.
    """
    async with held_chat(services, by.member, chat_id) as (session, chat):
        await record(
            session,
            services,
            by.member,
            "chat.followed",
            chat_id=chat.id,
            detail={"after": after},
        )
    return _follow(services, by, chat_id, after)


async def _follow(
    services: Services, by: Session, chat_id: str, after: int
) -> AsyncIterator[Sequence[Told]]:
    async def access(session: AsyncSession) -> OpenChat:
        await check_still_open(session, services, by.key)
        return await access_chat_by_claim(session, services, by.member, chat_id)

    news = follow_chat(services, access, chat_id=chat_id, after=after, to_staff=True)
    try:
        async for told in news:
            yield told
    except ClaimLostError as error:
        yield [Told("claim_lost", error.fields)]
    except NotYoursError:
        yield [Told("claim_lost", {"by": None})]
    except NotLoggedInError:
        yield [Told("logged_out", {})]


async def card_of(session: AsyncSession, services: Services, chat: OpenChat) -> dict[str, Any]:
    """Give the card: what a colleague needs to know in twenty seconds."""
    row = chat.row
    raised = await session.scalars(
        select(Escalation).where(
            Escalation.chat_id == row.id, Escalation.status != EscalationStatus.WITHDRAWN
        )
    )
    holder = await session.scalar(select(Staff.name).where(Staff.id == row.claimed_by))
    return {
        "chat": row.id,
        "state": row.state.value,
        "level": row.level.value if row.level else None,
        "reasons": still_reasons(row, reasons_of(chat.keys, raised)),
        "topic": row.topic,
        "role": row.role,
        "language": row.language,
        "age_band": row.age_band,
        "plan": plan_of(chat),
        "advice": list(row.told),
        "signals": list(row.signals),
        "waiting_s": waiting_s(row.waiting_since, services.clock.now()),
        "claimed_by": holder,
        "safety_open": row.safety_open,
        "talk_declined": row.talk_declined,
        "entry": entry(row).value,
        "asked_at": row.join_asked_at.isoformat(timespec="seconds") if row.join_asked_at else None,
        "notes": await _notes_of(session, chat),
        "known": signals_with_words(row, chat.keys),
        **await card_history(session, services, chat),
        "abuse_image": await abuse_image_of(session, chat),
        "slow_until": slow_until(row, services.clock.now()),
    }


async def _notes_of(session: AsyncSession, chat: OpenChat) -> list[dict[str, Any]]:
    query = (
        select(Note, Staff.name)
        .join(Staff, Staff.id == Note.staff_id)
        .where(Note.chat_id == chat.id)
        .order_by(Note.at, Note.id)
    )
    rows = (await session.execute(query)).tuples()
    return [
        {"by": name, "at": row.at.isoformat(timespec="seconds"), "words": open_note(chat, row)}
        for row, name in rows
    ]
