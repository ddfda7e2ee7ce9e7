"""What happens to a text once, before it is stored: nothing of its meaning is changed."""

from __future__ import annotations

import re
import unicodedata

from service.domain.errors import EmptyMessageError, FilesRefusedError, TooLongError

# Marks that reorder what is shown, with which a text could dress up as another's (trust.md).
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control (Cc), unassigned surrogates (Cs): line feeds and tabs stay.
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})
_KEPT = frozenset("\n\t")
# A file as text: an address with the data in it, or one long run of the signs of base 64.
_DATA_ADDRESS = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,", re.IGNORECASE)
_LONG_RUN = re.compile(r"[A-Za-z0-9+/_=-]{300,}")
_SIGNS_OF_A_FILE = 24  # "aaaaaa…" and "hahaha…" have few different ones


def clean(text: str, *, limit_chars: int) -> str:
    """Bring a text to NFC without control and bidirectional characters, trimmed.

    Leading slashes stay: they are the visitor's words. The engine reads them as text.

    Raises:
        TooLongError: more than `limit_chars` characters are left.
        EmptyMessageError: nothing is left.
        FilesRefusedError: a file was pasted as text.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in unified if _stays(sign))
    cleaned = unicodedata.normalize("NFC", kept).strip()
    if len(cleaned) > limit_chars:
        raise TooLongError(limit_chars)
    if not cleaned or not any(_shows(sign) for sign in cleaned):
        raise EmptyMessageError
    if _is_file(cleaned):
        raise FilesRefusedError
    return cleaned


def _is_file(text: str) -> bool:
    run = _LONG_RUN.search(text)
    pasted = run is not None and len(set(run.group())) >= _SIGNS_OF_A_FILE
    return pasted or _DATA_ADDRESS.search(text) is not None


def _stays(sign: str) -> bool:
    if sign in _KEPT:
        return True
    return sign not in _BIDI and unicodedata.category(sign) not in _DROPPED_CATEGORIES


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "ZC"
