"""Reads `content/helplines.yml` for the desk: which numbers, mails and sites are a helpline's."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from service.adapters.yaml_file import BrokenFileError, load_mapping
from service.domain.named_helplines import Helpline, Helplines, digits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_log = logging.getLogger(__name__)
_LANGUAGES = ("fr", "nl")
_FILE = "helplines.yml"
# Named to children whatever the file says, so that a broken file never stops a call for help.
_ALWAYS = (
    Helpline("emergency", {"fr": "112", "nl": "112"}, frozenset({"112"})),
    Helpline("police_urgent", {"fr": "Police", "nl": "Politie"}, frozenset({"101"})),
    Helpline("child_focus", {"fr": "Child Focus", "nl": "Child Focus"}, frozenset({"116000"})),
)


class HelplineFile:
    """The file as it is now: a number that is corrected counts from the next message on.

    A file that was broken meanwhile is logged, and what it said before stands; without a file
    there are 112, 101 and 116 000.
    """

    def __init__(self, content_dir: Path) -> None:
        self._path = content_dir / _FILE
        self._read_at: int | None = None
        self._lines = Helplines(_ALWAYS)
        self.read()

    def read(self) -> Helplines:
        """Give the lines, read anew if the file has changed."""
        try:
            changed_at = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return self._lines
        if changed_at != self._read_at:
            self._read_at = changed_at
            try:
                self._lines = Helplines(tuple(_all_lines(load_mapping(self._path))))
            except BrokenFileError as error:
                _log.error("%s; what stood there before counts on", error)
        return self._lines


def _all_lines(entries: Mapping[str, Any]) -> Iterator[Helpline]:
    for name, entry in entries.items():
        if isinstance(entry, dict):
            yield _line(name, entry)
    yield from (line for line in _ALWAYS if line.id not in entries)


def _line(name: str, entry: Mapping[str, Any]) -> Helpline:
    names = _per_language(entry.get("name"))
    return Helpline(
        id=name,
        names=names,
        numbers=frozenset(digits_of(number) for number in _texts(entry, "phone", "value")),
        mails=frozenset(mail.casefold() for mail in _texts(entry, "mail")),
        sites=frozenset(site.split("/")[0].casefold() for site in _texts(entry, "site")),
        shown={
            language: text
            for key in ("site", "value", "phone")
            for language, text in _per_language(entry.get(key)).items()
        },
    )


def _texts(entry: Mapping[str, Any], *keys: str) -> list[str]:
    return [text for key in keys for text in _per_language(entry.get(key)).values()]


def _per_language(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(language): str(text) for language, text in value.items()}
    return {} if value is None else dict.fromkeys(_LANGUAGES, str(value))
