"""Finds accounts by their form alone: "j3nsieboy", "karim59", and codes that let somebody in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import FIRST_NAMES, NOT_NAMES, ORDINARY_WORDS, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_NEAR = _WORDS["near"]
_DEVICES = _WORDS["devices"]
_CODE_WORDS = _WORDS["codes"]
_DIGIT = re.compile(r"\d")
_MIXED = re.compile(r"(?<![\w@./#-])(?=[a-z]*\d)[a-z][a-z0-9]{3,30}(?![\w@/])")
# Digits that stand for letters; 1, 2, 8 and 9 are sounds, too ("bi1", "w8en", "2m1").
_LEET = re.compile(r"[a-z][03457]+[a-z]")
_AS_LETTERS = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
_NUMBERED = re.compile(r"([a-z]{3,25})(\d{2,8})([a-z]{2,10})?")
# "juju-x-99", but not "covid-19".
_HYPHENED = re.compile(
    r"(?<![\w@.'/-])(?:(?:le|la|el|xx|de|the|mr|mc)-)?([a-z]{3,25})(?:-[a-z0-9]{1,15}){0,3}-[a-z]{0,15}\d{1,4}(?![\w@/-])"
)
_CODE = re.compile(
    r"\b(?:(?:uitnodigings|vrienden?|friend|server|invite|invitatie)-?code|(?:code|lien|link)[ -](?:ami|discord|server|serveur|"
    r"d'invitation|invite|roblox|fortnite|switch)|friend code|invite)(?: (?:c'est|is|est|c|van de server|du serveur))? ?:? ?"
    r"((?=[a-z-]*\d)[a-z0-9]{2,16}(?:-[a-z0-9]{3,8}){0,4})(?!\w)"
)


def find_odd_accounts(pieces: Pieces) -> Iterator[Find]:
    """Yield each token that mixes letters and digits as no word and no measure does."""
    text = pieces.folded.text
    if not _DIGIT.search(text):
        return
    if not _CODE_WORDS.isdisjoint(pieces.words):
        for match in _CODE.finditer(text):
            yield match.start(1), match.end(1), "handle"
    is_near = not _NEAR.isdisjoint(pieces.words)
    for match in _HYPHENED.finditer(text):
        if _is_stem(match[1], longer_than=2):
            yield match.start(), match.end(), "handle"
    for match in _MIXED.finditer(text):
        if _is_odd(match[0], is_near=is_near):
            yield match.start(), match.end(), "handle"


def _is_stem(word: str, *, longer_than: int) -> bool:
    """Whether digits behind the word make an account of it."""
    known = word in ORDINARY_WORDS or word in NOT_NAMES or word in _DEVICES
    return word in FIRST_NAMES or (not known and len(word) > longer_than)


def _is_odd(token: str, *, is_near: bool) -> bool:
    numbered = _NUMBERED.fullmatch(token)
    if numbered:
        return _is_stem(numbered[1], longer_than=4 - is_near)
    if not _LEET.search(token) or len(token) < 5 or sum(map(str.isalpha, token)) < 4:
        return False
    # "su1c1de" and "nud3s" get past a filter and tell of danger: they stay.
    words = {token.translate(table) for table in _AS_LETTERS}
    return not any(word in ORDINARY_WORDS or word.rstrip("s") in ORDINARY_WORDS for word in words)
