"""Prepared answers: what one may be, and what is filled in before it is sent.

A placeholder in a text looks like `{counsellor}`. The list is closed and stands in
docs/reference/canned-replies.md; a message in which one is left is refused, so that no child reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.domain.cleaning import clean
from service.domain.errors import ServiceError

LANGUAGES = ("fr", "nl")
LONGEST_FOLDER = 40
# Filled as the reply lands in the box: the counsellor's name as the child sees it, and the numbers
# of content/helplines.yml, so that a corrected number is right in every reply.
NAME = "counsellor"
NUMBERS = {
    "child_focus": "child_focus",
    "emergency": "emergency",
    "police": "police_urgent",
    "poison_centre": "poison_centre",
    "suicide_line": "suicide_line",
    "listening_line": "listening_line",
}
# Filled by the counsellor: by choosing a helpline, by typing.
BY_HAND = ("helpline", "time")
PLACEHOLDERS = (NAME, *NUMBERS, *BY_HAND)

_SHORTCUT = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


class BadShortcutError(ServiceError):
    """A shortcut has 1 to 20 small letters without accents, digits or hyphens."""


class ShortcutTakenError(ServiceError):
    """Another reply of the same list has this shortcut."""


class BadFolderError(ServiceError):
    """A reply stands in a folder, whose name has at most 40 characters."""


class OneLanguageError(ServiceError):
    """A reply needs its words in French and in Dutch."""

    def __init__(self, language: str) -> None:
        super().__init__(f"write it in {language}, too")
        self.fields = {"language": language}


class UnknownPlaceholderError(ServiceError):
    """No such placeholder can be filled in."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{{{name}}} is not of the list: {', '.join(PLACEHOLDERS)}")
        self.fields = {"known": list(PLACEHOLDERS)}


class PlaceholdersDifferError(ServiceError):
    """The French and the Dutch words do not name the same placeholders."""


class UnfilledError(ServiceError):
    """A message still has a placeholder in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"fill in {{{name}}} first")
        self.fields = {"placeholder": name}


class NoSuchReplyError(ServiceError):
    """There is no such reply, or it is somebody else's own."""


class ChangedMeanwhileError(ServiceError):
    """Somebody changed the reply since it was read: look at theirs first."""

    def __init__(self, by: str | None) -> None:
        super().__init__("read the reply again")
        self.fields = {"by": by}


@dataclass(frozen=True)
class Reply:
    """What somebody prepared. `fr` and `nl` say the same."""

    shortcut: str
    folder: str
    fr: str
    nl: str


def check_reply(given: Reply, *, limit_chars: int) -> Reply:
    """Give a reply as it is stored.

    Raises:
        BadShortcutError, BadFolderError: the names cannot be such.
        OneLanguageError: one of the two texts is missing.
        TooLongError, FilesRefusedError: a text could never be a message.
        UnknownPlaceholderError, PlaceholdersDifferError: it could never be filled in.
    """
    shortcut = given.shortcut.strip().removeprefix("/").lower()
    if not _SHORTCUT.fullmatch(shortcut):
        raise BadShortcutError
    folder = " ".join(given.folder.split())
    if not folder or len(folder) > LONGEST_FOLDER:
        raise BadFolderError
    texts = {"fr": given.fr, "nl": given.nl}
    for language, text in texts.items():
        if not text.strip():
            raise OneLanguageError(language)
    checked = Reply(
        shortcut,
        clean(folder, limit_chars=LONGEST_FOLDER),
        **{language: clean(text, limit_chars=limit_chars) for language, text in texts.items()},
    )
    named = {language: placeholders_in(getattr(checked, language)) for language in LANGUAGES}
    for name in (*named["fr"], *named["nl"]):
        if name not in PLACEHOLDERS:
            raise UnknownPlaceholderError(name)
    if set(named["fr"]) != set(named["nl"]):
        raise PlaceholdersDifferError
    return checked


def placeholders_in(text: str) -> list[str]:
    """Give the names in braces, in order; also those that are none of ours."""
    return _PLACEHOLDER.findall(text)


def check_filled(text: str) -> None:
    """Refuse a message with a placeholder of ours in it; other braces are a person's own words.

    Raises: UnfilledError: one is left.
    """
    for name in placeholders_in(text):
        if name in PLACEHOLDERS:
            raise UnfilledError(name)
