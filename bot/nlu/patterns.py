"""Phrases that set a signal by themselves, and turns of speech that must not.

A pattern is a regular expression on the folded text (lower case, no accents), in which a space
stands for anything between two words (also "d'", a comma, three dots) and " ?" for that or nothing.
A hit that overlaps an `unless` of its signal is no hit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from bot.nlu.component import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.nlu.fold import Folded

LANGUAGES = ("fr", "nl", "en", "de", "other")


@dataclass(frozen=True)
class Hits:
    """What the patterns of one signal found: the words that set it, or a turn of speech."""

    words: str | None
    excluded: bool


@dataclass(frozen=True)
class SignalPatterns:
    """The patterns of one signal."""

    any_of: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def search(self, folded: Folded) -> Hits:
        """Look for the first phrase that no turn of speech overlaps."""
        excluded = (
            [match.span() for match in self.unless.finditer(folded.text)] if self.unless else []
        )
        if self.any_of:
            for match in self.any_of.finditer(folded.text):
                start, end = match.span()
                if all(end <= first or last <= start for first, last in excluded):
                    return Hits(folded.words(start, end), excluded=bool(excluded))
        return Hits(None, excluded=bool(excluded))


@lru_cache(maxsize=1)
def all_patterns() -> dict[str, SignalPatterns]:
    """Read the patterns of all languages, one per signal and `wants_human`.

    All of them are looked for in every message: children mix languages, and a short message may be
    taken for the wrong one.
    """
    any_of: dict[str, list[str]] = {}
    unless: dict[str, list[str]] = {}
    for language in LANGUAGES:
        text = (HERE / "patterns" / f"{language}.yml").read_text(encoding="utf-8")
        for signal, parts in yaml.safe_load(text).items():
            any_of.setdefault(signal, []).extend(parts.get("any", ()))
            unless.setdefault(signal, []).extend(parts.get("unless", ()))
    return {
        signal: SignalPatterns(_joined(any_of[signal]), _joined(unless[signal]))
        for signal in any_of
    }


def _joined(phrases: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    # Bounded, so that a long run of blanks or dots costs nothing.
    spaced = [
        phrase.replace(" ?", r"[\W_]{0,4}?").replace(" ", r"[\W_]{1,4}") for phrase in phrases
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?:{phrase})" for phrase in spaced) + r")(?!\w)")
