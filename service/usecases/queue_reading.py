"""What the desks of all counsellors show, read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from service.adapters.database import run
from service.adapters.schema import Chat, ChatKey, Correction, Escalation, Staff, Stub, table_of
from service.domain.chat_states import AT_DESK, OPEN_STATUSES, ChatState
from service.domain.corrections import CorrectionStatus
from service.usecases.along_rows import alongs
from service.usecases.duty import read_duties
from service.usecases.queue_rows import NO_WORDS, calls, danger_order, labels_of, why_or_none
from service.usecases.whisper_rows import whispers_to_holders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.queue_rows import AtDesk, Row
    from service.usecases.services import Services

_MOST_STUBS = 50  # they are kept for two years, and every change of them tells them all
_CHAT, _KEY, _STAFF = table_of(Chat), table_of(ChatKey), table_of(Staff)
_RAISING = table_of(Escalation)
_ON_DESK = _CHAT.c.state.in_(AT_DESK)
# Columns rather than objects, and only those that a row shows: there may be 500.
_AT_DESK = (
    select(
        *(_CHAT.c.id, _CHAT.c.state, _CHAT.c.level, _CHAT.c.topic, _CHAT.c.role, _CHAT.c.language),
        *(_CHAT.c.age_band, _CHAT.c.signals, _CHAT.c.sealed_words, _CHAT.c.signals_off),
        *(_CHAT.c.waiting_since, _CHAT.c.claimed_by, _CHAT.c.talk_declined, _CHAT.c.human_wanted),
        *(_CHAT.c.join_asked_at, _KEY.c.generation, _KEY.c.copy_key, _STAFF.c.name),
    )
    .join(_KEY, _KEY.c.chat_id == _CHAT.c.id)
    .outerjoin(_STAFF, _STAFF.c.id == _CHAT.c.claimed_by)
    .where(_ON_DESK)
)
_RAISED = (
    select(_RAISING.c.chat_id, _RAISING.c.seq, _RAISING.c.level, _RAISING.c.sealed_reasons)
    .join(_CHAT, _CHAT.c.id == _RAISING.c.chat_id)
    .where(_ON_DESK, _RAISING.c.status.in_(OPEN_STATUSES))
    .order_by(_RAISING.c.seq)
)


@dataclass(frozen=True, eq=False)
class AtDesks:
    """A chat as its holder sees it, and as all others do. Unchanged, it is the same object again."""

    made_of: object
    waits: bool
    since: datetime | None
    holder: str | None
    to_confirm: bool
    own: Row
    others: Row

    def part_for(self, staff_id: str) -> str:
        """Name the part of the queue in which somebody sees it (`triage_queue.Queue`)."""
        if self.waits:
            return "chats"
        if self.holder == staff_id:
            return "mine"
        return "to_confirm" if self.to_confirm else "talking"

    def row_for(self, staff_id: str) -> Row:
        """Give it as somebody sees it."""
        return self.own if self.holder == staff_id else self.others


@dataclass(frozen=True)
class QueueReading:
    """One moment of the queue. `chats` are by id, in the order of danger; `duties` by member."""

    at: datetime
    chats: Mapping[str, AtDesks]
    stubs: Sequence[Row]
    duties: Mapping[str, dict[str, Any]]


async def read_queue(
    session: AsyncSession, services: Services, before: QueueReading | None = None
) -> QueueReading:
    """Read the queue as it is now; of the reading before it takes what has not changed."""
    now = services.clock.now()
    found = cast("Sequence[AtDesk]", (await run(session, _AT_DESK, {})).all())
    raised: dict[str, list[Escalation]] = defaultdict(list)
    for raising in cast("Sequence[Escalation]", (await run(session, _RAISED, {})).all()):
        raised[raising.chat_id].append(raising)
    proposals = await _proposals(session)
    along, whispers = await alongs(session, now=now), await whispers_to_holders(session)
    known = before.chats if before else {}
    chats: dict[str, AtDesks] = {}
    for row in sorted(found, key=danger_order):
        begun = row.waiting_since is not None and row.waiting_since <= now
        beside = (proposals.get(row.id), along.get(row.id, []), whispers.get(row.id, 0), begun)
        made_of = (row, raised.get(row.id, []), beside)
        old = known.get(row.id)
        chats[row.id] = old if old and old.made_of == made_of else _at_desks(services, *made_of)
    return QueueReading(now, chats, await _stubs(session), await read_duties(session, services))


def _at_desks(
    services: Services,
    row: AtDesk,
    raised: Sequence[Escalation],
    beside: tuple[Row | None, list[Row], int, bool],
) -> AtDesks:
    lowering, read_by, whispers, begun = beside
    alarm = calls(row, begun=begun, lowering=lowering)
    shown = labels_of(row) | {"alarm": alarm, "lowering": lowering, "read_by": read_by}
    worded = shown | why_or_none(services.keyring, row, raised)
    waits, to_confirm = row.state is ChatState.WAITING, lowering is not None
    # While a colleague speaks, the words that set its signals are for them and for who is asked.
    others = worded if waits or to_confirm else shown | NO_WORDS
    return AtDesks(
        made_of=(row, raised, beside),
        waits=waits,
        since=row.waiting_since,
        holder=row.claimed_by,
        to_confirm=to_confirm,
        own=worded | {"whispers": whispers},
        others=others | {"whispers": 0},
    )


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
