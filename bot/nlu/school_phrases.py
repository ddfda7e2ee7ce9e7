"""Finds schools that are named without their kind: "mijn school heet de regenboog"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import COMMON_WORDS, NOT_NAMES, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_schools")
_SCHOOLS = _WORDS["school_words"]
_OWNERS = _WORDS["owners"]
_CALLED = _WORDS["called"]
_IS = frozenset({"is", "est", "c", "cest", "s"})
_ARTICLES = frozenset({"de", "het", "t", "den", "le", "la", "les", "l"})
_ENDS = _WORDS["ends"]
_KINDS_BEHIND = frozenset({"atheneum", "college", "instituut", "lyceum", "school", "basisschool"})
_COMPOUND = re.compile(r"[a-z]{4,30}(?:school|atheneum|college|instituut|lyceum)")
_GENERIC = _WORDS["generic"]


def find_named_schools(pieces: Pieces) -> Iterator[Find]:
    """Yield the name behind "my school is", before "is my school", and in front of its kind."""
    for index, word in enumerate(pieces.words):
        found = None
        if word in _SCHOOLS and pieces.word(index - 1) in _OWNERS:
            found = _behind(pieces, index + 1) or _before(pieces, index - 2)
        elif word in {"zit", "zat", "zitten"}:
            found = _attended(pieces, index + 1)
        elif word in _KINDS_BEHIND or (word not in _GENERIC and _COMPOUND.fullmatch(word)):
            found = _with_kind(pieces, index)
        if found:
            yield pieces.starts[found[0]], pieces.ends[found[1]], "place"


def _is_tied(pieces: Pieces, at: int) -> bool:
    return pieces.is_free(at) and pieces.gap(at) in {" ", "-", "'", ' "'}


def _is_odd(pieces: Pieces, at: int) -> bool:
    word = pieces.word(at)
    return len(word) > 2 and word.isalpha() and word not in COMMON_WORDS and word not in NOT_NAMES


def _behind(pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Read "heet de regenboog", "c'est maria goretti", "is de bron": up to three words."""
    called, start = False, at
    while at < start + 3 and pieces.word(at) in _CALLED | _IS:
        called = called or pieces.word(at) in _CALLED
        at += 1
    if at == start:
        return None
    first = at
    at += pieces.word(at) in _ARTICLES
    if not _is_tied(pieces, at) or pieces.words[at] in NOT_NAMES:
        return None
    # "is gesloten", "is de beste": only what is called may be any word.
    if not called and not (_is_odd(pieces, at) if at > first else pieces.is_unknown(at)):
        return None
    last = at
    while last < at + 2 and _is_tied(pieces, last + 1) and _is_odd(pieces, last + 1):
        last += 1
    return (first, last) if called or _ends(pieces, last) else None


def _ends(pieces: Pieces, at: int) -> bool:
    behind = pieces.word(at + 1)
    return not behind or behind in _ENDS or bool(pieces.gap(at + 1).strip(" -'"))


def _before(pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Read "scheppers is mijn school"."""
    while at > 0 and pieces.word(at) in _IS:
        at -= 1
    fits = at >= 0 and pieces.word(at + 1) in _IS and pieces.is_free(at) and pieces.is_unknown(at)
    return (at, at) if fits and pieces.words[at] not in NOT_NAMES else None


def _attended(pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Read "ik zit op scheppers", and not "op snap", "op de trein"."""
    while pieces.word(at) in {"hier", "ook", "nu", "nog"}:
        at += 1
    if pieces.word(at) not in {"op", "opt"}:
        return None
    first = at + 1
    at = first + (pieces.word(first) in _ARTICLES)
    if pieces.word(at) == "onze" and pieces.word(at + 1) == "lieve":
        return first, min(at + 2, len(pieces.words) - 1)
    if not _is_tied(pieces, at) or not pieces.is_unknown(at) or pieces.words[at] in NOT_NAMES:
        return None
    return (first, at) if _ends(pieces, at) else None


def _with_kind(pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Read "busleyden atheneum", "talentenschool turnhout"."""
    if _is_tied(pieces, at) and pieces.is_free(at - 1) and pieces.is_unknown(at - 1):
        before = pieces.words[at - 1]
        return (at - 1, at) if before not in NOT_NAMES and before not in _GENERIC else None
    behind = at + 1
    compound = pieces.words[at] not in _KINDS_BEHIND
    if (
        compound
        and _is_tied(pieces, behind)
        and pieces.is_unknown(behind)
        and _ends(pieces, behind)
    ):
        return None if pieces.words[behind] in NOT_NAMES else (at, behind)
    return None
