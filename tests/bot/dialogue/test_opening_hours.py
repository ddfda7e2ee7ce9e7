"""Open only when we know it: hours, holidays, midnight, summer time, what was checked long ago."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.dialogue.opening_hours import Hours, State, easter, is_holiday

CHECKED = dt.date(2026, 11, 1)
# Monday, Wednesday and Friday, as a line with short hours has them; Saturday until midnight.
SHORT = Hours(
    week={0: ((840, 960),), 2: ((540, 720), (1020, 1140)), 5: ((600, 1440),)}, checked_on=CHECKED
)


@pytest.mark.parametrize(
    ("now", "state", "until"),
    [
        ("2026-11-30T13:59:59+01:00", State.CLOSED, None),
        ("2026-11-30T14:00:00+01:00", State.OPEN, 960),
        ("2026-11-30T15:59:59+01:00", State.OPEN, 960),
        ("2026-11-30T16:00:00+01:00", State.CLOSED, None),
        ("2026-12-01T15:00:00+01:00", State.CLOSED, None),  # a day on which it never opens
        ("2026-12-02T18:00:00+01:00", State.OPEN, 1140),  # the second span of that day
        ("2026-12-05T23:59:59+01:00", State.OPEN, 1440),
        ("2026-12-06T00:00:00+01:00", State.CLOSED, None),
        ("2026-11-30T14:30:00+00:00", State.OPEN, 960),  # 15:30 in Brussels
        ("2026-11-30T15:30:00+00:00", State.CLOSED, None),  # 16:30 in Brussels
        ("2027-07-19T12:30:00+00:00", State.OPEN, 960),  # summer time: 14:30 in Brussels
        ("2026-11-30T15:00:00", State.OPEN, 960),  # without an offset it is Brussels time
    ],
)
def test_a_line_is_open_within_its_hours(now: str, state: State, until: int | None) -> None:
    assert SHORT.at(dt.datetime.fromisoformat(now)) == (state, until)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-30T09:00:00+01:00", "2026-11-30T14:00:00+01:00"),  # later today
        ("2026-11-30T16:00:00+01:00", "2026-12-02T09:00:00+01:00"),  # the next of its days
        ("2026-12-02T13:00:00+01:00", "2026-12-02T17:00:00+01:00"),  # the second span of that day
        ("2026-12-06T00:00:00+01:00", "2026-12-07T14:00:00+01:00"),
        ("2026-11-30T07:30:00+00:00", "2026-11-30T14:00:00+01:00"),  # asked in another zone
        ("2027-03-27T05:00:00+01:00", "2027-03-27T10:00:00+01:00"),
        # Easter Sunday and Monday are passed over, and the clock has gone forward meanwhile.
        ("2027-03-28T12:00:00+02:00", None),
        ("2027-03-30T08:00:00+02:00", "2027-03-31T09:00:00+02:00"),
        ("2026-11-30T14:30:00+01:00", None),  # it is open
        ("2027-11-08T15:00:00+01:00", None),  # checked more than a year ago
        ("2026-11-30T09:00:00", "2026-11-30T14:00:00+01:00"),  # Brussels time
    ],
)
def test_a_closed_line_says_when_it_opens(now: str, opens: str | None) -> None:
    found = SHORT.opens_after(dt.datetime.fromisoformat(now))
    assert found == (None if opens is None else dt.datetime.fromisoformat(opens))


def test_a_holiday_is_passed_over_when_it_is_said_when_a_line_opens() -> None:
    christmas = dt.datetime.fromisoformat("2026-12-24T12:00:00+01:00")
    daily = Hours(week=dict.fromkeys(range(7), ((600, 660),)), checked_on=CHECKED)
    found = daily.opens_after(christmas)
    assert found == dt.datetime.fromisoformat("2026-12-26T10:00:00+01:00")


def test_a_line_that_never_closes_or_of_unknown_hours_says_nothing() -> None:
    now = dt.datetime.fromisoformat("2026-11-30T09:00:00+01:00")
    assert Hours(always=True).opens_after(now) is None
    assert Hours().opens_after(now) is None


@pytest.mark.parametrize(
    "now",
    [
        "2026-12-25T11:00:00+01:00",  # Christmas, a Friday
        "2027-03-29T15:00:00+02:00",  # Easter Monday
        "2027-05-17T15:00:00+02:00",  # Pentecost Monday
        "2027-07-21T18:00:00+02:00",  # a Wednesday
        "2027-11-08T15:00:00+01:00",  # checked more than a year ago
    ],
)
def test_on_a_holiday_or_with_old_hours_nobody_knows(now: str) -> None:
    assert SHORT.at(dt.datetime.fromisoformat(now)) == (State.UNKNOWN, None)


def test_what_is_day_and_night_stays_so_and_the_unknown_unknown() -> None:
    for now in (None, dt.datetime.fromisoformat("2026-12-25T03:00:00+01:00")):
        assert Hours(always=True).at(now) == (State.ALWAYS, None)
        assert Hours().at(now) == (State.UNKNOWN, None)
    assert SHORT.at(None) == (State.UNKNOWN, None)


def test_ten_days_a_year_and_easter_are_holidays() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        dt.date(2024, 3, 31),
        dt.date(2025, 4, 20),
        dt.date(2026, 4, 5),
        dt.date(2038, 4, 25),
    ]
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    assert [f"{day:%d.%m}" for day in days if is_holiday(day)] == (
        [
            "01.01",
            "05.04",
            "06.04",
            "01.05",
            "14.05",
            "24.05",
            "25.05",
            "21.07",
            "15.08",
            "01.11",
            "11.11",
            "25.12",
        ]
    )
