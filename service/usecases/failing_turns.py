"""A turn without a usable answer: try once more, then say the fixed text and ask for a human."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.chat_states import ChatState, Level
from service.domain.engine_turn import Reply
from service.usecases.bot_messages import say
from service.usecases.escalating import ask_again, raise_escalation
from service.usecases.finishing_turns import access_held_chat, release, with_aside
from service.usecases.log import append_event
from service.usecases.slow_door import open_door

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Turn
    from service.usecases.access import OpenChat
    from service.usecases.services import Services
    from service.usecases.taking_turns import Work

_log = logging.getLogger(__name__)
_TRIES = 2
_DOUBLINGS = 10  # of the wait between two tries to read
_GIVE_UP = 200  # with the longest wait between them, some three hours
# The message is not what fails: it is tried for as long as the chat is there.
_NOT_ITS_FAULT = {"down", "no_secret", "not_stored"}
_BOT_SPEAKS = (ChatState.BOT, ChatState.WAITING)


async def fail_turn(services: Services, work: Work, *, code: str) -> datetime | None:
    """Note that the engine failed this turn; at the second time give the fixed safety text.

    Tells when the next try is due.

    The messages stay unread and are read, without a further answer, when the engine is back. Only one that
    the engine itself cannot read, however often it is asked, is given up in the end.
    """
    async with services.database.write() as session:
        chat = await access_held_chat(session, services, work)
        if chat is None:
            return None
        turn = chat.turn
        if code not in _NOT_ITS_FAULT or turn.failures < _TRIES + _DOUBLINGS:
            turn.failures += 1
        _log.warning("turn %d failed (%s), %d in a row", work.number, code, turn.failures)
        if turn.failures >= _TRIES:
            await _answer_all(session, services, chat)
        if turn.failures >= _TRIES and work.until is None:
            turn.engine_event = None
        if turn.failures >= _GIVE_UP:
            _log.error("messages of a chat stay unread after %d tries", turn.failures)
            turn.read_seq = turn.wanted_seq
        return release(turn, due_at=_next_try(services, turn))


async def _answer_all(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Close every open turn: with the fixed text while the bot speaks, silently with a human."""
    turn = chat.turn
    until = turn.wanted_seq
    if until <= turn.answered_seq:
        return
    now = services.clock.now()
    if chat.row.state in _BOT_SPEAKS:
        await _ask_for_human(session, services, chat, until)
        written = services.texts.safety_reply(chat.row.language)
        reply = Reply("safety_reply", written.text, chat.row.language, advice=written.advice)
        await say(session, chat, [reply], turn=turn.number, answers=until, at=now)
    answers = with_aside(turn, until)
    await append_event(session, chat, "turn_done", "bot", {"answers": answers}, at=now)
    turn.answered_seq = until
    turn.burst_from = None
    turn.number += 1


async def _ask_for_human(
    session: AsyncSession, services: Services, chat: OpenChat, seq: int
) -> None:
    """Ask for a human as a normal request, unless the chat waits for one anyway."""
    if chat.row.state is ChatState.WAITING:
        return
    # Danger words that nobody has read since stay what they are (trust.md, 8).
    if await ask_again(session, services, chat, seq=seq, because="engine_down"):
        return
    await raise_escalation(
        session,
        services,
        chat,
        seq=seq,
        level=Level.NORMAL,
        reasons=[{"signal": "engine_down", "words": ""}],
        because="engine_down",
    )
    # What nobody has read may be danger: it is not held back.
    await open_door(session, chat.row, at=services.clock.now())


def _next_try(services: Services, turn: Turn) -> datetime | None:
    """Soon for an answer that is still owed; with growing waits for reading only."""
    settings = services.settings
    if turn.wanted_seq <= turn.read_seq and turn.engine_event is None:
        return None
    if turn.failures < _TRIES or turn.wanted_seq > turn.answered_seq:
        return services.clock.now() + timedelta(seconds=settings.turn_retry_s)
    longer = settings.read_retry_s * 2.0 ** min(turn.failures - _TRIES, _DOUBLINGS)
    return services.clock.now() + timedelta(seconds=min(longer, settings.read_retry_max_s))
