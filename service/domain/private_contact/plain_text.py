"""Bring a text to the form in which veils are thin: small plain letters, known look-alikes."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u0060": "'", "\u00b4": "'"})
# Zero-width signs, variation selectors and the keycap that makes an emoji of a digit.
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFE0E, 0xFE0F, 0x20E3))
_DISGUISED = str.maketrans({"@": "a", "$": "s", "0": "o", "1": "i", "3": "e", "5": "s", "4": "a"})
_MIXED = re.compile(
    r"(?<![\w@$.])(?=[a-z0-9@$]*[a-z])(?=[a-z0-9@$]*[0-9@$])[a-z0-9@$]{2,12}(?![\w@$.])"
)
# "s n a p", "i.n.s.t.a": single letters with one and the same small gap.
_SPACED = re.compile(r"(?<![a-z0-9])[a-z](?:([ ._*-])[a-z])(?:\1[a-z]){2,}(?![a-z0-9])")


def plain(text: str) -> str:
    """Fold case, accents, wide forms and invisible signs away; spacing and signs stay."""
    wide = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_INVISIBLE))
    return "".join(sign for sign in wide if not unicodedata.combining(sign)).casefold()


def unveiled(text: str) -> str:
    """Undo spaced letters and digits for letters in a plain text: `s n a p` and `sn4p` → `snap`."""
    joined = _SPACED.sub(lambda found: re.sub(r"[^a-z]", "", found.group()), text)
    return _MIXED.sub(lambda found: found.group().translate(_DISGUISED), joined)
