"""Labelled messages to measure against: JSON lines as in `shared/samples` and `tests/understanding`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.labels import TOPICS, Level, Role, Signal, level_of

if TYPE_CHECKING:
    from pathlib import Path

_LANGUAGES = ("fr", "nl", "en", "de", "other")
_ROLES = {role.value for role in Role}
_SIGNALS = {signal.value for signal in Signal}


class BadGoldError(Exception):
    """A line of a labelled file cannot be measured against; names the file and the line."""

    def __init__(self, file: Path, number: int, problem: str) -> None:
        super().__init__(f"{file}:{number}: {problem}")


@dataclass(frozen=True)
class Gold:
    """One message with its labels.

    `topics` and `languages` are those that count as right, the best first. `optional` signals are neither hit
    nor miss. A fragment ("topic": null) says too little for a topic or a role: neither is measured.
    """

    id: str
    text: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    role: str | None
    signals: frozenset[str]
    optional: frozenset[str]
    wants_human: bool | None

    @property
    def language(self) -> str:
        """The language it is in most of all."""
        return self.languages[0]

    @property
    def level(self) -> Level | None:
        """What follows from the labels; a wish for a human is left out where it is not labelled."""
        return level_of(
            topic=self.topics[0] if self.topics else None,
            signals=self.signals,
            wants_human=bool(self.wants_human),
        )


def read_gold(file: Path) -> list[Gold]:
    """Read a labelled file.

    Raises: BadGoldError: a line that is not JSON, lacks a label or has an unknown one.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_gold(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _gold(file: Path, number: int, line: str) -> Gold:
    try:
        entry: dict[str, Any] = json.loads(line)
        fragment = entry["topic"] is None
        gold = Gold(
            id=str(entry.get("id", number)),
            text=entry["text"],
            languages=(entry["language"], *entry.get("language_ok", ())),
            topics=() if fragment else (entry["topic"], *entry.get("topic_ok", ())),
            role=None if fragment else entry["role"],
            signals=frozenset(entry["signals"]),
            optional=frozenset(entry.get("signals_optional", ())),
            wants_human=entry.get("wants_human"),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadGoldError(file, number, f"{type(error).__name__}: {error}") from error
    unknown = (
        {*gold.topics} - {*TOPICS}
        | (gold.signals | gold.optional) - _SIGNALS
        | ({str(gold.role)} - _ROLES if gold.topics else set())
    )
    unknown |= {*gold.languages} - {*_LANGUAGES}
    if unknown:
        raise BadGoldError(file, number, f"unknown label {min(unknown)!r}")
    return gold
