"""Whether a helpline is open at a given moment; a doubt is `unknown`, never `open`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN = 24 * 60
# Hours change about once a year; what was checked longer ago is no longer stated.
STALE = dt.timedelta(days=365)
_BRUSSELS = ZoneInfo("Europe/Brussels")
# Public holidays with a fixed date (law of 4 January 1974), and those counted from Easter Sunday:
# Easter, its Monday, Ascension, Pentecost, its Monday. Lines keep other hours then.
_FIXED = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}
_FROM_EASTER = (0, 1, 39, 49, 50)

Spans = tuple[tuple[int, int], ...]


class State(str, Enum):
    """What a text may say about a line now; each value names the response `utter_line_…`."""

    ALWAYS = "always"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Hours:
    """The hours of one line: day and night, or per weekday (0 is Monday) in minutes from midnight.

    Neither means that they are not known.
    """

    always: bool = False
    week: Mapping[int, Spans] | None = None
    checked_on: dt.date | None = None

    def at(self, now: dt.datetime | None) -> tuple[State, int | None]:
        """Say whether the line is open at `now`, and until which minute of the day.

        Without an offset `now` is Brussels time.
        """
        if self.always:
            return State.ALWAYS, None
        if now is None or self.week is None:
            return State.UNKNOWN, None
        local = now.astimezone(_BRUSSELS) if now.tzinfo else now
        if is_holiday(local.date()) or self._is_stale(local.date()):
            return State.UNKNOWN, None
        minute = local.hour * 60 + local.minute
        for start, end in self.week.get(local.weekday(), ()):
            if start <= minute < end:
                return State.OPEN, end
        return State.CLOSED, None

    def opens_after(self, now: dt.datetime) -> dt.datetime | None:
        """Say when a line that is closed at `now` opens next, in Brussels time.

        A day on which nobody knows the hours (a holiday, or checked too long ago) is passed over:
        what is said of it could be wrong. None: not within a week, or it is open, or not known.
        """
        if self.week is None or self.at(now)[0] is not State.CLOSED:
            return None
        local = now.astimezone(_BRUSSELS) if now.tzinfo else now.replace(tzinfo=_BRUSSELS)
        for ahead in range(8):
            day = local.date() + dt.timedelta(days=ahead)
            if is_holiday(day) or self._is_stale(day):
                continue
            for start, _ in sorted(self.week.get(day.weekday(), ())):
                opens = dt.datetime.combine(day, dt.time(start // 60, start % 60), tzinfo=_BRUSSELS)
                if opens > local:
                    return opens
        return None

    def _is_stale(self, today: dt.date) -> bool:
        return self.checked_on is None or today - self.checked_on > STALE


def is_holiday(day: dt.date) -> bool:
    """Whether this is a public holiday in Belgium."""
    if (day.month, day.day) in _FIXED:
        return True
    return (day - easter(day.year)).days in _FROM_EASTER


def easter(year: int) -> dt.date:
    """Give Easter Sunday (Gregorian computus of Meeus, Jones and Butcher)."""
    century = year // 100
    golden = year % 19
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (1 - (29 // (correction + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return dt.date(year, month, offset + 28 - 31 * (month // 4))


def clock(minute: int) -> str:
    """Write a minute of the day as both languages read it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
