"""Phone numbers that belong to no helpline, judged by the numbering plans of `phonenumbers`."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import phonenumbers

from service.domain.private_contact.plain_text import plain, without_foreign_digits
from service.domain.private_contact.spelled_numbers import number_runs, spans

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SHORTEST, _LONGEST = 8, 17
# Dates and times are no numbers to call: 28/11/2026, 14:30, 14h30, 9u15.
_MOMENT = re.compile(
    r"\b(?:[0-3]?\d([/.-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d|[0-2]?\d ?[:hu] ?[0-5]\d)\b"
)
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
# Neighbours whose numbers a child here can call as they are written there.
_REGIONS = ("BE", "FR", "NL")
_AT_HOME = ("BE",)  # what two messages hold together is a number more often by chance
_MOBILE_WITHOUT_ZERO = re.compile(r"4[5-9]\d{7}")


def holds_private_phone(text: str, helplines: Collection[str]) -> bool:
    """Tell whether a text holds a phone number, also a spelled or veiled one, of no helpline.

    Args: helplines: the digits of numbers that may be given.
    """
    known = {_subscriber(number) for number in helplines}
    stretches = {
        number
        for form in dict.fromkeys((text, without_foreign_digits(text)))
        for groups in _runs(form)
        if _subscriber("".join(groups)) not in known
        for number in spans(groups, longest=_LONGEST)
    }
    return any(_is_phone(number) and _subscriber(number) not in known for number in stretches)


def ends_private_phone(before: Sequence[str], text: str, helplines: Collection[str]) -> bool:
    """Tell whether a text ends a phone number that was begun in those before it.

    Words around the parts do not matter: each message's last run of digits and this one's first.
    Numbers of neighbours count with their country code only.
    """
    head = list(itertools.accumulate(next(iter(_runs(text)), [])))
    known = {_subscriber(number) for number in helplines}
    if not head or _subscriber(head[-1]) in known:
        return False
    tail = ""
    for said in reversed(before):
        runs = _runs(said)
        if not runs:
            return False
        # From the first digit of a run on: whoever counts up in two messages gives no number.
        tail = "".join(runs[-1]) + tail
        if _subscriber(tail) in known:
            return False
        numbers = [tail + end for end in head]
        if any(
            _is_phone(number, _AT_HOME) and _subscriber(number) not in known for number in numbers
        ):
            return True
        if len(runs) > 1:
            return False
    return False


def _runs(text: str) -> list[list[str]]:
    return list(number_runs(_TRUNK_IN_BRACKETS.sub(" ", _MOMENT.sub(" : ", plain(text)))))


def _is_phone(number: str, regions: Sequence[str] = _REGIONS) -> bool:
    if number.startswith("+"):
        return len(number) > _SHORTEST and _valid(number, None)
    if len(number) < _SHORTEST:
        return False
    if number.startswith("00"):
        return _valid(f"+{number[2:]}", None)
    if number.startswith("0"):
        return any(_valid(number, region) for region in regions)
    if number.startswith("32"):
        return bool(_MOBILE_WITHOUT_ZERO.fullmatch(number[2:]))
    return bool(_MOBILE_WITHOUT_ZERO.fullmatch(number)) and _valid(number, "BE")


def _valid(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _subscriber(number: str) -> str:
    """Give the number without country and trunk code, so that one line is one number."""
    return re.sub(r"^(?:\+32|0032|32(?=\d{7}))?0*", "", number)
