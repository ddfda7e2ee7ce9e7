"""Reads the helplines of `content/` by the engine's own reader, so that hours are counted in one way.

`bot.dialogue` is pure Python without Rasa. Nothing else of the service imports the engine's code.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.dialogue.content_helplines import read_helplines
from bot.dialogue.content_node import Node
from bot.dialogue.opening_hours import clock
from bot.project_files import BrokenFileError, load_yaml
from service.adapters.yaml_file import BrokenFileError as BrokenWordsError
from service.adapters.yaml_file import load_mapping
from service.domain.canned import LANGUAGES
from service.domain.helplines import WORDS, Line
from service.domain.named_helplines import Helpline as NamedHelpline
from service.domain.named_helplines import Helplines, digits_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.dialogue.content_types import Helpline

_log = logging.getLogger(__name__)
_WORDS = Path(__file__).parent.parent / "helpline_words.yml"
_BRUSSELS = ZoneInfo("Europe/Brussels")
# Named to children whatever the file says, so that a broken file never stops a call for help.
_ALWAYS = (
    NamedHelpline("emergency", {"fr": "112", "nl": "112"}, frozenset({"112"})),
    NamedHelpline("police_urgent", {"fr": "Police", "nl": "Politie"}, frozenset({"101"})),
    NamedHelpline("child_focus", {"fr": "Child Focus", "nl": "Child Focus"}, frozenset({"116000"})),
)


class HelplineBook:
    """The helplines as the file says now: a corrected number is right at the next look."""

    def __init__(self, content_dir: Path) -> None:
        self._path = content_dir / "helplines.yml"
        self._stamp: object = None
        self._lines: Mapping[str, Helpline] = {}
        self._named = Helplines(_ALWAYS)
        self.words: Mapping[str, Any] = _words()
        self._look()

    def lines(self, now: datetime) -> Sequence[Line]:
        """Give every helpline in each language that it speaks, as it is at this moment."""
        self._look()
        return [
            _at(line, language, now) for line in self._lines.values() for language in line.speaks
        ]

    def named(self) -> Helplines:
        """Give how each helpline is recognised in a text; 112, 101 and 116 000 also without a file."""
        self._look()
        return self._named

    def number(self, helpline: str, language: str) -> str | None:
        """Give the number of a helpline, None if there is none."""
        self._look()
        line = self._lines.get(helpline)
        return None if line is None else _number(line.named[language])

    def _look(self) -> None:
        """Read the file if it changed; one broken meanwhile leaves the last good one."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._stamp, self._lines, self._named = None, {}, Helplines(_ALWAYS)
            return
        stamp = stat.st_mtime_ns, stat.st_size
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._lines = read_helplines(Node(load_yaml(self._path), file=str(self._path)))
        except BrokenFileError as error:
            _log.error("The helplines stay as they were: %s", error)
            return
        self._named = _all_named(self._lines)


def _words() -> Mapping[str, Any]:
    """Read the words around the facts, which else would be missed when a counsellor needs them.

    Raises: BrokenWordsError: the file cannot be read, or lacks some.
    """
    words = load_mapping(_WORDS)
    for language in LANGUAGES:
        for key in WORDS:
            if not (words.get(language) or {}).get(key):
                place = f"{_WORDS}, {language}, {key}"
                raise BrokenWordsError(
                    f"{place}: words must stand here. Write them, then run again."
                )
    return words


def brussels(now: datetime) -> datetime:
    """Give a moment by the clock of the helplines and of the children."""
    return now.astimezone(_BRUSSELS)


def _at(line: Helpline, language: str, now: datetime) -> Line:
    named, hours = line.named[language], line.hours[language]
    state, until = hours.at(now)
    return Line(
        id=line.id,
        language=language,
        name=named["name"],
        number=_number(named),
        site=named.get("site"),
        mail=named.get("mail"),
        app=named.get("app"),
        ways=line.written[language],
        state=state.value,
        until=None if until is None else clock(until),
        opens_at=hours.opens_after(now),
        for_whom=line.for_whom[language],
        when_not=line.when_not[language] if line.when_not else None,
    )


def _all_named(lines: Mapping[str, Helpline]) -> Helplines:
    always = [line for line in _ALWAYS if line.id not in lines]
    return Helplines([_as_named(line) for line in lines.values()] + always)


def _as_named(line: Helpline) -> NamedHelpline:
    facts = line.named.values()
    numbers = [named[key] for named in facts for key in ("phone", "value") if key in named]
    shown = {
        language: _number(named) or named.get("site") for language, named in line.named.items()
    }
    return NamedHelpline(
        id=line.id,
        names={language: named["name"] for language, named in line.named.items()},
        numbers=frozenset(digits_of(number) for number in numbers),
        mails=frozenset(named["mail"].casefold() for named in facts if "mail" in named),
        sites=frozenset(
            named["site"].split("/")[0].casefold() for named in facts if "site" in named
        ),
        shown={language: text for language, text in shown.items() if text},
    )


def _number(named: Mapping[str, str]) -> str | None:
    return named.get("phone") or named.get("value")
