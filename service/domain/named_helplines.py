"""The helplines of `content/`: what may be named to a child, and how it is recognised in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS = re.compile(r"\d(?:[\d \u00a0.]*\d)?")
_MONEY_OR_TIME = re.compile(
    r"\s*(?:€|eur\b|euros?\b|h\b|uur\b|heures?\b|min(?:utes?|uten|uut)?\b|%)", re.IGNORECASE
)
_SHORT = 4  # digits: a number so short may be an amount


@dataclass(frozen=True)
class Helpline:
    """One line; names by language, its numbers as digits, its mails and sites in small letters.

    `shown` is the number (or else the site) by language, as a person reads it.
    """

    id: str
    names: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Helplines:
    """All lines."""

    lines: Sequence[Helpline] = field(default=())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number, as digits."""
        return frozenset(number for line in self.lines for number in line.numbers)

    @cached_property
    def mails(self) -> frozenset[str]:
        """Every mail address."""
        return frozenset(mail for line in self.lines for mail in line.mails)

    @cached_property
    def sites(self) -> frozenset[str]:
        """Every site's domain."""
        return frozenset(site for line in self.lines for site in line.sites)

    def named_in(self, text: str) -> list[Helpline]:
        """Give the lines whose number, mail or site stands in a text.

        A site that two lines share counts for the first of them.
        """
        numbers = _numbers_in(text)
        small = text.casefold()
        named, counted = [], set[str]()
        for line in self.lines:
            addresses = (line.mails | line.sites) - counted
            counted |= line.sites
            if line.numbers & numbers or _stands(addresses, small):
                named.append(line)
        return named


def digits_of(number: str) -> str:
    """Leave only the digits of a number."""
    return "".join(sign for sign in number if sign.isdigit())


def _numbers_in(text: str) -> frozenset[str]:
    found = set()
    for match in _DIGITS.finditer(text):
        digits = digits_of(match.group())
        if len(digits) >= _SHORT or not _MONEY_OR_TIME.match(text, match.end()):
            found.add(digits)
    return frozenset(found)


def _stands(addresses: frozenset[str], text: str) -> bool:
    return any(
        re.search(rf"(?<![\w.@-]){re.escape(address)}(?![\w-]|\.\w)", text) for address in addresses
    )
