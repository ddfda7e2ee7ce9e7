"""The counsellors' queue: who waits, in the order of danger, and why."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat, ChatKey, Escalation, Staff, Stub
from service.adapters.sealing import UnreadableError
from service.domain.chat_states import OPEN_STATUSES, ChatState, rank
from service.domain.staff_errors import NotLoggedInError
from service.usecases.escalating import open_reasons
from service.usecases.following import Told
from service.usecases.staff.sessions import check_still_open

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.sealing import ChatKeys
    from service.domain.staff import Member
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

    type Row = dict[str, Any]

_GAP_S = 0.2  # between two readings for one stream: 500 chats cost some 40 ms each
_MOST_REASONS = 6  # of a row; the card shows all
_MOST_STUBS = 50  # they are kept for two years, and every change of the queue tells them all


@dataclass(frozen=True)
class Queue:
    """What one counsellor sees: all who wait, and apart from them the chats they speak in.

    `stubs` is what is left of chats in danger that their visitors erased, the newest first.
    """

    chats: Sequence[Row]
    mine: Sequence[Row]
    stubs: Sequence[Row]

    def as_json(self) -> dict[str, Any]:
        """Give the answer of contract §5."""
        return {"chats": list(self.chats), "mine": list(self.mine), "stubs": list(self.stubs)}


async def queue_for(session: AsyncSession, services: Services, member: Member) -> Queue:
    """Read the queue as it is now, each part in the order of danger, then of waiting."""
    now = services.clock.now()
    mine = and_(Chat.state == ChatState.HUMAN, Chat.claimed_by == member.id)
    query = (
        select(Chat, ChatKey, Staff.name)
        .join(ChatKey, ChatKey.chat_id == Chat.id)
        .outerjoin(Staff, Staff.id == Chat.claimed_by)
        .where(or_(Chat.state == ChatState.WAITING, mine))
    )
    found = (await session.execute(query)).tuples().all()
    raised = await _open_escalations(session, [row.id for row, _, _ in found])
    parts: dict[ChatState, list[Row]] = {ChatState.WAITING: [], ChatState.HUMAN: []}
    for row, key, name in sorted(found, key=lambda entry: danger_order(entry[0])):
        reasons = _reasons_or_none(services, key, raised[row.id])
        parts[row.state].append(_as_row(row, reasons, name, now))
    return Queue(parts[ChatState.WAITING], parts[ChatState.HUMAN], await _stubs(session))


async def follow_queue(services: Services, by: Session) -> AsyncIterator[Sequence[Told]]:
    """Yield the whole queue at once and after every change; ends when the session has ended.

    Waiting times run on by themselves: they alone are no change.
    """
    before: dict[str, Any] | None = None
    with services.notifier.subscribe(QUEUE_TOPIC) as news:
        while not services.stopping.is_set():
            try:
                async with services.database.read() as session:
                    await check_still_open(session, services, by.key)
                    queue = (await queue_for(session, services, by.member)).as_json()
            except NotLoggedInError:
                yield [Told("logged_out", {})]
                return
            rested = asyncio.get_running_loop().time() + _GAP_S
            standing = _without_times(queue)
            yield [Told("queue", queue) if standing != before else Told(None, {})]
            before = standing
            await news.wait(services.settings.heartbeat_s)
            await asyncio.sleep(max(0.0, rested - asyncio.get_running_loop().time()))


def danger_order(row: Chat) -> tuple[int, float, str]:
    """Give the key to sort chats by: the most pressing level first, then who waits longest."""
    since = row.waiting_since.timestamp() if row.waiting_since else 0.0
    return -rank(row.level), since, row.id


def reasons_of(keys: ChatKeys, raised: Iterable[Escalation]) -> list[dict[str, str]]:
    """Give the reasons of several escalations, the most pressing first, each once."""
    ordered = sorted(raised, key=lambda found: (-rank(found.level), found.seq))
    reasons = [reason for found in ordered for reason in open_reasons(keys, found)]
    once = {(reason["signal"], reason["words"]): reason for reason in reasons}
    return list(once.values())


def waiting_s(row: Chat, now: datetime) -> int:
    """Tell for how many whole seconds a chat has waited."""
    return max(0, int((now - row.waiting_since).total_seconds())) if row.waiting_since else 0


async def _stubs(session: AsyncSession) -> list[Row]:
    query = (
        select(Stub, Staff.name)
        .outerjoin(Staff, Staff.id == Stub.claimed_by)
        .order_by(Stub.erased_at.desc(), Stub.id.desc())
        .limit(_MOST_STUBS)
    )
    return [
        {
            "level": stub.level.value,
            "language": stub.language,
            "raised_at": stub.raised_at.isoformat(timespec="seconds"),
            "erased_at": stub.erased_at.isoformat(timespec="seconds"),
            "claimed_by": name,
        }
        for stub, name in (await session.execute(query)).tuples()
    ]


async def _open_escalations(
    session: AsyncSession, chat_ids: Sequence[str]
) -> dict[str, list[Escalation]]:
    raised: dict[str, list[Escalation]] = defaultdict(list)
    query = select(Escalation).where(
        Escalation.chat_id.in_(chat_ids), Escalation.status.in_(OPEN_STATUSES)
    )
    for found in await session.scalars(query):
        raised[found.chat_id].append(found)
    return raised


def _reasons_or_none(
    services: Services, key: ChatKey, raised: Sequence[Escalation]
) -> list[dict[str, str]]:
    """Open the reasons. A chat whose key is elsewhere still waits, and must still be seen."""
    try:
        return reasons_of(services.keyring.open_chat(key), raised)
    except UnreadableError:
        return []


def _as_row(row: Chat, reasons: list[dict[str, str]], name: str | None, now: datetime) -> Row:
    return {
        "chat": row.id,
        "state": row.state.value,
        "level": row.level.value if row.level else None,
        "reasons": reasons[:_MOST_REASONS],
        "topic": row.topic,
        "role": row.role,
        "language": row.language,
        "age_band": row.age_band,
        "waiting_s": waiting_s(row, now),
        "claimed_by": name,
        "talk_declined": row.talk_declined,
    }


def _without_times(queue: dict[str, Any]) -> dict[str, Any]:
    return {part: [{**row, "waiting_s": None} for row in rows] for part, rows in queue.items()}
