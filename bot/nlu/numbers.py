"""Finds telephone, account, card and national numbers, in digits; `spoken_numbers` finds the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import luhn
from stdnum.be import nn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

# The letter o is typed for a nought, to get past filters; keycap emoji leave two signs per digit.
_AS_DIGITS = str.maketrans("oli", "011")
_GAP = "[ ./()_,*|•·;\n\t\ufe0f\u20e3-]{0,4}"
# An l or an i beside a digit is typed for a one.
_DIGIT = r"(?:[\do]|[li](?=\d)|(?<=\d)[li])"
_DIGITS = re.compile(
    rf"(?<![\d,.€])(?:\+|\(\+?)?(?<![a-z])[\do](?:{_GAP}{_DIGIT}){{7,29}}(?![\doa-z])"
)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d{2}\b")
# Belgian, French and Dutch numbers with their nought, any number with a country, a mobile without.
_TELEPHONE = re.compile(r"0[1-9]\d{7,8}|00[1-9]\d{7,13}|(?:32|33|31)0?\d{8,9}|4[5-9]\d{7}")
# Lengths of account numbers, from the IBAN registry, 2024.
_LENGTHS = {
    "be": 16,
    "fr": 27,
    "nl": 18,
    "lu": 20,
    "de": 22,
    "gb": 22,
    "es": 24,
    "it": 27,
    "pt": 25,
    "pl": 28,
    "ro": 24,
    "ch": 21,
    "ie": 22,
    "at": 20,
    "bg": 22,
    "gr": 27,
    "hu": 28,
    "cz": 24,
    "dk": 18,
    "se": 24,
    "no": 15,
    "fi": 18,
    "ee": 20,
    "lt": 20,
    "lv": 21,
    "hr": 21,
    "si": 19,
    "sk": 24,
    "mt": 31,
    "cy": 28,
    "mc": 27,
    "tr": 26,
    "tn": 24,
    "al": 28,
    "rs": 22,
    "xk": 20,
}
_IBAN = re.compile(
    rf"(?={'|'.join(f'{code[0]}[ .:_-]?{code[1]}' for code in _LENGTHS)})[a-z](?:[^a-z0-9]{{0,3}}[a-z0-9]){{14,30}}"
)
# As it is printed, a date of birth first; a wrong digit, or an invented number, points to somebody, too.
_NATIONAL = re.compile(
    r"\d\d[./ -](?:[024][0-9]|[135][0-2])[./ -][0-3]\d[./ -]{1,3}\d{3}[./ -]\d\d"
)
_FEWEST_OF_IBAN = 6  # digits; the others may be letters that look like them
_ONE_DIGIT = re.compile(r"\d")


def find_ibans(pieces: Pieces) -> Iterator[Find]:
    """Find account numbers whose check digits fit, or Belgian ones; also glued to a word."""
    text = pieces.folded.text
    if len(_ONE_DIGIT.findall(text)) < _FEWEST_OF_IBAN:
        return
    at = 0
    while match := _IBAN.search(text, at):
        at = match.start() + 1
        end = _iban_end(match[0])
        if end:
            yield match.start(), match.start() + end, "iban"
            at = match.start() + end


def _iban_end(written: str) -> int:
    """Give where the number ends in the text, or 0 where the check digits do not fit."""
    size = _LENGTHS.get("".join(re.findall(r"[a-z]", written[:4])[:2]), 99)
    places = [index for index, character in enumerate(written) if character.isalnum()][:size]
    if len(places) < size:
        return 0
    number = "".join(written[index] for index in places)
    if sum(map(str.isdigit, number)) < _FEWEST_OF_IBAN:
        return 0
    tries = (number, number[:2] + number[2:].replace("o", "0"))
    # A Belgian number with a slip of the pen is still nearly somebody's account.
    slip = number[:2] == "be" and number[2:].translate(_AS_DIGITS).isdigit()
    return places[-1] + 1 if slip or any(map(_has_check_digits, tries)) else 0


def _has_check_digits(number: str) -> bool:
    """Whether the remainder of the number, read as one large number, is one (ISO 7064, mod 97)."""
    if not (number[2:4].isdigit() and number.isascii() and sum(map(str.isdigit, number)) >= 10):
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def find_numbers(pieces: Pieces) -> Iterator[Find]:
    """Find runs of digits of eight and more, with what may stand between them."""
    for match in _DIGITS.finditer(pieces.folded.text):
        written = match[0].translate(_AS_DIGITS)
        kind = kind_of_number(written)
        lettered = "l" in match[0] or "i" in match[0]
        if lettered and kind != "telephone":
            continue
        if kind and sum(character.isdigit() for character in match[0]) >= 6:
            yield match.start(), match.end(), kind


def kind_of_number(written: str) -> str | None:
    """Say what a number is, by its digits and by what stands between them; None where it may be no such number."""
    digits = re.sub(r"[^0-9]", "", written)
    if len(digits) == 11 and (nn.is_valid(digits) or _NATIONAL.fullmatch(written.strip())):
        return "id"
    if _TELEPHONE.fullmatch(digits) or ("+" in written and 8 <= len(digits) <= 15):
        return "telephone"
    if 13 <= len(digits) <= 19 and luhn.is_valid(digits):
        return "card"
    if _DATE.search(written) or "," in written:
        return None
    return "number" if len(digits) >= 9 else None
