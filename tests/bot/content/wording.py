"""Takes a text for visitors apart: its sentences, its words, what somebody is quoted to say."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…])[»’]?\s+|\n")
_QUOTED = re.compile(r"«[^»]*»|‘[^’]*’")
# A number or an address is one thing to read, however many blanks it holds.
_NUMBER = re.compile(r"\d[\d ]*\d")


def sentences(text: str) -> list[str]:
    """Split a text at its full stops, colons kept."""
    return [part for part in _END.split(text) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    """Give the words of a text; a phone number counts as one."""
    return [part for part in _NUMBER.sub("0", text).split() if re.search(r"\w", part)]


def without_quotes(text: str) -> str:
    """Take out the sentences that a visitor may say to somebody else."""
    return _QUOTED.sub(" ", text)
