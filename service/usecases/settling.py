"""What a turn's readings mean for the queue: raise, confirm, lower or withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.chat_states import Level, highest, rank
from service.domain.summary import level_in, reasons_in
from service.usecases.escalating import (
    life_stands,
    provisional_seqs,
    raise_escalation,
    withdraw_provisional,
)
from service.usecases.join_question import note_wish
from service.usecases.signal_words import note_readings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.engine_turn import Alarm, Json
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

BECAUSE = {Level.LIFE: "danger", Level.URGENT: "urgent", Level.NORMAL: "asked"}
_NOTE = "reading_found_no_life"


async def settle_readings(  # noqa: PLR0913 - what a turn says of them
    session: AsyncSession,
    services: Services,
    chat: OpenChat,
    *,
    readings: Mapping[int, Json],
    alarm: Alarm | None,
    asked: bool = False,
) -> None:
    """Bring escalations in line with the readings of messages, given by number.

    Each message that carries a level has its own escalation. What the engine raises above them
    (from all messages together) belongs to the last.

    Args: asked: the visitor took a choice that asks for a human.
    """
    wanted = asked or any(_wants_human(reading) for reading in readings.values())
    levels = {seq: Level(level) for seq, read in readings.items() if (level := level_in(read))}
    for seq, level in levels.items():
        reasons = reasons_in(readings[seq])
        await _raise(session, services, chat, seq=seq, level=level, reasons=reasons)
    if alarm is not None and readings and rank(alarm.level) > rank(highest(*levels.values())):
        last = max(readings)
        levels[last] = alarm.level
        await _raise(
            session, services, chat, seq=last, level=alarm.level, reasons=list(alarm.reasons)
        )
    note_readings(chat, readings, alarm)
    if wanted:
        await note_wish(session, services, chat)


async def settle_provisional(
    session: AsyncSession, services: Services, chat: OpenChat, *, readings: Mapping[int, Json]
) -> None:
    """Confirm or withdraw what danger words alone raised at messages that were read by now.

    It is confirmed while `life` stands anywhere in the chat, else withdrawn with a note.
    """
    unsettled = [seq for seq in await provisional_seqs(session, chat) if seq in readings]
    if await life_stands(session, chat):
        for seq in unsettled:
            reasons = reasons_in(readings[seq])
            await _raise(session, services, chat, seq=seq, level=Level.LIFE, reasons=reasons)
    else:
        await withdraw_provisional(session, services, chat, seqs=unsettled, note=_NOTE)


def _wants_human(reading: Json) -> bool:
    return bool(reading.get("wants_human")) or reading.get("topic") == "talk_to_human"


async def _raise(  # noqa: PLR0913 - an escalation has these parts
    session: AsyncSession,
    services: Services,
    chat: OpenChat,
    *,
    seq: int,
    level: Level,
    reasons: Sequence[Json],
) -> None:
    because = BECAUSE[level]
    await raise_escalation(
        session, services, chat, seq=seq, level=level, reasons=reasons, because=because
    )
