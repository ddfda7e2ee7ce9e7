"""Finds telephone, account, card and national numbers, in digits and in words."""

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
_GAP = "[ ./()_,*|\n\t\ufe0f\u20e3-]{0,4}"
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
    rf"(?={'|'.join(f'{code[0]}[ .:_-]?{code[1]}' for code in _LENGTHS)})[a-z](?:[ .:_/,\n-]{{0,2}}[a-z0-9]){{14,30}}"
)
# As it is printed, a date of birth first; a wrong digit, or an invented number, points to somebody, too.
_NATIONAL = re.compile(
    r"\d\d[./ -](?:[024][0-9]|[135][0-2])[./ -][0-3]\d[./ -]{1,3}\d{3}[./ -]\d\d"
)
_ONE_DIGIT = re.compile(r"\d")
_UNITS = {
    word: value
    for value, words in enumerate(
        (
            "zero nul nulle oo o nulleke",
            "un une een one",
            "deux twee two",
            "trois drie three",
            "quatre vier four katre catre",
            "cinq vijf five sinq sink vijve",
            "six zes zesse",
            "sept zeven seven zeve",
            "huit acht eight",
            "neuf negen nine nege",
            "dix tien ten",
            "onze elf",
            "douze twaalf",
            "treize dertien",
            "quatorze veertien",
            "quinze vijftien",
            "seize zestien",
            "zeventien",
            "achttien",
            "negentien",
        ),
    )
    for word in words.split()
}
_TENS = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
_HUNDREDS = {"cent", "cents", "honderd"}
_DUTCH = re.compile(
    r"(?:(een|twee|drie|vier|vijf|zes|zeven|acht|negen)?honderd(?:en)?)?"
    r"(?:(een|twee|drie|vier|vijf|zes|zeven|acht|negen)en)?([a-z]*)",
)
_LINKS = frozenset(
    {
        "et",
        "en",
        "puis",
        "dan",
        "ensuite",
        "apres",
        "daarna",
        "nog",
        "eens",
        "encore",
        "weer",
        "opnieuw",
        "terug",
    }
)
_DOUBLES = frozenset({"double", "dubbel", "dubbele", "doublee"})
# "nulvier zeventig", "zeroquatre": the nought glued to the digits behind it.
_NOUGHT = re.compile(r"(?:zero|nul)(\d{1,9})")
_GLUED = re.compile(r"(?:zero|nul)(?:zero|nul|quatre|vier|deux|twee|trois|drie|neuf|negen|een|un)+")
_GLUED_DIGIT = re.compile(r"zero|nul|quatre|vier|deux|twee|trois|drie|neuf|negen|een|un")


def find_ibans(pieces: Pieces) -> Iterator[Find]:
    """Find account numbers whose check digits fit, or Belgian ones; also glued to a word."""
    text = pieces.folded.text
    if len(_ONE_DIGIT.findall(text)) < 8:
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
    if sum(map(str.isdigit, number)) < 8:
        return 0
    tries = (number, number[:2] + number[2:].replace("o", "0"))
    # A Belgian number with a slip of the pen is still nearly somebody's account.
    slip = number[:2] == "be" and tries[1][2:].isdigit()
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
        kind = _kind_of_number(written)
        lettered = "l" in match[0] or "i" in match[0]
        if lettered and kind != "telephone":
            continue
        if kind and sum(character.isdigit() for character in match[0]) >= 6:
            yield match.start(), match.end(), kind


def _kind_of_number(written: str) -> str | None:
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


def find_spoken_numbers(pieces: Pieces) -> Iterator[Find]:
    """Find numbers in words: "nul vier zeven nul twaalf vierendertig zesenvijftig"."""
    index = 0
    while index < len(pieces.words):
        last, digits, spelled = _spoken_run(pieces, index)
        if 8 <= len(digits) <= 30 and (
            spelled >= 2
            or (spelled and digits[0] == "0")
            or (last > index and _TELEPHONE.fullmatch(digits))
        ):
            kind = _kind_of_number(digits) or "telephone"
            yield pieces.starts[_first(pieces, index, digits)], pieces.ends[last], kind
        index = last + 1


def _first(pieces: Pieces, index: int, digits: str) -> int:
    """Take in the sign before a country: "plus tweeëndertig vier zeventig"."""
    country = pieces.word(index - 1) == "plus" and digits.startswith(("32", "33", "31"))
    return index - 1 if country else index


def _spoken_run(pieces: Pieces, index: int) -> tuple[int, str, int]:
    """Read a run of number words: its last piece, its digits, how many words were spelled."""
    values: list[str] = []
    spelled, last, tens = 0, index, False
    # No number has more than forty words; the bound keeps a hostile text from being reread.
    for at in range(index, min(index + 40, len(pieces.words))):
        word = pieces.words[at]
        if at > index and len(pieces.gap(at).strip(" ,.-/_\n")):
            break
        if word in _LINKS and values:
            continue
        if word in _DOUBLES and values:
            continue
        value = _value(word)
        if value is None:
            break
        if pieces.word(at - 1) in _DOUBLES:
            value *= 2
        last = at
        is_spelled = not word.isdigit()
        spelled += is_spelled
        if is_spelled and tens and len(value) <= 2 and _joins(values[-1], value):
            values[-1] = _joined(values[-1], value)
        else:
            values.append(value)
        tens = is_spelled
    return last, "".join(values), spelled


def _value(word: str) -> str | None:  # noqa: PLR0911 - one way of writing a line
    if word.isdigit() and word.isascii():
        return word if len(word) <= 12 else None
    if word in _UNITS:
        return str(_UNITS[word])
    if word in _TENS or word in _HUNDREDS:
        return str(_TENS.get(word, 100))
    if nought := _NOUGHT.fullmatch(word):
        return f"0{nought[1]}"
    if word.startswith(("zero", "nul")) and _GLUED.fullmatch(word):
        return "".join(str(_UNITS[digit]) for digit in _GLUED_DIGIT.findall(word))
    match = (
        _DUTCH.fullmatch(word) if word.endswith(("ig", "honderd")) or "honderd" in word else None
    )
    if not match or not (match[3] in _TENS or match[3] in _UNITS or not match[3]):
        return None
    hundreds = 100 * _UNITS.get(match[1] or "een", 1) if "honderd" in word else 0
    return str(
        hundreds + _UNITS.get(match[2] or "", 0) + _TENS.get(match[3], _UNITS.get(match[3], 0))
    )


def _joins(before: str, value: str) -> bool:
    """Whether two spelled numbers are one: vingt deux, soixante douze, quatre vingt, cent sept."""
    if value in {"100", "20"} and len(before) == 1 and before != "0":
        return before == "4" or value == "100"
    room = before.endswith("00") or (before in {"60", "80"} and int(value) < 20)
    return room or (
        len(before) >= 2 and before[-1] == "0" and 0 < int(value) < 10 and before != "10"
    )


def _joined(before: str, value: str) -> str:
    if len(before) == 1:
        return str(int(before) * int(value))
    return str(int(before) + int(value))
