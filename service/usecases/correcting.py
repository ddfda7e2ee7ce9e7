"""A counsellor puts right what the bot understood: level, topic, a signal.

Raising takes effect at once. Lowering wants a reason, and lowering from `life` somebody else's yes:
see `service.usecases.lowering`. What the bot remembers is put right with it, so that it goes on
from there.
"""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Correction, Escalation, Staff
from service.domain.chat_states import ChatState, EscalationStatus, Level, rank
from service.domain.cleaning import clean
from service.domain.corrections import CorrectionKind, CorrectionStatus, LoweringReason
from service.domain.errors import BadRequestError
from service.domain.labels import level_of_signal
from service.domain.staff_errors import HiddenChatError, ProposalOpenError, ReasonNeededError
from service.usecases.access import access_chat_by_id
from service.usecases.audit import record
from service.usecases.claims import extend_lease, held_chat, noting_refusal
from service.usecases.company import plan_next_line
from service.usecases.escalating import (
    BY_COUNSELLOR,
    lower_by_counsellor,
    open_escalations,
    open_reasons,
    raise_by_counsellor,
)
from service.usecases.log import visitor_messages
from service.usecases.memory import change_memory, remembered_slots
from service.usecases.proposals import open_proposal, void_proposal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from typing import Any

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

WORDS_KIND = "correction"


@dataclass(frozen=True)
class Why:
    """Why a level is lowered; the words are sealed beside the correction."""

    reason: LoweringReason | None = None
    words: str | None = None


@dataclass(frozen=True)
class _Change:
    """What was put right. `seq`: the visitor's message that it is about."""

    kind: CorrectionKind
    before: str | None
    after: str | None
    seq: int | None


@dataclass(frozen=True)
class Corrected:
    """What stands now. `status` is None where nothing had to be put right."""

    status: CorrectionStatus | None
    level: Level | None
    topic: str | None
    signals: tuple[str, ...]


async def correct_level(
    services: Services, by: Member, chat_id: str, level: Level, why: Why
) -> Corrected:
    """Set the level of one's own chat, or of any that waits in the queue.

    The level as it is, said again, ends a proposal to lower it.

    Raises:
        ReasonNeededError: it would fall, and nobody says why.
        ProposalOpenError: it is `life`, and somebody has proposed to lower it already.
        NoSuchChatError: the chat is neither one's own nor waiting.
    """
    async with _chat_at_desk(services, by, chat_id) as (session, chat):
        before = chat.row.level
        if level is before:
            return await _keep_level(session, services, by, chat)
        if rank(level) > rank(before):
            return await _raise(session, services, by, chat, level=level)
        return await _lower(session, services, by, chat, level=level, why=why)


async def correct_topic(services: Services, by: Member, chat_id: str, topic: str) -> Corrected:
    """Set the situation of one's own chat; readings leave it until the bot speaks again.

    Raises: as `held_chat`.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        before = chat.row.topic
        if topic == before:
            return _now(chat, None)
        seq = await _message(session, chat, lambda reading: reading.get("topic") == before)
        chat.row.topic = topic
        chat.row.topic_fixed = True
        _go_on_from(chat, topic)
        _keep(session, services, by, chat, _Change(CorrectionKind.TOPIC, before, topic, seq))
        wake(session, QUEUE_TOPIC)
        detail = {"from": before, "to": topic, "seq": seq}
        await record(session, services, by, "topic.corrected", chat_id=chat.id, detail=detail)
        return _now(chat, CorrectionStatus.DONE)


async def add_signal(
    services: Services, by: Member, chat_id: str, signal: str, *, seq: int | None = None
) -> Corrected:
    """Let a signal stand in one's own chat; one of danger raises the level at once.

    Args: seq: the visitor's message that states it; the last one if nobody says.

    Raises:
        BadRequestError: `seq` is no message of the visitor's.
        NoSuchChatError, ClaimLostError, NotYoursError: as `held_chat`.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        if signal in chat.row.signals:
            return _now(chat, None)
        about = await _message(session, chat) if seq is None else seq
        if seq is not None and not await visitor_messages(session, chat, after=seq - 1, until=seq):
            raise BadRequestError("seq")
        chat.row.signals = [*chat.row.signals, signal]
        off = chat.row.signals_off
        chat.row.signals_off = {each: until for each, until in off.items() if each != signal}
        remembered = list(remembered_slots(chat).get("signals") or ())
        if signal not in remembered:
            change_memory(chat, signals=[*remembered, signal])
        before, level = chat.row.level, level_of_signal(signal)
        if level is not None:
            at = await _event_to_raise(session, chat, about)
            reasons = [{"signal": signal, "words": ""}]
            await raise_by_counsellor(session, services, chat, seq=at, level=level, reasons=reasons)
        _keep(session, services, by, chat, _Change(CorrectionKind.SIGNAL, None, signal, about))
        wake(session, QUEUE_TOPIC)
        detail = {"signal": signal, "seq": about, "from": before, "to": chat.row.level}
        await record(session, services, by, "signal.added", chat_id=chat.id, detail=detail)
        return _now(chat, CorrectionStatus.DONE)


async def take_signal_away(services: Services, by: Member, chat_id: str, signal: str) -> Corrected:
    """Let a signal no longer stand in one's own chat, until the visitor states it anew.

    The level stays: it is lowered by itself, with a reason.

    Raises: as `held_chat`.
    """
    async with held_chat(services, by, chat_id) as (session, chat):
        if not await _stands(session, chat, signal):
            return _now(chat, None)
        seq = await _message(session, chat, lambda reading: signal in (reading.get("set") or ()))
        chat.row.signals = [each for each in chat.row.signals if each != signal]
        chat.row.signals_off = {**chat.row.signals_off, signal: chat.row.next_seq - 1}
        remembered = list(remembered_slots(chat).get("signals") or ())
        if signal in remembered:
            change_memory(chat, signals=[each for each in remembered if each != signal])
        await plan_next_line(session, services, chat)
        _keep(session, services, by, chat, _Change(CorrectionKind.SIGNAL, signal, None, seq))
        wake(session, QUEUE_TOPIC)
        detail = {"signal": signal, "seq": seq}
        await record(session, services, by, "signal.taken_away", chat_id=chat.id, detail=detail)
        return _now(chat, CorrectionStatus.DONE)


@asynccontextmanager
async def _chat_at_desk(
    services: Services, by: Member, chat_id: str
) -> AsyncIterator[tuple[AsyncSession, OpenChat]]:
    """Open a transaction on one's own chat, or on one that every counsellor sees waiting."""
    async with noting_refusal(services, by, chat_id), services.database.write() as session:
        chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        if chat.row.claimed_by == by.id:
            extend_lease(services, chat)
        elif chat.row.state is not ChatState.WAITING:
            raise HiddenChatError
        yield session, chat


async def _keep_level(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat
) -> Corrected:
    if await open_proposal(session, chat.id) is None:
        return _now(chat, None)
    await void_proposal(session, chat.id, at=services.clock.now())
    wake(session, QUEUE_TOPIC)
    await record(session, services, by, "level.kept", chat_id=chat.id)
    return _now(chat, CorrectionStatus.VOID)


async def _raise(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat, *, level: Level
) -> Corrected:
    before = chat.row.level
    seq = await _message(session, chat)
    at = await _event_to_raise(session, chat, seq)
    reasons = [{"signal": BY_COUNSELLOR, "words": ""}]
    await raise_by_counsellor(session, services, chat, seq=at, level=level, reasons=reasons)
    _keep(session, services, by, chat, _Change(CorrectionKind.LEVEL, before, level.value, seq))
    detail = {"from": before, "to": level, "seq": seq}
    await record(session, services, by, "level.raised", chat_id=chat.id, detail=detail)
    return _now(chat, CorrectionStatus.DONE)


async def _lower(  # noqa: PLR0913 - a lowering has these parts
    session: AsyncSession,
    services: Services,
    by: Member,
    chat: OpenChat,
    *,
    level: Level,
    why: Why,
) -> Corrected:
    """Lower at once, from `life` as a proposal."""
    before, words = chat.row.level, _words(services, why)
    if why.reason is None or (why.reason is LoweringReason.OTHER and words is None):
        raise ReasonNeededError
    standing = await open_proposal(session, chat.id)
    if standing is not None:
        raise ProposalOpenError(
            await session.scalar(select(Staff.name).where(Staff.id == standing.staff_id))
        )
    seq = await _raising_message(session, chat)
    kept = _keep(
        session, services, by, chat, _Change(CorrectionKind.LEVEL, before, level.value, seq)
    )
    kept.reason = why.reason.value
    if words is not None:
        kept.sealed_words = chat.keys.seal_body(words, number=kept.id, kind=WORDS_KIND)
    action = "level.lowered"
    if before is Level.LIFE:
        kept.status, action = CorrectionStatus.PROPOSED.value, "level.lowering_proposed"
        wake(session, QUEUE_TOPIC)
        wake(session, chat.id)
    else:
        await lower_by_counsellor(session, services, chat, level=level)
    detail = {"from": before, "to": level, "seq": seq, "reason": why.reason, "id": kept.id}
    await record(session, services, by, action, chat_id=chat.id, detail=detail)
    return _now(chat, CorrectionStatus(kept.status))


def _words(services: Services, why: Why) -> str | None:
    if why.words is None or not why.words.strip():
        return None
    return clean(why.words, limit_chars=services.settings.message_chars)


def _keep(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat, change: _Change
) -> Correction:
    kept = Correction(
        id=secrets.token_urlsafe(12),
        chat_id=chat.id,
        staff_id=by.id,
        at=services.clock.now(),
        kind=change.kind.value,
        before=change.before,
        after=change.after,
        seq=change.seq,
        status=CorrectionStatus.DONE.value,
    )
    session.add(kept)
    return kept


def _go_on_from(chat: OpenChat, topic: str) -> None:
    """Let the bot begin the plan of a situation, as where the visitor tells another one.

    A question that was asked (is the child safe?) still wants its answer; a step of the old plan,
    or a guess at the situation, is no longer in hand.
    """
    pending = remembered_slots(chat).get("pending") or {}
    asked = pending if pending.get("kind") == "question" else None
    change_memory(chat, situation=topic, pending=asked, prompted=False, ended=False, nudged=False)


async def _stands(session: AsyncSession, chat: OpenChat, signal: str) -> bool:
    """Tell whether a signal stands in the chat, or is a reason why it waits."""
    if signal in chat.row.signals_off:
        return False
    if signal in chat.row.signals:
        return True
    raised = await open_escalations(session, chat)
    return any(
        reason["signal"] == signal for row in raised for reason in open_reasons(chat.keys, row)
    )


async def _message(
    session: AsyncSession,
    chat: OpenChat,
    fits: Callable[[Mapping[str, Any]], bool] = lambda _: True,
) -> int | None:
    """Find the visitor's last message whose reading fits, else their last; None without any."""
    messages = await visitor_messages(session, chat, after=0)
    fitting = [said.seq for said in messages if fits((said.copy or {}).get("reading") or {})]
    return max(fitting or [said.seq for said in messages], default=None)


async def _raising_message(session: AsyncSession, chat: OpenChat) -> int | None:
    """Find the visitor's message that last raised the chat to the level it has."""
    query = (
        select(Escalation.seq)
        .where(
            Escalation.chat_id == chat.id,
            Escalation.level == chat.row.level,
            Escalation.status != EscalationStatus.WITHDRAWN,
        )
        .order_by(Escalation.seq.desc())
    )
    raised = await session.scalar(query.limit(1))
    messages = await visitor_messages(session, chat, after=0, until=raised)
    return messages[-1].seq if messages else None


async def _event_to_raise(session: AsyncSession, chat: OpenChat, message: int | None) -> int:
    """Give the event that carries what a counsellor raises: the message, else why it waits."""
    if message is not None:
        return message
    raised = await open_escalations(session, chat)
    return raised[0].seq if raised else chat.row.next_seq - 1


def _now(chat: OpenChat, status: CorrectionStatus | None) -> Corrected:
    row = chat.row
    return Corrected(status, row.level, row.topic, tuple(row.signals))
