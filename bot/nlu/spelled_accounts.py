"""Finds accounts whose dots, hyphens or underscores are spelled: "lola point bxl point off"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import (
    COMMON_WORDS,
    FIRST_NAMES,
    NOT_NAMES,
    ONE_WORD_TOWNS,
    ORDINARY_WORDS,
    read_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_SEPARATORS = _WORDS["separators"]
_FILES = _WORDS["files"]
_NEAR = _WORDS["near"]
_DETERMINERS = read_words("words_to_find_names")["determiners"]
_SEPARATOR = (
    r"(?:point|punt|dot|tiret(?: du)?(?: bas)?|(?:laag |liggend |lage )?streepje|onderstreepje|"
    r"underscores?|underscor|koppelteken)"
)
_RUN = re.compile(
    rf"(?<![\w.@])[\w.-]{{1,30}}(?: {_SEPARATOR} [\w.-]{{1,30}}){{1,5}}(?: (?:streepje|underscores?|tiret)(?!\S))?"
)
# "m a x tiret du bas d p q"
_LETTERS = re.compile(rf"(?<![\w.'-])[a-z0-9](?:[ -](?:[a-z0-9]|{_SEPARATOR})(?![\w'])){{4,30}}")
# "ninon zero huit point z": numbers in words, before the separator
NUMBER = (
    r"(?:zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    r"nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien)"
)
_COUNTED = re.compile(
    rf"(?<![\w.@])[\w.-]{{3,30}}(?: {NUMBER}){{1,4}}(?: {_SEPARATOR} (?:{NUMBER}|[\w.-]{{1,30}})){{1,5}}"
)
_DOTTED = re.compile(r"(?<![\w@.'/-])[a-z0-9_]{1,30}(?:\.[a-z0-9_]{1,30}){1,4}(?![\w.'@/-])")
_CUT = re.compile(rf" {_SEPARATOR}(?: |$)")
# "mon insta c'est le petit point prince": what a naming word and the run enclose belongs to the account.
_NAMED = re.compile(r"(?:\bc'?est|\bis|\best|\bheet|\bmet|[:=])\s((?:[\w.-]{1,20} ){1,2})$")


def find_spelled_accounts(pieces: Pieces) -> Iterator[Find]:
    """Yield each run that looks like an account, or that stands near the name of an app."""
    if _SEPARATORS.isdisjoint(pieces.words):
        return
    text = pieces.folded.text
    is_near = not _NEAR.isdisjoint(pieces.words)
    if is_near:
        for match in _COUNTED.finditer(text):
            if match[0].split()[0] not in COMMON_WORDS | NOT_NAMES:
                yield match.start(), match.end(), "handle"
        for match in _LETTERS.finditer(text):
            if sum(len(part) == 1 for part in match[0].split()) > 2:
                yield match.start(), match.end(), "handle"
    for match in _RUN.finditer(text):
        parts = list(filter(None, _CUT.split(match[0])))
        if _is_account(parts, is_near=is_near):
            named = _NAMED.search(text, max(0, match.start() - 50), match.start())
            start = named.start(1) if named and is_near else match.start()
            yield start, match.end(), "handle"


def find_dotted_accounts(pieces: Pieces) -> Iterator[Find]:
    """Yield each run tied by written dots with no blank that is no end of a sentence: "elisa.nw2"."""
    text = pieces.folded.text
    if "." not in text:
        return
    is_near = not _NEAR.isdisjoint(pieces.words)
    for match in _DOTTED.finditer(text):
        parts = match[0].split(".")
        if parts[-1] in _FILES or (len(parts) == 2 and min(map(len, parts)) == 1):
            continue
        odd = sum(map(is_odd, parts))
        mixed = any(_is_mixed(part) for part in parts) and not _is_odd_number(parts)
        # "nieuwe.start.x": no sentence has two full stops without a blank and a single letter behind.
        tail = (
            len(parts) > 2
            and len(parts[-1]) == 1 < len(parts[0])
            and (parts[0] + parts[-1]).isalpha()
        )
        # "lea.dossier.noir": nor has it two without a blank between whole words.
        whole = len(parts) > 2 and min(map(len, parts)) > 2
        if (
            tail
            or (odd and (mixed or whole))
            or odd >= 2
            or (odd and is_near and parts[-1] not in ORDINARY_WORDS)
        ):
            yield match.start(), match.end(), "handle"


def _is_odd_number(parts: list[str]) -> bool:
    """Whether a sentence goes on with a number ("peur.20h") or ends with one."""
    return parts[0][0].isdigit() or parts[-1][0].isdigit()


def _is_mixed(part: str) -> bool:
    return any(map(str.isdigit, part)) and not part.isdigit()


def _is_account(parts: list[str], *, is_near: bool) -> bool:
    """Whether enough of the parts is no word of a sentence ("mon point faible", "punt twee")."""
    odd = sum(map(is_odd, parts))
    if len(parts) < 2:  # "lea tiret du bas"
        return is_near and bool(odd)
    if not odd:
        return is_near and len(parts) > 2 and parts[0] not in NOT_NAMES
    if len(parts) > 2:
        return True
    first, last = parts
    if first in COMMON_WORDS or first in NOT_NAMES:
        return is_near and any(map(str.isdigit, last)) and first not in _DETERMINERS
    return odd == 2 or is_near or is_odd(last)


def is_odd(part: str) -> bool:
    """Whether a part of an account is a name, or no word at all."""
    if _is_mixed(part):
        return True
    if part in FIRST_NAMES or part in ONE_WORD_TOWNS or "_" in part:
        return True
    return len(part) > 1 and not part.isdigit() and part not in ORDINARY_WORDS
