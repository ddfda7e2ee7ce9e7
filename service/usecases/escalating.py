"""A human is needed: raised with the message that says so, never lost, never doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select

from service.adapters.database import run, wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Escalation, PassedOffer, table_of
from service.domain.chat_states import (
    OPEN_STATUSES,
    ChatState,
    EscalationStatus,
    Level,
    highest,
    rank,
)
from service.usecases.company import plan_next_line
from service.usecases.proposals import void_proposal
from service.usecases.slow_door import open_door
from service.usecases.speaking import change_state
from service.usecases.waits import begin_wait

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.sealing import ChatKeys
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

type Reasons = Sequence[Mapping[str, Any]]
_KIND = "escalation"
# Built once: they are asked in every turn of a chat in danger.
_OF_CHAT = Escalation.chat_id == bindparam("chat_id")
_OF_EVENT = select(Escalation).where(_OF_CHAT, Escalation.seq == bindparam("seq"))
_ROWS = table_of(Escalation)
_PROVISIONAL = select(_ROWS.c.seq).where(
    _ROWS.c.chat_id == bindparam("chat_id"),
    _ROWS.c.provisional,
    _ROWS.c.status.in_(OPEN_STATUSES),
)
_OPEN = select(Escalation).where(_OF_CHAT, Escalation.status.in_(OPEN_STATUSES))
LOWERED = "lowered_by_reading"  # the note on a provisional one of a lower level than thought
BY_COUNSELLOR = "raised_by_counsellor"  # as a reason; and the note of one that a person raised
_LOWERED_BY_COUNSELLOR = "lowered_by_counsellor"
_DANGER = (Level.LIFE, Level.URGENT)


async def raise_escalation(  # noqa: PLR0913 - an escalation has these parts
    session: AsyncSession,
    services: Services,
    chat: OpenChat,
    *,
    seq: int,
    level: Level,
    reasons: Reasons,
    because: str,
    provisional: bool = False,
) -> None:
    """Store that event `seq` needs a human, and put the chat into the queue.

    Raised again for the same event, it is confirmed: it keeps the higher level and gets the newer
    reasons. A chat that already waits, or in which a counsellor writes, keeps its state.

    Reasons are `{"signal", "words"}`, the words redacted; they are sealed. `because` is the reason
    told with the change of state.
    """
    now = services.clock.now()
    found = await _of_event(session, chat, seq)
    # A message that is read once more, because somebody joined meanwhile, tells nothing new.
    news = found is None or found.provisional
    if found is None:
        found = _new(chat, seq, level, now)
        found.provisional = provisional
        session.add(found)
    elif not provisional:
        reasons = [*reasons, *_by_counsellor(chat, found)]
        _confirm(chat, found, level)
        found.settled_at = now
    found.sealed_reasons = seal_reasons(chat, seq, reasons)
    chat.row.level = highest(chat.row.level, found.level)
    if news and level in _DANGER:
        await void_proposal(session, chat.id, at=now)
        await _ask_everybody(session, chat, level)
    if found.note == LOWERED:
        await session.flush()
        chat.row.level = highest(*(await _levels_so_far(session, chat)))
    await _queue(session, services, chat, found, because)
    if level in _DANGER:
        await open_door(session, chat.row, at=now)
    await plan_next_line(session, services, chat, raised=level is Level.LIFE)


async def _ask_everybody(session: AsyncSession, chat: OpenChat, level: Level) -> None:
    """Let new danger count: a "not now" was said before it, and who passed the chat on saw less.

    With a life at risk somebody may come in spite of a "not now", and says so.
    """
    if level is Level.URGENT:
        chat.row.talk_declined = False
    await session.execute(
        delete(PassedOffer)
        .where(PassedOffer.chat_id == chat.id)
        .execution_options(synchronize_session=False)
    )


async def raise_by_counsellor(  # noqa: PLR0913 - an escalation has these parts
    session: AsyncSession,
    services: Services,
    chat: OpenChat,
    *,
    seq: int,
    level: Level,
    reasons: Reasons,
) -> None:
    """Raise the level of a chat at the desk, at once. The reasons join those of the same event."""
    now = services.clock.now()
    found = await _of_event(session, chat, seq)
    before: Reasons = ()
    if found is None:
        found = _new(chat, seq, level, now)
        session.add(found)
    else:
        before = open_reasons(chat.keys, found)
        found.level = highest(found.level, level) or level
        found.status = _status_for(chat)
    found.provisional = False  # a person has read it
    found.corrected = False
    found.settled_at = now
    found.note = BY_COUNSELLOR
    marked = [{**reason, "by": "counsellor"} for reason in reasons]
    found.sealed_reasons = seal_reasons(chat, seq, [*before, *marked])
    chat.row.level = highest(chat.row.level, level)
    if level in _DANGER:
        await void_proposal(session, chat.id, at=now)
        await open_door(session, chat.row, at=now)
        await _ask_everybody(session, chat, level)
    await session.flush()
    wake(session, QUEUE_TOPIC)
    wake(session, chat.id)
    await plan_next_line(session, services, chat, raised=level is Level.LIFE)


async def lower_by_counsellor(
    session: AsyncSession, services: Services, chat: OpenChat, *, level: Level
) -> None:
    """Lower a chat to a level: everything that was raised above it comes down to it.

    A message that was read before does not raise it again, also if it is read anew. One that only
    danger words raised was not: its first reading still speaks.
    """
    now = services.clock.now()
    query = select(Escalation).where(
        Escalation.chat_id == chat.id, Escalation.status != EscalationStatus.WITHDRAWN
    )
    for found in await session.scalars(query):
        if rank(found.level) <= rank(level):
            continue
        found.level = level
        found.corrected = not found.provisional
        found.provisional = False
        found.settled_at = now
        found.note = _LOWERED_BY_COUNSELLOR
    chat.row.level = level
    await session.flush()
    wake(session, QUEUE_TOPIC)
    wake(session, chat.id)
    await plan_next_line(session, services, chat)


async def ask_again(
    session: AsyncSession, services: Services, chat: OpenChat, *, seq: int, because: str
) -> bool:
    """Put the chat back into the queue for what event `seq` raised before, as it was raised.

    False if it raised nothing that stands. Nobody has read it anew, so its level stays.
    """
    found = await _of_event(session, chat, seq)
    if found is None or found.status is EscalationStatus.WITHDRAWN:
        return False
    await _queue(session, services, chat, found, because)
    await plan_next_line(session, services, chat)
    return True


async def _queue(
    session: AsyncSession, services: Services, chat: OpenChat, found: Escalation, because: str
) -> None:
    """Let the chat wait for a human; what a counsellor had closed is open again with it."""
    now = services.clock.now()
    if chat.row.state is ChatState.CLOSED and found.level in _DANGER:
        # The message was not read yet when somebody ended the chat.
        await change_state(session, chat, ChatState.BOT, reason="reopened", at=now)
    if chat.row.state is ChatState.BOT:
        found.status = EscalationStatus.QUEUED
        await change_state(session, chat, ChatState.WAITING, reason=because, at=now)
    await session.flush()
    await begin_wait(session, services, chat)
    wake(session, QUEUE_TOPIC)


def _confirm(chat: OpenChat, found: Escalation, level: Level) -> None:
    """Let a reading speak: it may lower what only danger words raised, and nothing else."""
    if found.provisional:
        found.note = LOWERED if rank(level) < rank(found.level) else found.note
        found.level = level
        found.provisional = False
    elif not found.corrected:
        found.level = highest(found.level, level) or level
    if found.status is EscalationStatus.WITHDRAWN:
        found.status = _status_for(chat)


async def withdraw_provisional(
    session: AsyncSession, services: Services, chat: OpenChat, *, seqs: Sequence[int], note: str
) -> bool:
    """Take back what only danger words raised at these events, with a note; tell whether any was.

    The chat's level falls to that of what still stands. It leaves the queue when nothing is left
    open and no counsellor has claimed it.
    """
    now = services.clock.now()
    withdrawn = False
    for seq in seqs:
        found = await _of_event(session, chat, seq)
        if found is None or not found.provisional:
            continue
        found.status = EscalationStatus.WITHDRAWN
        found.settled_at = now
        found.note = note
        withdrawn = True
    if not withdrawn:
        return False
    await session.flush()
    standing = await open_escalations(session, chat)
    chat.row.level = highest(*(await _levels_so_far(session, chat)))
    if not standing and chat.row.state is ChatState.WAITING and chat.row.claimed_by is None:
        await change_state(session, chat, ChatState.BOT, reason="withdrawn", at=now)
    wake(session, QUEUE_TOPIC)
    return True


async def life_stands(session: AsyncSession, chat: OpenChat) -> bool:
    """Tell whether a reading (not danger words alone) ever raised `life` in this chat."""
    query = select(Escalation.id).where(
        Escalation.chat_id == chat.id,
        Escalation.level == Level.LIFE,
        Escalation.provisional.is_(False),
        Escalation.status != EscalationStatus.WITHDRAWN,
    )
    return await session.scalar(query.limit(1)) is not None


async def open_escalations(session: AsyncSession, chat: OpenChat) -> Sequence[Escalation]:
    """Read what still needs a human, the most pressing first."""
    rows = (await session.scalars(_OPEN, {"chat_id": chat.id})).all()
    return sorted(rows, key=lambda row: (-rank(row.level), row.seq))


async def provisional_seqs(session: AsyncSession, chat: OpenChat) -> Sequence[int]:
    """Tell which events stand in the queue by danger words alone; they make the level `life`."""
    if chat.row.level is not Level.LIFE:
        return ()
    await session.flush()
    return (await run(session, _PROVISIONAL, {"chat_id": chat.id})).scalars().all()


async def set_escalations(
    session: AsyncSession, chat: OpenChat, status: EscalationStatus, *, note: str | None = None
) -> None:
    """Move all open escalations of a chat along: claimed, active, closed, or queued again."""
    for row in await open_escalations(session, chat):
        row.status = status
        row.note = note or row.note
    wake(session, QUEUE_TOPIC)


def seal_reasons(chat: OpenChat, seq: int, reasons: Reasons) -> bytes:
    """Encrypt reasons under the chat's second key."""
    return chat.keys.seal_copy([dict(reason) for reason in reasons], number=seq, kind=_KIND)


def open_reasons(keys: ChatKeys, row: Escalation) -> list[dict[str, str]]:
    """Decrypt the reasons of an escalation: `[{"signal", "words"}]`."""
    reasons: list[dict[str, str]] = keys.open_copy(row.sealed_reasons, number=row.seq, kind=_KIND)
    return reasons


def _new(chat: OpenChat, seq: int, level: Level, now: datetime) -> Escalation:
    return Escalation(
        chat_id=chat.id,
        seq=seq,
        level=level,
        status=_status_for(chat),
        provisional=False,
        corrected=False,
        raised_at=now,
    )


def _by_counsellor(chat: OpenChat, found: Escalation) -> Reasons:
    """Give the reasons that a person added; a reading replaces the others, never these."""
    return [reason for reason in open_reasons(chat.keys, found) if "by" in reason]


async def _of_event(session: AsyncSession, chat: OpenChat, seq: int) -> Escalation | None:
    found: Escalation | None = await session.scalar(_OF_EVENT, {"chat_id": chat.id, "seq": seq})
    return found


async def _levels_so_far(session: AsyncSession, chat: OpenChat) -> Sequence[Level]:
    query = select(Escalation.level).where(
        Escalation.chat_id == chat.id, Escalation.status != EscalationStatus.WITHDRAWN
    )
    return (await session.scalars(query)).all()


def _status_for(chat: OpenChat) -> EscalationStatus:
    if chat.row.state is ChatState.HUMAN:
        return EscalationStatus.ACTIVE
    return EscalationStatus.CLAIMED if chat.row.claimed_by else EscalationStatus.QUEUED
