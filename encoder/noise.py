"""Types a message badly, so that the network learns to read through it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_KEYS = "azertyuiopqsdfghjklmwxcvbn"
_RATES = (0.0, 0.02, 0.05, 0.1)
_PUNCTUATION = "'’.,!?"


def mistyped(text: str, random: Random) -> str:
    """Drop, double, swap and replace letters at a rate drawn for the whole message."""
    if random.random() < 0.3:
        text = without_accents(text)
    if random.random() < 0.2:
        text = text.lower()
    rate = random.choice(_RATES)
    typed: list[str] = []
    rest = iter(range(len(text)))
    for index in rest:
        letter = text[index]
        if random.random() >= rate or not (letter.isalpha() or letter in _PUNCTUATION):
            typed.append(letter)
            continue
        slip = random.randrange(4) if letter.isalpha() else 0
        if slip == 1:
            typed += [letter, letter]
        elif slip == 2 and text[index + 1 : index + 2].isalpha():
            typed += [text[index + 1], letter]
            next(rest)
        elif slip:
            typed.append(random.choice(_KEYS))
    return "".join(typed)


def without_accents(text: str) -> str:
    """Take the accents off."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(character for character in parts if not unicodedata.combining(character))
