"""Typed text can never be a command: what Rasa would take for one at its start is taken away.

The engine never asks Rasa's interpreter of commands about typed text (`border/model.py`); this is
the second guard, so that `/restart` is the word "restart" wherever the text goes from here.
"""

from __future__ import annotations

import unicodedata

# Signs that look like the slash, and letters and marks that are drawn as nothing.
_SLASHES = frozenset("/／⁄∕⧸╱⟋")
_UNSEEN = frozenset(
    "\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}\N{HANGUL CHOSEONG FILLER}"
    "\N{HANGUL JUNGSEONG FILLER}\N{BRAILLE PATTERN BLANK}\N{COMBINING GRAPHEME JOINER}"
    "\N{KHMER VOWEL INHERENT AQ}\N{KHMER VOWEL INHERENT AA}"
)
# Blanks, controls, formats (zero width, byte order mark, direction), lone surrogates.
_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    """Take away all that is blank, unseen or a slash before the first real character."""
    return text.lstrip("".join(dict.fromkeys(filter(_goes, text)))).rstrip()


def _goes(character: str) -> bool:
    return (
        character in _SLASHES
        or character in _UNSEEN
        or character.isspace()
        or unicodedata.category(character) in _CATEGORIES
        or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    )
