"""Reads content/helplines.yml and makes its facts into placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dialogue.content_types import LANGUAGES, Helpline
from bot.dialogue.opening_hours import DAY_MIN, DAYS, Hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.dialogue.content_node import Node
    from bot.dialogue.opening_hours import Spans

WAYS = ("chat", "mail", "form", "forum", "app")
_SOURCE = ("source", "checked_on")
# What a text may name; `value` stands for {<helpline>} itself.
_NAMED = ("name", "short", "value", "phone", "mail", "site", "app", "link")
_REST = ("speaks", "written", "hours", "for_whom", "when_not", *_SOURCE)
_PHONE = re.compile(r"\d[\d ]*\d")
_MAIL = re.compile(r"[^@\s]+@[\w.-]+\.\w+")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_LINK = re.compile(r"https://" + _SITE.pattern)
_SHAPES = {"value": _PHONE, "phone": _PHONE, "mail": _MAIL, "site": _SITE, "link": _LINK}
_SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


def read_helplines(node: Node) -> dict[str, Helpline]:
    """Read the helplines."""
    return {name: _helpline(name, child) for name, child in node.entries()}


def placeholders(lines: Iterable[Helpline]) -> dict[str, dict[str, str]]:
    """Give the facts as placeholders: language → name → value.

    A line that speaks one language has them in that language only: no other text can name it. What
    differs between the languages stands in both as `<name>_fr` and `<name>_nl`, too: for the texts of
    other languages, which name both lines.
    """
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for line in lines:
        for language in line.speaks:
            for key, value in line.named[language].items():
                found[language][placeholder(line.id, key)] = value
                if any(line.named[other].get(key) != value for other in line.speaks):
                    for each in found.values():
                        each[f"{placeholder(line.id, key)}_{language}"] = value
    return found


def placeholder(helpline: str, key: str) -> str:
    """Name the placeholder of a fact."""
    return helpline if key == "value" else f"{helpline}_{key}"


def _helpline(name: str, node: Node) -> Helpline:
    node.only(*_NAMED, *_REST)
    node.child("source").text()
    node.child("checked_on").day()
    speaks = node.child("speaks").texts() or LANGUAGES
    if not set(speaks) <= set(LANGUAGES):
        raise node.child("speaks").error("write [fr] or [nl], or leave it out.")
    written = node.child("written").per_language()
    return Helpline(
        id=name,
        named=_named(node),
        speaks=speaks,
        written={language: _written(written[language]) for language in LANGUAGES},
        hours=_hours(node.child("hours")),
        for_whom=node.child("for_whom").both(),
        when_not=None if node.child("when_not").value is None else node.child("when_not").both(),
    )


def _named(node: Node) -> dict[str, dict[str, str]]:
    node.child("name").per_language()["fr"].text()
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for key in _NAMED:
        if node.child(key).value is None:
            continue
        for language, child in node.child(key).per_language().items():
            text = child.text()
            if key in _SHAPES and not _SHAPES[key].fullmatch(text):
                raise child.error(f"{text!r} is no {'number' if key == 'value' else key}.")
            found[language][key] = text
    return {language: _derived(facts) for language, facts in found.items()}


def _derived(facts: Mapping[str, str]) -> dict[str, str]:
    """Add what links need: the number as it is dialled, the address with its scheme."""
    number = facts.get("phone") or facts.get("value")
    dialled = {"tel": f"tel:{number.replace(' ', '')}"} if number else {}
    mailed = {"mailto": f"mailto:{facts['mail']}"} if "mail" in facts else {}
    opened = {"link": f"https://{facts['site']}"} if "site" in facts else {}
    return {**opened, **facts, **dialled, **mailed}


def _written(node: Node) -> tuple[str, ...]:
    if not isinstance(node.value, list) or not set(node.texts()) <= set(WAYS):
        raise node.error(f"list the written ways ({', '.join(WAYS)}), or [] for none.")
    return node.texts()


def _hours(node: Node) -> dict[str, Hours]:
    node.only(*LANGUAGES, *_SOURCE)
    found = {language: _week(node, node.child(language)) for language in LANGUAGES}
    if any(hours != Hours() for hours in found.values()):
        node.child("source").text()
        node.child("checked_on").day()
    return found


def _week(hours: Node, node: Node) -> Hours:
    if node.value == "unknown":
        return Hours()
    if node.value == "always":
        return Hours(always=True)
    node.only("daily", *DAYS)
    week: dict[int, Spans] = {}
    for day, child in node.entries():
        for weekday in range(7) if day == "daily" else (DAYS.index(day),):
            week[weekday] = _spans(child)
    return Hours(week=week, checked_on=hours.child("checked_on").day())


def _spans(node: Node) -> Spans:
    spans = []
    for part in node.text().split(","):
        found = _SPAN.fullmatch(part.strip())
        start, end = _minutes(found[1], found[2], found[3], found[4]) if found else (0, 0)
        if not start < end <= DAY_MIN:
            raise node.error('write times like "10:00-12:00, 14:00-24:00" here.')
        spans.append((start, end))
    return tuple(spans)


def _minutes(*parts: str) -> tuple[int, int]:
    hour, minute, end_hour, end_minute = map(int, parts)
    return hour * 60 + minute, end_hour * 60 + end_minute
