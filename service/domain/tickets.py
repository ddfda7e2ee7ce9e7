"""Proof of work for new chats under load: cheap for one child, dear for ten thousand of them."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from service.domain.errors import TicketNeededError

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUTE = timedelta(minutes=1)
_VALID = timedelta(minutes=2)
_FEWEST_BITS = 12  # some milliseconds on a cheap phone
_MOST_BITS = 20


class TicketOffice:
    """Asks for tickets once more chats a minute are opened than `above_per_min`.

    Tickets carry their own signature, so that any process checks those of any other; each works
    once in a process.
    """

    def __init__(self, sign: Callable[[str], bytes], *, above_per_min: int) -> None:
        self._sign = sign
        self._above = above_per_min
        self._opened: deque[datetime] = deque()
        self._used: dict[str, datetime] = {}

    def check_ticket(self, ticket: str | None, nonce: str | None, now: datetime) -> None:
        """Let a new chat pass, or ask for work.

        Raises: TicketNeededError: there is load, and no solved ticket was given.
        """
        while self._opened and self._opened[0] <= now - _MINUTE:
            self._opened.popleft()
        busy = len(self._opened) >= self._above
        if busy and not self._is_solved(ticket or "", nonce or "", now):
            raise TicketNeededError(*self._new_ticket(now))
        self._opened.append(now)

    def _new_ticket(self, now: datetime) -> tuple[str, int]:
        load = len(self._opened) / max(1, self._above)
        bits = min(_MOST_BITS, _FEWEST_BITS + max(0, math.ceil(math.log2(max(1.0, load)))))
        body = f"{int(now.timestamp())}.{bits}.{secrets.token_urlsafe(9)}"
        return f"{body}.{self._mac(body)}", bits

    def _is_solved(self, ticket: str, nonce: str, now: datetime) -> bool:
        body, _, mac = ticket.rpartition(".")
        if not hmac.compare_digest(self._mac(body).encode(), mac.encode()):
            return False
        made, bits, _ = body.split(".", 2)
        fresh = datetime.fromtimestamp(int(made), UTC) > now - _VALID
        self._used = {one: at for one, at in self._used.items() if at > now - 2 * _VALID}
        if not fresh or ticket in self._used or not has_zero_bits(ticket + nonce, int(bits)):
            return False
        self._used[ticket] = now
        return True

    def _mac(self, body: str) -> str:
        return self._sign(f"ticket|{body}").hex()[:32]


def has_zero_bits(text: str, bits: int) -> bool:
    """Tell whether the SHA-256 of a text begins with so many zero bits."""
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return digest >> (256 - bits) == 0
