"""What happens to a text once, before it is stored: nothing of its meaning is changed."""

from __future__ import annotations

import unicodedata

from service.domain.errors import EmptyMessageError, TooLongError

# Marks that reorder what is shown, with which a text could dress up as another's (trust.md).
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control (Cc), unassigned surrogates (Cs): line feeds and tabs stay.
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})
_KEPT = frozenset("\n\t")


def clean(text: str, *, limit_chars: int) -> str:
    """Bring a text to NFC without control and bidirectional characters, trimmed.

    Leading slashes stay: they are the visitor's words. The engine reads them as text.

    Raises:
        TooLongError: more than `limit_chars` characters are left.
        EmptyMessageError: nothing is left.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in unified if _stays(sign))
    cleaned = unicodedata.normalize("NFC", kept).strip()
    if len(cleaned) > limit_chars:
        raise TooLongError(limit_chars)
    if not cleaned or not any(_shows(sign) for sign in cleaned):
        raise EmptyMessageError
    return cleaned


def _stays(sign: str) -> bool:
    if sign in _KEPT:
        return True
    return sign not in _BIDI and unicodedata.category(sign) not in _DROPPED_CATEGORIES


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "ZC"
