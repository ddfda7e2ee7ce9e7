"""Finds telephone, account, card and national numbers that are dictated, or disguised to get past a filter.

"nul vier zeven dan twaalf", "0quatre65", "O4 7l 22", "zero katr set": each piece is read for the digits it
stands for, whatever signs or little words stand between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.nlu.gazetteers import read_words
from bot.nlu.numbers import kind_of_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_of_numbers")
_VALUES = {word: int(name) for name, words in _WORDS.items() if name.isdigit() for word in words}
_HUNDRED = 100
_BETWEEN = _WORDS["between"]
_DOUBLES = _WORDS["double"]
_TIMES = _WORDS["times"]
_ARTICLES = _WORDS["articles"]
_COUNTED = _WORDS["counted"]
_WHOLE = _WORDS["whole"]
# How the letters of a Belgian account number are said.
_BE = (("be",), ("b", "e"), ("bee", "ee"), ("be", "eu"), ("be", "e"))
_BELGIAN = re.compile(r"be(\d{2,14})")
_DIGITS_OF_IBAN = 14
_AS_DIGITS = str.maketrans("oli", "011")
_LOOKALIKE = re.compile(r"(?=[a-z]*\d)[\doli]{2,12}|[ol]{1,2}")
_LETTERS = frozenset({"o", "l", "ll", "ol", "lo"})
# "tweeenzeventig"; the others are read part by part: "trentun", "nulvier", "0quatre65".
_DUTCH = re.compile(
    r"(een|twee|drie|vier|vijf|zes|zeven|acht|negen)en(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
)
_PART = re.compile(
    "|".join(
        (
            r"\d+",
            _DUTCH.pattern,
            *sorted((word for word in _VALUES if len(word) > 1), key=len, reverse=True),
        )
    )
)
_WHOLE_KINDS = frozenset({"telephone", "id", "card"})
_LONGEST_WORD = 80
_MOST_DIGITS = 30
_MOST_PIECES = 60  # no number has more; the bound keeps a hostile text from being reread
_WIDEST_GAP = 6
# A telephone number begins so, of a mobile also without its nought.
_BEGINNINGS = ("0", "4", "31", "32", "33")
_CLOCK = re.compile(
    r"(?<![\d:])\d{1,2}:\d\d(?![\d:])|\b\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d{2}\b(?![./-]?\d)"
)
_FEWEST_DIGITS = 8
_MOST_BETWEEN = 3


class _Run(NamedTuple):
    """Pieces from `first` to `last` that are one number.

    `values` are what was read, joined as they are said; `spelled` of the pieces are not plain digits; `parted`: words
    stand between them.
    """

    first: int
    last: int
    values: tuple[str, ...]
    spelled: int
    parted: bool

    @property
    def digits(self) -> str:
        """All of them in a row."""
        return "".join(self.values)


def find_spoken_numbers(pieces: Pieces) -> Iterator[Find]:
    """Find numbers in words, in letters that look like digits, or with words between the digits."""
    index = 0
    while index < len(pieces.words):
        is_letter = pieces.words[index] in _LETTERS
        run = None if is_letter and pieces.word(index + 1) in _LETTERS else _run_from(pieces, index)
        if run is None:
            index += 1
            continue
        kind = _kind_of(pieces, run)
        if kind:
            first = _with_country(pieces, run) if kind == "telephone" else run.first
            if kind == "iban":
                first = _with_letters(pieces, run)
            start = pieces.starts[first]
            has_plus = start > 0 and pieces.folded.text[start - 1] == "+"
            yield start - has_plus, pieces.ends[run.last], kind
        index = run.last + 1


def _kind_of(pieces: Pieces, run: _Run) -> str | None:
    digits = run.digits
    kind = kind_of_number(digits)
    is_told = _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS
    if not is_told or (kind != "id" and _is_said_of_time(pieces, run)):
        return None
    if (
        (run.spelled or run.parted)
        and len(digits) == _DIGITS_OF_IBAN
        and (_with_letters(pieces, run) < run.first or pieces.words[run.first].startswith("be"))
    ):
        return "iban"
    if digits.startswith(_BEGINNINGS) and (run.spelled >= 2 or (run.spelled and digits[0] == "0")):
        return (kind or "telephone") if len(set(digits)) > 2 else None
    # Elsewhere people count, and tell ages and prices: only what has the shape of such a number.
    if kind == "number" and (not run.spelled or _is_counting(pieces, run)):
        return None
    return kind if run.spelled >= 2 or run.parted else None


def _is_said_of_time(pieces: Pieces, run: _Run) -> bool:
    """Whether the run holds an hour or a date: "03:00 en dan 04:00", "le 05/11/2012 et 12 ans"."""
    text = pieces.folded.text[pieces.starts[run.first] : pieces.ends[run.last]]
    return bool(_CLOCK.search(text))


def _is_counting(pieces: Pieces, run: _Run) -> bool:
    """Whether the values only rise or fall, or something is counted: "treize quatorze quinze ans"."""
    values = [*map(int, run.values)]
    ordered = values in (sorted(values), sorted(values, reverse=True))
    return ordered or pieces.word(run.last + 1) in _COUNTED


def _with_country(pieces: Pieces, run: _Run) -> int:
    """Take in the sign before a country: "plus tweeëndertig vier zeventig"."""
    is_country = run.digits.startswith(("32", "33", "31"))
    return run.first - (is_country and pieces.word(run.first - 1) == "plus")


def _with_letters(pieces: Pieces, run: _Run) -> int:
    """Take in the letters of the country before the digits of an account: "bee ee 71 …"."""
    for letters in _BE:
        first = run.first - len(letters)
        if first >= 0 and tuple(pieces.words[first : run.first]) == letters:
            return first
    return run.first


def _run_from(pieces: Pieces, index: int) -> _Run | None:
    """Read the number that begins with this piece."""
    values: list[str] = []
    letters: list[str] = []  # "o", "l" count where digits follow, not in "… 12. L'élève"
    spelled, last, between, open_ended, parted = 0, index, 0, False, False
    at = index
    while at < min(index + _MOST_PIECES, len(pieces.words)):
        word = pieces.words[at]
        if values and pieces.starts[at] - pieces.ends[at - 1] > _WIDEST_GAP:
            break
        if values and _is_heart(pieces, at):
            at += 1
            continue
        read = _repeated(pieces, at) if values or word in _DOUBLES else None
        found, next_at = read or (_values(word, is_first=not values), at + 1)
        if found is None or sum(map(len, values)) + sum(map(len, found)) > _MOST_DIGITS:
            if not values or word not in _BETWEEN or between == _MOST_BETWEEN:
                break
            between += 1
            at += 1
            continue
        if word in _LETTERS:
            letters += found
            at += 1
            continue
        values += letters
        spelled += len(letters)
        letters.clear()
        parted |= between > 0
        between = 0
        is_spelled = not word.isdigit()
        if is_spelled and not spelled and kind_of_number("".join(values)) in _WHOLE_KINDS:
            break  # "0470123456 un mec me harcèle": the number is whole
        spelled += is_spelled
        for value in found:
            if is_spelled and open_ended and len(value) <= 3 and _joins(values[-1], value):
                values[-1] = _joined(values[-1], value)
            else:
                values.append(value)
            open_ended = is_spelled and word not in _WHOLE
        last = next_at - 1
        at = next_at
    return _Run(index, last, tuple(values), spelled, parted) if values else None


def _is_heart(pieces: Pieces, at: int) -> bool:
    return pieces.words[at] == "3" and pieces.gap(at).endswith("<")


def _repeated(pieces: Pieces, at: int) -> tuple[list[str], int] | None:
    """Read "double zero", "deux fois le sept": the values, and the piece after them."""
    word = pieces.words[at]
    times, behind = 2, at + 1
    if word not in _DOUBLES:
        times = _VALUES.get(word, 0)
        if pieces.word(at + 1) not in _TIMES or not 2 <= times <= 4:
            return None
        behind = at + 2
    behind += pieces.word(behind) in _ARTICLES
    value = _values(pieces.word(behind), is_first=False)
    return ([value[0] * times], behind + 1) if value and len(value) == 1 else None


def _values(word: str, *, is_first: bool) -> list[str] | None:
    """Give the numbers that a word stands for, None if it is none."""
    if word.isdigit() and word.isascii():
        return [word] if len(word) <= 12 else None
    if is_first and (belgian := _BELGIAN.fullmatch(word)):
        return [belgian[1]]
    if _LOOKALIKE.fullmatch(word):
        return [word.translate(_AS_DIGITS)]
    if word in _VALUES:
        return [str(_VALUES[word])]
    return _parts(word)


def _parts(word: str) -> list[str] | None:
    if len(word) > _LONGEST_WORD:
        return None
    values: list[str] = []
    at = 0
    while at < len(word):
        match = _PART.match(word, at)
        if not match:
            return None
        dutch = _DUTCH.fullmatch(match[0])
        value = _VALUES[dutch[1]] + _VALUES[dutch[2]] if dutch else _VALUES.get(match[0], match[0])
        text = str(value)
        if values and not match[0].isdigit() and _joins(values[-1], text):
            values[-1] = _joined(values[-1], text)
        else:
            values.append(text)
        at = match.end()
    return values


def _joins(before: str, value: str) -> bool:
    """Whether two spelled numbers are one: vingt deux, soixante douze, quatre vingt, cent sept."""
    if value in {"100", "20"} and len(before) == 1 and before != "0":
        return before == "4" or value == "100"
    room = (before.endswith("00") and len(before) == 3 and len(value) <= 2) or (
        before in {"60", "80"} and int(value) < 20
    )
    return room or (
        len(before) >= 2 and before[-1] == "0" and 0 < int(value) < 10 and before != "10"
    )


def _joined(before: str, value: str) -> str:
    if len(before) == 1:
        return str(int(before) * int(value))
    return str(int(before) + int(value))
