"""Finds set phrases of content/ in what a visitor wrote: folded, whole words, never part of a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Fold a text to lower-case words without accents or signs: "C'est ça!" becomes "c est ca"."""
    return _BETWEEN_WORDS.sub(" ", fold(text).text).strip()


def says(text: str, phrases: Iterable[str], *, denied_by: Iterable[str] = ()) -> bool:
    """Whether a phrase stands in a text, and not right before a word that denies it.

    Args:
        text: already plain.
        phrases: already plain.
        denied_by: words such as "pas": "maman le sait pas" does not say "maman le sait".
    """
    denials = tuple(f" {word} " for word in denied_by)
    padded = f" {text} "
    for phrase in phrases:
        _, found, rest = padded.partition(f" {phrase} ")
        if found and not f" {rest}".startswith(denials):
            return True
    return False


def begins(text: str, phrases: Iterable[str]) -> bool:
    """Whether a plain text begins with one of these plain phrases."""
    return f"{text} ".startswith(tuple(f"{phrase} " for phrase in phrases))
