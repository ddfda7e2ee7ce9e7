"""Rate limits, in memory only: who asks too often waits, and nothing about them is stored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.errors import SlowDownError

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

_MOST_BUCKETS = 50_000


@dataclass
class _Bucket:
    tokens: float
    at: datetime


class TokenBuckets:
    """One bucket per key, filled at `per_s` up to `burst`. Full buckets are forgotten."""

    def __init__(self, *, per_s: float, burst: int) -> None:
        self._per_s = per_s
        self._burst = burst
        self._buckets: dict[Hashable, _Bucket] = {}

    def check_rate(self, key: Hashable, now: datetime) -> None:
        """Take a token.

        Raises: SlowDownError: there is none left.
        """
        bucket = self._refill(key, now)
        if bucket.tokens < 1:
            raise SlowDownError(max(1, math.ceil((1 - bucket.tokens) / self._per_s)))
        bucket.tokens -= 1

    def _refill(self, key: Hashable, now: datetime) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= _MOST_BUCKETS:
                self._forget_full(now)
            bucket = self._buckets[key] = _Bucket(float(self._burst), now)
        passed_s = max(0.0, (now - bucket.at).total_seconds())
        bucket.tokens = min(float(self._burst), bucket.tokens + passed_s * self._per_s)
        bucket.at = now
        return bucket

    def _forget_full(self, now: datetime) -> None:
        full_after_s = self._burst / self._per_s
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if (now - bucket.at).total_seconds() < full_after_s
        }
