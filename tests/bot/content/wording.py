"""Takes a text for visitors apart: its sentences, its words, what somebody is quoted to say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = re.compile(r"(?<=[.!?…])[»’]?\s+|\n")
_QUOTED = re.compile(r"«[^»]*»|‘[^’]*’")
# A number or an address is one thing to read, however many blanks it holds.
_LETTERS = re.compile(r"[^\W\d_]+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LONG = 6
_NUMBER = re.compile(r"\d[\d ]*\d")


def sentences(text: str) -> list[str]:
    """Split a text at its full stops; what stands on both sides of a colon is one sentence."""
    return [part for part in _END.split(text) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    """Give the words of a text; a phone number counts as one."""
    return [part for part in _NUMBER.sub("0", text).split() if re.search(r"\w", part)]


def without_quotes(text: str) -> str:
    """Take out the sentences that a visitor may say to somebody else."""
    return _QUOTED.sub(" ", text)


def long_words(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Give the words of more than six letters and all words; names and numbers filled in are none."""
    found = [word for text in texts for word in _LETTERS.findall(_PLACEHOLDER.sub(" ", text))]
    return [word for word in found if len(word) > _LONG], found
