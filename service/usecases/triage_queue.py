"""The counsellors' queue: who waits, in the order of danger, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from service.adapters.schema import Chat, ChatKey, Correction, Escalation, Staff, Stub
from service.adapters.sealing import UnreadableError
from service.domain.chat_states import AT_DESK, OPEN_STATUSES, ChatState, rank
from service.domain.corrections import CorrectionStatus
from service.domain.joining import Entry
from service.usecases.along_rows import alongs
from service.usecases.desk_streams import Part, follow_whole
from service.usecases.duty import duty_for
from service.usecases.escalating import open_reasons
from service.usecases.join_question import entry, is_untaken
from service.usecases.signal_words import signals_with_words, still_reasons
from service.usecases.whisper_rows import whispers_counted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.sealing import ChatKeys
    from service.domain.staff import Member
    from service.usecases.following import Told
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

    type Row = dict[str, Any]

    class AtDesk(Chat):
        """The columns of `_AT_DESK`: of a chat, of its key, and the name of who has it."""

        __abstract__ = True
        generation: str
        copy_key: bytes
        name: str | None


_NO_WORDS: dict[str, Any] = {"reasons": [], "signals": []}
_MOST_REASONS = 6  # of a row; the card shows all
_MOST_STUBS = 50  # they are kept for two years, and every change of the queue tells them all
# Columns rather than objects, and only those that a row shows: 500 chats take 35 ms instead of 49.
_AT_DESK = (
    select(
        *(Chat.id, Chat.state, Chat.level, Chat.topic, Chat.role, Chat.language, Chat.age_band),
        *(Chat.signals, Chat.sealed_words, Chat.signals_off, Chat.waiting_since, Chat.claimed_by),
        *(Chat.talk_declined, Chat.human_wanted, Chat.join_asked_at),
        *(ChatKey.generation, ChatKey.copy_key, Staff.name),
    )
    .join(ChatKey, ChatKey.chat_id == Chat.id)
    .outerjoin(Staff, Staff.id == Chat.claimed_by)
    .where(Chat.state.in_(AT_DESK))
)
_RAISED = (
    select(Escalation.chat_id, Escalation.seq, Escalation.level, Escalation.sealed_reasons)
    .join(Chat, Chat.id == Escalation.chat_id)
    .where(Chat.state.in_(AT_DESK), Escalation.status.in_(OPEN_STATUSES))
)


@dataclass(frozen=True)
class Queue:
    """What one counsellor sees: all who wait, and apart from them the chats they speak in.

    `to_confirm` are chats in which a colleague speaks and proposes to lower the level from `life`.
    `talking` are all others in which a colleague speaks: labels only, no words.
    `stubs` is what is left of chats in danger that their visitors erased, the newest first.
    """

    chats: list[Row]
    mine: list[Row]
    to_confirm: list[Row]
    talking: list[Row]
    stubs: list[Row]

    def as_json(self) -> dict[str, Any]:
        """Give the answer of contract §5."""
        return {
            "chats": self.chats,
            "mine": self.mine,
            "to_confirm": self.to_confirm,
            "talking": self.talking,
            "stubs": self.stubs,
        }


async def queue_for(session: AsyncSession, services: Services, member: Member) -> Queue:
    """Read the queue as it is now, each part in the order of danger, then of waiting."""
    now = services.clock.now()
    proposals = await _proposals(session)
    found = cast("Sequence[AtDesk]", (await session.execute(_AT_DESK)).all())
    raised = await _open_escalations(session)
    along = await alongs(session, now=now)
    mine = [row.id for row in found if row.claimed_by == member.id]
    whispered = await whispers_counted(session, mine, member)
    queue = Queue([], [], [], [], await _stubs(session))
    for row in sorted(found, key=danger_order):
        seen = _is_seen(row, member, proposals)
        why = _why_or_none(services, row, raised[row.id]) if seen else _NO_WORDS
        shown = _as_row(row, why, now) | _alarm(row, proposals.get(row.id), now)
        shown |= {"read_by": along.get(row.id, []), "whispers": whispered.get(row.id, 0)}
        if row.state is ChatState.WAITING:
            queue.chats.append(shown)
        elif row.claimed_by == member.id:
            queue.mine.append(shown)
        elif row.id in proposals:
            queue.to_confirm.append(shown)
        else:
            queue.talking.append(shown)
    return queue


def follow_queue(services: Services, by: Session) -> AsyncIterator[Sequence[Told]]:
    """Yield the whole queue at once and after every change; ends when the session has ended.

    One's own duty, with the chat that is offered, comes as a `duty` of its own. Times run on by
    themselves: they alone are no change.
    """

    async def read(session: AsyncSession) -> dict[str, Any]:
        return (await queue_for(session, services, by.member)).as_json()

    async def read_duty(session: AsyncSession) -> dict[str, Any]:
        return await duty_for(session, services, by.member)

    duty = Part("duty", read_duty, _without_time_left)
    return follow_whole(services, by, "queue", read, standing=_without_times, also=[duty])


def danger_order(row: Chat) -> tuple[int, float, str]:
    """Give the key to sort chats by: the most pressing level first, then who waits longest."""
    since = row.waiting_since.timestamp() if row.waiting_since else 0.0
    return -rank(row.level), since, row.id


def reasons_of(keys: ChatKeys, raised: Iterable[Escalation]) -> list[dict[str, str]]:
    """Give the reasons of several escalations, the most pressing first, each once.

    A reason without words says nothing beside the same with words.
    """
    ordered = sorted(raised, key=lambda found: (-rank(found.level), found.seq))
    reasons = [reason for found in ordered for reason in open_reasons(keys, found)]
    worded = {reason["signal"] for reason in reasons if reason["words"]}
    once = dict.fromkeys((reason["signal"], reason["words"]) for reason in reasons)
    return [
        {"signal": signal, "words": words}
        for signal, words in once
        if words or signal not in worded
    ]


def waiting_s(row: Chat, now: datetime) -> int:
    """Tell for how many whole seconds a chat has waited."""
    return max(0, int((now - row.waiting_since).total_seconds())) if row.waiting_since else 0


def _is_seen(row: Chat, member: Member, proposals: Collection[str]) -> bool:
    """Tell whether this counsellor sees the words that set the signals of a chat."""
    waits = row.state is ChatState.WAITING
    return waits or row.claimed_by == member.id or row.id in proposals


async def _proposals(session: AsyncSession) -> dict[str, Row]:
    """Read, by chat, who proposes to lower it to what, and why; their words stay sealed."""
    query = (
        select(Correction, Staff.name)
        .join(Staff, Staff.id == Correction.staff_id)
        .where(Correction.status == CorrectionStatus.PROPOSED.value)
    )
    return {
        found.chat_id: {
            "id": found.id,
            "by": name,
            "to": found.after,
            "reason": found.reason,
        }
        for found, name in (await session.execute(query)).tuples()
    }


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


async def _open_escalations(session: AsyncSession) -> dict[str, list[Escalation]]:
    raised: dict[str, list[Escalation]] = defaultdict(list)
    for found in (await session.execute(_RAISED)).all():
        raised[found.chat_id].append(cast("Escalation", found))  # as far as its reasons go
    return raised


def _why_or_none(services: Services, row: AtDesk, raised: Sequence[Escalation]) -> Row:
    """Open reasons and signals. A chat whose key is elsewhere still waits, and must be seen."""
    try:
        # The words of a row are redacted copies: the first key stays shut.
        keys = services.keyring.open_keys(
            row.id, row.generation, body_key=None, copy_key=row.copy_key
        )
        reasons = still_reasons(row, reasons_of(keys, raised))
        return {"reasons": reasons[:_MOST_REASONS], "signals": signals_with_words(row, keys)}
    except UnreadableError:
        return _NO_WORDS


def _as_row(row: AtDesk, why: Row, now: datetime) -> Row:
    return {
        "chat": row.id,
        "state": row.state.value,
        "level": row.level.value if row.level else None,
        **why,
        "topic": row.topic,
        "role": row.role,
        "language": row.language,
        "age_band": row.age_band,
        "waiting_s": waiting_s(row, now),
        "claimed_by": row.name,
        "talk_declined": row.talk_declined,
        "entry": entry(row).value,
        "asked_at": row.join_asked_at.isoformat(timespec="seconds") if row.join_asked_at else None,
    }


def _alarm(row: Chat, lowering: Row | None, now: datetime) -> Row:
    """Tell whether somebody must be called to a chat.

    Not while its level is in question, nor while its visitor wants nobody yet, nor before its waiting
    begins, behind a slow door (`domain.misuse`).
    """
    calls = row.state is ChatState.WAITING and is_untaken(row) and lowering is None
    calls = calls and row.waiting_since is not None and row.waiting_since <= now
    calls = calls and entry(row) is not Entry.NOT_NOW
    return {"alarm": calls, "lowering": lowering}


def _without_times(queue: dict[str, Any]) -> dict[str, Any]:
    return {part: [{**row, "waiting_s": None} for row in rows] for part, rows in queue.items()}


def _without_time_left(duty: dict[str, Any]) -> dict[str, Any]:
    offer = duty["offer"]
    return {**duty, "offer": offer and {**offer, "left_s": None}}
