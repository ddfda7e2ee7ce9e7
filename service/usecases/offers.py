"""Waiting chats are shown to one free counsellor at a time, the most pressing first.

A row of `offers` is the offer and its lease: the database lets no chat, and no person, have two.
Every step is a short transaction that first locks the chat, then looks again; so it does not matter
how many processes plan at the same time, nor whether one dies in between.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.exc import IntegrityError

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat, Offer, PassedOffer
from service.domain.chat_states import ChatState, rank
from service.domain.duty import outranked, plan_offers
from service.domain.staff_errors import OfferGoneError
from service.usecases.audit import record
from service.usecases.duty import free_colleagues, note_missed
from service.usecases.join_question import OPEN_TO_JOIN, UNTAKEN
from service.usecases.queue_rows import danger_order
from service.usecases.unreadable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.duty import Colleague, Planned
    from service.domain.staff import Member
    from service.usecases.services import Services


def _waits(now: datetime) -> ColumnElement[bool]:
    """Say of a chat that it waits for somebody to be sent to it, whether or not it is offered."""
    return and_(
        Chat.state == ChatState.WAITING,
        UNTAKEN,
        # Behind a slow door (`domain.misuse`) the waiting begins later.
        Chat.waiting_since <= now,
        OPEN_TO_JOIN,
        ~UNREADABLE,
    )


@dataclass(frozen=True)
class _Standing:
    """Which offers stand, which of them no longer should, and who could be shown a chat."""

    offers: Sequence[Offer]
    stale: Sequence[Offer]
    free: Sequence[Colleague]


async def arrange(services: Services) -> datetime | None:
    """Take back offers whose time is over, and make those that can be made.

    Returns: when the next offer ends, None if none stands.
    """
    async with services.database.read() as session:
        standing = await _look(session, services)
    for offer in standing.stale:
        await _take_back(services, offer)
    if standing.free:
        async with services.database.read() as session:
            standing = await _look(session, services)
            plan, giving_way = await _plan(session, services, standing)
        for planned in plan:
            await _make(services, planned)
        for offer in giving_way:
            await _take_back(services, offer)  # which wakes: the next round gives it away
    async with services.database.read() as session:
        return await session.scalar(select(func.min(Offer.until)))


async def decline(services: Services, by: Member, chat_id: str) -> None:
    """Let an offer pass on to the next one; no reason is asked.

    Raises: OfferGoneError: it is not, or no longer, offered to them.
    """
    now = services.clock.now()
    async with services.database.write() as session:
        await _lock(session, chat_id)
        offer = await session.get(Offer, chat_id)
        if offer is None or offer.staff_id != by.id or offer.until <= now:
            raise OfferGoneError
        await session.delete(offer)
        session.add(PassedOffer(chat_id=chat_id, staff_id=by.id, at=now))
        wake(session, QUEUE_TOPIC)
        await record(session, services, by, "offer.declined", chat_id=chat_id)


async def _look(session: AsyncSession, services: Services) -> _Standing:
    free = await free_colleagues(session, services)
    may_look = {one.id for one in free}
    now = services.clock.now()
    query = select(Offer, _waits(now)).join(Chat, Chat.id == Offer.chat_id)
    rows = (await session.execute(query)).tuples().all()
    stale = [
        offer
        for offer, waits in rows
        if offer.until <= now or not waits or offer.staff_id not in may_look
    ]
    return _Standing([offer for offer, _ in rows], stale, free)


async def _plan(
    session: AsyncSession, services: Services, standing: _Standing
) -> tuple[Sequence[Planned], Sequence[Offer]]:
    """Plan new offers, and which of those that stand give way to a more pressing chat."""
    now = services.clock.now()
    # Columns rather than objects: there may be 500 chats, and this is asked four times a second.
    query = select(Chat.id, Chat.level, Chat.waiting_since).where(_waits(now))
    found = cast("Sequence[Chat]", (await session.execute(query)).all())
    chats = sorted(found, key=danger_order)
    offered = {offer.chat_id: offer.staff_id for offer in standing.offers}
    had = await _passed(session)
    rest = timedelta(seconds=services.settings.offer_again_s)
    again_at = now - rest
    ids = [chat.id for chat in chats]
    plan = plan_offers(ids, standing.free, offered=offered, had=had, again_at=again_at)
    offered |= {planned.chat: planned.to for planned in plan}
    room = outranked({chat.id: rank(chat.level) for chat in chats}, offered=offered, had=had)
    return plan, [offer for offer in standing.offers if offer.chat_id in room]


async def _passed(session: AsyncSession) -> Mapping[str, Mapping[str, datetime]]:
    passed: dict[str, dict[str, datetime]] = defaultdict(dict)
    for row in await session.scalars(select(PassedOffer)):
        passed[row.chat_id][row.staff_id] = row.at
    return passed


async def _take_back(services: Services, stale: Offer) -> None:
    """End an offer. One whose time is over counts as had; who gave no sign is away from now on."""
    now = services.clock.now()
    ran_out = stale.until <= now
    async with services.database.write() as session:
        await _lock(session, stale.chat_id)
        ended = await session.execute(
            delete(Offer)
            .where(
                Offer.chat_id == stale.chat_id,
                Offer.staff_id == stale.staff_id,
                Offer.offered_at == stale.offered_at,
            )
            .execution_options(synchronize_session=False)
        )
        if not ended.rowcount:  # type: ignore[attr-defined]  # a DELETE's result counts rows
            return  # It was accepted, declined or taken back by another process.
        if ran_out:
            session.add(PassedOffer(chat_id=stale.chat_id, staff_id=stale.staff_id, at=now))
        wake(session, QUEUE_TOPIC)
    if ran_out:
        await note_missed(services, stale.staff_id, since=stale.offered_at)


async def _make(services: Services, planned: Planned) -> None:
    """Show a chat to somebody, if all is still as it was planned."""
    now = services.clock.now()
    try:
        async with services.database.write() as session:
            if not await _lock(session, planned.chat, _waits(now)):
                return
            if planned.anew:
                of_round = PassedOffer.at <= now - timedelta(
                    seconds=services.settings.offer_again_s
                )
                await session.execute(
                    delete(PassedOffer).where(PassedOffer.chat_id == planned.chat, of_round)
                )
            if await _is_taken(session, planned):
                return
            if planned.to not in {one.id for one in await free_colleagues(session, services)}:
                return
            session.add(
                Offer(
                    chat_id=planned.chat,
                    staff_id=planned.to,
                    offered_at=now,
                    until=now + timedelta(seconds=services.settings.offer_s),
                )
            )
            wake(session, QUEUE_TOPIC)
    except IntegrityError:
        return  # Another process has shown them something at this moment.


async def _is_taken(session: AsyncSession, planned: Planned) -> bool:
    """Tell whether the chat is shown to somebody, or they look at one or had this one meanwhile."""
    offer = select(Offer.chat_id).where(
        or_(Offer.chat_id == planned.chat, Offer.staff_id == planned.to)
    )
    passed = await session.get(PassedOffer, (planned.chat, planned.to))
    return passed is not None or await session.scalar(offer.limit(1)) is not None


async def _lock(session: AsyncSession, chat_id: str, *still: object) -> bool:
    """Keep everybody else from the chat until the end of this transaction; tell if it is there."""
    query = select(Chat.id).where(Chat.id == chat_id, *still).with_for_update()  # type: ignore[arg-type]  # conditions
    return await session.scalar(query) is not None
