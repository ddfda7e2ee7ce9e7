"""Damages a tenth of the letters, as thumbs and autocorrection do: swapped, dropped, doubled, no accents."""

from __future__ import annotations

import random
import unicodedata

_SHARE = 0.1


def damaged(text: str, *, seed: str) -> str:
    """Give the text with a tenth of its letters damaged; the same seed gives the same damage."""
    choose = random.Random(seed)  # noqa: S311 - noise, not a secret
    letters = list(text)
    for index in range(len(letters)):
        if letters[index].isalpha() and choose.random() < _SHARE:
            letters[index] = _damage(
                letters, index, choose.choice(["swap", "drop", "double", "plain"])
            )
    return "".join(letters)


def _damage(letters: list[str], index: int, kind: str) -> str:
    letter = letters[index]
    if kind == "drop":
        return ""
    if kind == "double":
        return letter * 2
    if kind == "swap" and index + 1 < len(letters) and letters[index + 1].isalpha():
        letters[index + 1], after = letter, letters[index + 1]
        return after
    parts = unicodedata.normalize("NFD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))
