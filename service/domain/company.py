"""When a silent visitor gets a line, so that nobody waits alone (contract §3, `company`)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from service.domain.chat_states import ChatState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_ONE_LINE_ONLY = "danger_now"


def next_line_at(  # noqa: PLR0913 - the rule depends on all of them
    *,
    state: ChatState,
    life_open: bool,
    signals: Collection[str],
    silent_from: datetime | None,
    lines: int,
    company_minutes: Sequence[float],
    silence_minutes: Sequence[float],
) -> datetime | None:
    """Tell when the next line is due, None when none is.

    While a `life` request waits: the company's times, with danger right there only the first, since
    a lighting screen can give a child away. While only the bot is there, or a request without danger
    to life waits: the silence's times, so that nobody who waits is left without a word.

    `silent_from` is the visitor's last message, or the moment the request was raised; `lines` were
    given in this silence so far.
    """
    if silent_from is None:
        return None
    if state is ChatState.WAITING and life_open:
        times = company_minutes[:1] if _ONE_LINE_ONLY in signals else company_minutes
    elif state in {ChatState.BOT, ChatState.WAITING}:
        times = silence_minutes
    else:
        return None
    return silent_from + timedelta(minutes=times[lines]) if lines < len(times) else None
