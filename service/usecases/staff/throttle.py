"""How often somebody may try to log in, without keeping who they are.

Buckets are named by a keyed hash whose key lives as long as the process and is written nowhere:
no address is stored, and what a memory dump shows cannot be turned back into one.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.errors import SlowDownError

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Allowance:
    """So many tries at once, then one every `every_s` seconds."""

    burst: int
    every_s: float


# Per name and address: a person who mistypes. Per name: guessing from many addresses, without
# letting a stranger lock a counsellor out for long. All together: the processor's time.
HERE = Allowance(burst=5, every_s=20)
NAME = Allowance(burst=20, every_s=5)
EVERYBODY = Allowance(burst=60, every_s=0.5)

# Buckets that are full again say nothing and are dropped when there are this many.
_SWEEP_AT = 10_000


class LoginThrottle:
    """Counts tries in leaky buckets, in memory."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._full_at: dict[bytes, float] = {}

    def take(self, *, name: str, address: bytes, now: datetime) -> None:
        """Count one try.

        Raises: SlowDownError: one of the buckets is empty; nothing is counted then.
        """
        moment = now.timestamp()
        self._sweep(moment)
        buckets = self._buckets(name, address)
        waits = [self._wait_s(bucket, allowance, moment) for bucket, allowance in buckets]
        if max(waits) > 0:
            raise SlowDownError(math.ceil(max(waits)))
        for bucket, allowance in buckets:
            self._full_at[bucket] = (
                max(self._full_at.get(bucket, moment), moment) + allowance.every_s
            )

    def give_back(self, *, name: str, address: bytes) -> None:
        """Return the try of somebody who got in, so that a busy night shift is never slowed."""
        for bucket, allowance in self._buckets(name, address):
            if bucket in self._full_at:
                self._full_at[bucket] -= allowance.every_s

    def _wait_s(self, bucket: bytes, allowance: Allowance, moment: float) -> float:
        owed_s = self._full_at.get(bucket, moment) - moment
        return owed_s - (allowance.burst - 1) * allowance.every_s

    def _buckets(self, name: str, address: bytes) -> tuple[tuple[bytes, Allowance], ...]:
        who = name.strip().casefold()
        return (
            (self._label("here", who, address.hex()), HERE),
            (self._label("name", who), NAME),
            (self._label("everybody"), EVERYBODY),
        )

    def _label(self, *parts: str) -> bytes:
        return hmac.digest(self._key, "\0".join(parts).encode(), hashlib.sha256)

    def _sweep(self, moment: float) -> None:
        if len(self._full_at) >= _SWEEP_AT:
            self._full_at = {label: at for label, at in self._full_at.items() if at > moment}
