"""A word of a message: its normal form and where it stands in the redacted text."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

T = TypeVar("T")

# The attribute of a message that holds its language, and the languages it may be.
LANGUAGE = "language"
LANGUAGES = ("de", "en", "fr", "nl", "other")


class Word(NamedTuple):
    """One word; `start` and `end` (exclusive) are places in the redacted text.

    Text-speak may hold two words in one place: "kheb" is "ik" and "heb". `slip`: a typing slip was put right.
    """

    normal: str
    start: int
    end: int
    slip: bool = False


class Derived(tuple[T, ...]):
    """What follows from the text of a message and our code alone.

    Rasa fingerprints every attribute of every example after every step; of these it need not: a
    hundred numbers for each of 25,000 examples cost a minute of each training.
    """

    __slots__ = ()

    def fingerprint(self) -> str:
        """Add nothing to the message's fingerprint, which has the text already."""
        return ""
