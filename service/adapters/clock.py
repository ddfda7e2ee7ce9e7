"""The time, handed in so that tests can set it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")  # where visitors and staff are


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Tell the time, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Tell the time, aware, in UTC."""
        return datetime.now(UTC)
