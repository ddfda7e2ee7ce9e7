"""A word of a message: its normal form and where it stands in the redacted text."""

from __future__ import annotations

from typing import NamedTuple

# The attribute of a message that holds its language, and the languages it may be.
LANGUAGE = "language"
LANGUAGES = ("de", "en", "fr", "nl", "other")


class Word(NamedTuple):
    """One word; `start` and `end` (exclusive) are places in the redacted text.

    Text-speak may hold two words in one place: "kheb" is "ik" and "heb".
    """

    normal: str
    start: int
    end: int
