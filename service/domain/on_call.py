"""Reaching the person on call, when nobody at the desk takes a chat: what they are told, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from service.domain.chat_states import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# Those whose waiting reaches somebody outside the desk, the most pressing first.
CALLING_LEVELS = (Level.LIFE, Level.URGENT)
# Whatever becomes overdue meanwhile waits for the next call: fifty chats in one minute are one call.
GAP = timedelta(minutes=1)
_FIRST_PAUSE_S = 10
_LONGEST_PAUSE_S = 300


@dataclass(frozen=True)
class Call:
    """What the person on call is told. No words of anybody, no id of a chat.

    `id` stays the same when it is sent again, so that a receiver can drop the second. `waiting_s`
    is the longest wait at `level`; `waiting` counts at each level those whom nobody has taken.
    """

    id: str
    level: Level
    waiting_s: int
    waiting: Mapping[Level, int]
    at: datetime
    desk_url: str
    subject: str
    text: str
    test: bool = False


class CallFailedError(Exception):
    """A notifier could not deliver. `code` is one of ours, a status or a reply's number: no secret."""

    def __init__(self, code: str) -> None:
        super().__init__(f"not delivered: {code}")
        self.code = code


class OnCallNotifier(Protocol):
    """One way to reach the person on call."""

    @property
    def name(self) -> str:
        """Its name in the settings and on the board."""

    async def send(self, call: Call) -> None:
        """Deliver a call within `SEND_S`.

        Raises: CallFailedError: it is not delivered, or nobody knows whether it is.
        """

    async def close(self) -> None:
        """Close what it holds open."""


# A send may take so long; a process that does not come back from one loses the call after twice that.
SEND_S = 30.0
LEASE = timedelta(seconds=2 * SEND_S)


def pause_after(tries: int) -> timedelta:
    """Tell how long to wait after the n-th failure in a row, counted from 1."""
    return timedelta(seconds=min(_FIRST_PAUSE_S * 2 ** min(tries - 1, 10), _LONGEST_PAUSE_S))


_REMEDIES = {
    "slow": "No answer in time: check that this machine may reach it (firewall, proxy).",
    "unreachable": "Nothing answers there: check the address, and that this machine may reach it.",
    "tls": "The connection cannot be secured: check the certificate, and the port against the security.",
    "login": "The mail server refuses the login: check user and password file.",
    "recipient": "The mail server refuses an address: check ON_CALL_MAIL_TO.",
}


def remedy(name: str, code: str) -> str:
    """Say what an operator does about a failure."""
    if code in _REMEDIES:
        return _REMEDIES[code]
    return f"That is the {name} server's own answer: look it up there."
