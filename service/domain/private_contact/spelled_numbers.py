"""Numbers as somebody writes or spells them, as runs of digits: "zéro quatre 78", "o4 7 8"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\+?[a-z0-9]+")
# What may stand between two parts of one number. A colon or a currency ends it.
_GAP = re.compile(r"[\s.,;/\\|_*~()'\[\]{}<>·•–—!?-]{0,4}")
_SKIPPED = frozenset(
    {*("et", "en", "and", "puis", "dan", "then", "point", "punt", "dot", "tiret", "streepje"),
     *("dash", "espace", "spatie", "virgule", "komma", "slash")}
)  # fmt: skip
_LOOKS_LIKE = str.maketrans({"o": "0", "l": "1", "i": "1", "z": "2", "s": "5", "b": "8"})
_DIGITS_VEILED = re.compile(r"\+?[0-9olizsb]+")

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6,
    "zeven": 7, "acht": 8, "negen": 9, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_ZEROS = frozenset({"zero", "zeros", "nul", "nulle", "oh", "nought"})
_TEENS = {
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15,
    "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "octante": 80, "huitante": 80, "nonante": 90, "twintig": 20, "dertig": 30,
    "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS = frozenset({"cent", "cents", "honderd", "hundred"})
_FROM_TEN_UP = frozenset({60, 80})  # soixante-dix, quatre-vingt-douze
# Dutch puts the unit first and writes one word: achtenzeventig.
_DUTCH_UNITS = "een|twee|drie|vier|vijf|zes|zeven|acht|negen"
_DUTCH_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_DUTCH = re.compile(rf"(?:({_DUTCH_UNITS})?honderd)?(?:({_DUTCH_UNITS})en)?({_DUTCH_TENS})")


@dataclass(frozen=True)
class _Part:
    """A piece of a number: digits as written; a spoken one has a value and may join the next."""

    digits: str
    value: int | None = None


def number_runs(text: str) -> Iterator[list[str]]:
    """Yield the runs of digit groups in a plain text, each group as it was written or said."""
    for run in _runs(text):
        groups = list(_joined(run))
        if groups:
            yield groups


def _runs(text: str) -> Iterator[list[_Part]]:
    """Cut the text into runs of parts with nothing but small gaps between them."""
    run: list[_Part] = []
    end = 0
    tokens = list(_TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        gap = text[end : token.start()]
        following = tokens[at + 1].group() if at + 1 < len(tokens) else ""
        part = _part_of(token.group(), following)
        if part is None and run and token.group() in _SKIPPED and _GAP.fullmatch(gap):
            end = token.end()
            continue
        if part is None or not _GAP.fullmatch(gap):
            if run:
                yield run
            run = []
        if part is not None:
            run.append(part)
        end = token.end()
    if run:
        yield run


def _part_of(word: str, following: str) -> _Part | None:
    """Read one word: digits, also veiled ones, or a number spelled out; None for any other."""
    if word.strip("+").isdigit():
        return _Part(word)
    if word in _ZEROS or (word == "o" and _begins_number(following)):
        return _Part("0")
    value = _value_of(word)
    if value is not None:
        return _Part(str(value), value)
    veiled = _DIGITS_VEILED.fullmatch(word) and any(sign.isdigit() for sign in word)
    return _Part(word.translate(_LOOKS_LIKE)) if veiled else None


def _value_of(word: str) -> int | None:
    plain = _UNITS.get(word) or _TEENS.get(word) or _TENS.get(word)
    compound = _DUTCH.fullmatch(word)
    if plain is not None or compound is None:
        return 100 if word in _HUNDREDS else plain
    hundreds, unit, tens = compound.groups()
    hundred = 100 * _UNITS.get(hundreds or "", 1) if "honderd" in word else 0
    return hundred + _UNITS.get(unit or "", 0) + _TENS[tens]


def _begins_number(token: str) -> bool:
    return token[:1].isdigit() or token in _UNITS or token in _TENS or token in _TEENS


def _joined(run: list[_Part]) -> Iterator[str]:
    """Join spoken parts as they are said: quatre + cent + septante + huit → 478."""
    at = 0
    while at < len(run):
        part = run[at]
        if part.value is None:
            yield part.digits
            at += 1
            continue
        value, at = _spoken(run, at)
        yield str(value)


def _spoken(run: list[_Part], at: int) -> tuple[int, int]:
    """Read one spoken number; give its value and where the next one begins."""
    hundreds = 0
    if run[at].value == 100:
        hundreds, at = 100, at + 1
    elif _value(run, at + 1) == 100 and 1 < (run[at].value or 0) < 10:
        hundreds, at = 100 * (run[at].value or 0), at + 2
    below, at = _below_hundred(run, at) if _value(run, at) not in {0, 100} else (0, at)
    return hundreds + below, at


def _below_hundred(run: list[_Part], at: int) -> tuple[int, int]:
    first, second = _value(run, at), _value(run, at + 1)
    if first == 4 and second == 20:  # quatre-vingt
        first, at, second = 80, at + 1, _value(run, at + 2)
    tens = first in _TENS.values() or first == 80
    if tens and (0 < second < 10 or (first in _FROM_TEN_UP and 10 <= second < 20)):
        return first + second, at + 2
    if first == 10 and 7 <= second <= 9:  # dix-sept
        return first + second, at + 2
    return first, at + 1


def _value(run: list[_Part], at: int) -> int:
    return (run[at].value or 0) if at < len(run) else 0


def spans(groups: list[str], *, longest: int) -> Iterator[str]:
    """Yield every stretch of neighbouring groups with at most `longest` signs, joined."""
    for start in range(len(groups)):
        for joined in itertools.accumulate(groups[start:]):
            if len(joined) > longest:
                break
            yield joined
