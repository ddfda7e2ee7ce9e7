"""Phone numbers that belong to no helpline, judged by the numbering plans of `phonenumbers`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers

from service.domain.private_contact.plain_text import plain
from service.domain.private_contact.spelled_numbers import number_runs, spans

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST, _LONGEST = 8, 17
# Dates and times are no numbers to call: 28/11/2026, 14:30, 14h30, 9u15.
_MOMENT = re.compile(
    r"\b(?:[0-3]?\d([/.-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d|[0-2]?\d ?[:hu] ?[0-5]\d)\b"
)
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
# Neighbours whose numbers a child here can call as they are written there.
_REGIONS = ("BE", "FR", "NL")
_MOBILE_WITHOUT_ZERO = re.compile(r"4[5-9]\d{7}")


def holds_private_phone(text: str, helplines: Collection[str]) -> bool:
    """Tell whether a text holds a phone number, also a spelled or veiled one, of no helpline.

    Args: helplines: the digits of numbers that may be given.
    """
    known = {_subscriber(number) for number in helplines}
    shown = _TRUNK_IN_BRACKETS.sub(" ", _MOMENT.sub(" : ", plain(text)))
    stretches = {
        number
        for groups in number_runs(shown)
        if _subscriber("".join(groups)) not in known
        for number in spans(groups, longest=_LONGEST)
    }
    return any(_is_phone(number) and _subscriber(number) not in known for number in stretches)


def _is_phone(number: str) -> bool:
    if number.startswith("+"):
        return len(number) > _SHORTEST and _valid(number, None)
    if len(number) < _SHORTEST:
        return False
    if number.startswith("00"):
        return _valid(f"+{number[2:]}", None)
    if number.startswith("0"):
        return any(_valid(number, region) for region in _REGIONS)
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
