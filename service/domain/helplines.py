"""A helpline as a counsellor offers it: who, how, whether it is open now, and the words for a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


# What `text_of` needs in each language.
WORDS = (
    *("said", "said_with_hours", "written", "ways", "at_site", "to_mail", "in_app"),
    *("always", "open", "midnight", "closed", "closed_only", "unknown_only"),
    *("today", "tomorrow", "on_day", "days"),
)


@dataclass(frozen=True)
class Line:
    """One helpline in one language, at one moment.

    `state` is `always`, `open`, `closed` or `unknown`; `until` (as `24:00`) is set while it is open,
    `opens_at` (in Brussels time) while it is closed and one knows.
    """

    id: str
    language: str
    name: str
    number: str | None
    site: str | None
    mail: str | None
    app: str | None
    ways: Sequence[str]
    state: str
    until: str | None
    opens_at: datetime | None
    for_whom: str
    when_not: str | None


def can_be_offered(line: Line) -> bool:
    """Whether a child could do anything with it: some entries are names without an address."""
    return line.number is not None or line.site is not None or line.mail is not None


def text_of(line: Line, words: Mapping[str, Any], *, now: datetime, always_open: str) -> str:
    """Write a helpline out for a child.

    Args:
        line: one that can be offered.
        words: of the line's language, from service/helpline_words.yml.
        now: in Brussels time: says what "today" is.
        always_open: the number that answers day and night, for when this line does not.
    """
    ways = ", ".join(_ways(line, words))
    what = line.number or ways or line.site or line.mail or ""
    hours = _hours(line, words, now=now, always_open=always_open)
    said = words["said_with_hours" if hours else "said"]
    parts = [said.format(name=line.name, what=what, hours=hours)]
    if line.number and ways:
        parts.append(words["written"].format(ways=ways))
    return " ".join(parts)


def _ways(line: Line, words: Mapping[str, Any]) -> Sequence[str]:
    """Give the written ways of which the address is known: those of the site first, together."""
    elsewhere = {"app"} | ({"mail"} if line.mail else set())
    at_site = ", ".join(words["ways"][way] for way in line.ways if way not in elsewhere)
    found = []
    if at_site and line.site:
        found.append(words["at_site"].format(ways=at_site, address=line.site))
    if "mail" in line.ways and line.mail:
        found.append(words["to_mail"].format(address=line.mail))
    if "app" in line.ways and line.app:
        found.append(words["in_app"].format(address=line.app))
    return found


def _hours(line: Line, words: Mapping[str, Any], *, now: datetime, always_open: str) -> str:
    if line.state == "always":
        # Of a site it goes without saying.
        return str(words["always"]) if line.number else ""
    if line.state == "open":
        until = words["midnight"] if line.until == "24:00" else line.until
        return str(words["open"].format(until=until))
    if line.state == "closed" and line.opens_at is not None:
        when = _when(line.opens_at, words, now=now)
        return str(words["closed"].format(when=when, always_open=always_open))
    return str(words[f"{line.state}_only"].format(always_open=always_open))


def _when(opens: datetime, words: Mapping[str, Any], *, now: datetime) -> str:
    time = opens.strftime("%H:%M")
    if opens.date() == now.date():
        return str(words["today"].format(time=time))
    if opens.date() == now.date() + timedelta(days=1):
        return str(words["tomorrow"].format(time=time))
    return str(words["on_day"].format(day=words["days"][opens.weekday()], time=time))
