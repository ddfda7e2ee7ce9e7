"""Bring a text to the form in which veils are thin: small plain letters, known look-alikes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u0060": "'", "\u00b4": "'"})
# Zero-width signs, variation selectors and the keycap that makes an emoji of a digit.
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFE0E, 0xFE0F, 0x20E3))
# Letters of other alphabets that are read as ours, after case folding; З and б as digits.
_ALIKE = dict(
    zip(
        "авсеорхуікмтнѕјԁԛԝзбαοναρικτυχε",
        "abceopxyikmthsjdqw36aovapiktuxe",
        strict=True,
    )
)
# "LATIN LETTER SMALL CAPITAL N", "REGIONAL INDICATOR SYMBOL LETTER S", "LATIN SMALL LETTER O WITH STROKE".
_NAMED = re.compile(
    r"^(?=.*\b(?:LATIN|REGIONAL)\b).*\bLETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .+)?$"
)
_DISGUISED = str.maketrans({"@": "a", "$": "s", "0": "o", "1": "i", "3": "e", "5": "s", "4": "a"})
_MIXED = re.compile(
    r"(?<![\w@$.])(?=[a-z0-9@$]*[a-z])(?=[a-z0-9@$]*[0-9@$])[a-z0-9@$]{2,12}(?![\w@$.])"
)
# "s n a p", "i.n.s.t.a": single letters with one and the same small gap.
_SPACED = re.compile(r"(?<![a-z0-9])[a-z](?:([ ._*/|-]{1,3})[a-z])(?:\1[a-z]){2,}(?![a-z0-9])")


def plain(text: str) -> str:
    """Fold case, accents, wide forms and invisible signs away; spacing and signs stay."""
    wide = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_INVISIBLE))
    small = "".join(_latin(sign) for sign in wide if not unicodedata.combining(sign)).casefold()
    return small if small.isascii() else "".join(_ALIKE.get(sign, sign) for sign in small)


def without_foreign_digits(text: str) -> str:
    """Leave digits of other scripts out: among our own they may also be there to mislead."""
    return "".join(sign for sign in text if sign.isascii() or not sign.isdigit())


def unveiled(text: str) -> str:
    """Undo spaced letters and digits for letters in a plain text: `s n a p` and `sn4p` → `snap`."""
    joined = _SPACED.sub(lambda found: _letters(found.group()), text)
    return _MIXED.sub(lambda found: found.group().translate(_DISGUISED), joined)


def spaced_words(text: str) -> list[str]:
    """Give what single letters with gaps between them spell in a plain text."""
    return [_letters(found.group()) for found in _SPACED.finditer(text)]


def _letters(spaced: str) -> str:
    return re.sub(r"[^a-z]", "", spaced)


@lru_cache(maxsize=4096)
def _latin(sign: str) -> str:
    """Read a digit of any script, and a letter drawn or struck through, as our own."""
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    named = _NAMED.match(unicodedata.name(sign, ""))
    return named.group(1) if named else sign
