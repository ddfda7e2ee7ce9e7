"""When a caller abuses the line: why a chat is ended, and how slow the door is afterwards.

Nobody is banned, and nothing about a browser or an address is kept: the mark is on the chat, which a
tab keeps while it is open, and goes with it when the visitor erases it. The bot answers as ever;
danger goes through at once.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.chat_states import Level

if TYPE_CHECKING:
    from datetime import datetime

SLOW_FOR = timedelta(hours=24)  # how long the door is slow
SLOW_BY = timedelta(minutes=10)  # from asking for a human until the place in the queue counts
_AT_ONCE = timedelta(0)
_PRESSING = (Level.LIFE, Level.URGENT)


class MisuseReason(StrEnum):
    """Why a counsellor ends a chat; each has words for the visitor in `texts.yml`."""

    INSULTS = "insults"
    SEXUAL = "sexual"
    THREATS = "threats"
    HOAX = "hoax"
    SPAM = "spam"


def slow_by(slow_until: datetime | None, level: Level | None, at: datetime) -> timedelta:
    """Tell how much later a wish for a human counts; never later where there is danger."""
    slow = slow_until is not None and at < slow_until and level not in _PRESSING
    return SLOW_BY if slow else _AT_ONCE
