"""Finds schools that are named, with the word for their kind: "collège don bosco"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import (
    AMBIGUOUS_FIRST_NAMES,
    AMBIGUOUS_TOWNS,
    COMMON_WORDS,
    FAMILY_NAMES,
    FIRST_NAMES,
    ONE_WORD_TOWNS,
    ORDINARY_WORDS,
    read_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_schools")
# Behind these nearly any word is a name; behind the others only one that looks like it.
_FIRST = FIRST_NAMES | AMBIGUOUS_FIRST_NAMES
_KEEN_ENDS = COMMON_WORDS - {"parc", "centre", "paix", "verger", "moulin"}
_KINDS = _WORDS["kinds"]
_KEEN = _WORDS["keen"]
_ADJECTIVES = _WORDS["adjectives"]
_LINKS = _WORDS["links"]
_SAINTS = _WORDS["saints"]
_NAMES = _WORDS["names"]
_LEADING = _WORDS["leading"]
_ABBREVIATIONS = _WORDS["abbreviations"]
_ARTICLES = frozenset({"de", "het", "t", "den", "ter", "ten", "da"})
_QUALITIES = frozenset({"kleine", "grote", "oude", "nieuwe", "gouden", "groene", "blauwe", "bonte"})
_NO_NAMES = _WORDS["no_names"]
_NO_SAINTS = _WORDS["no_saints"]
_DUTCH = re.compile(r"[a-z]{3,40}(?:college|instituut|lyceum|atheneum)")
_DUTCH_SCHOOL = re.compile(r"[a-z]{4,40}(?:school|college|instituut|lyceum|atheneum|basisschool)")
_LAST_PARTS = _WORDS["last_parts"]


def find_schools(pieces: Pieces) -> Iterator[Find]:
    """Yield each school with a name, and a saint that stands alone ("à saint-louis")."""
    index = 0
    while index < len(pieces.words):
        first, last = index, -1
        word = pieces.words[index]
        if not pieces.is_free(index):
            pass
        elif word in _KINDS:
            last = _school_end(pieces, index)
        elif word == "go" and pieces.gap(index + 1).startswith("!"):
            last = _go_end(pieces, index)
        elif word in _SAINTS or word in {"don", "sacre", "notre", "heilig", "ste"}:
            last = _saint_end(pieces, index)
        elif _DUTCH.fullmatch(word) and word not in ORDINARY_WORDS:
            last = _name_end(pieces, index)
        if last < 0:
            index += 1
            continue
        first = _first(pieces, first)
        yield pieces.starts[first], pieces.ends[last], "place"
        index = last + 1


def _first(pieces: Pieces, first: int) -> int:
    """Take in what stands before: "koninklijk atheneum", "court-saint-etienne"."""
    while first and pieces.is_free(first - 1):
        gap = pieces.gap(first)
        if not (gap == "-" or (gap == " " and pieces.words[first - 1] in _LEADING)):
            break
        first -= 1
    return first


def _school_end(pieces: Pieces, index: int) -> int:  # noqa: PLR0911 - one refusal a line
    at, keen = index + 1, pieces.words[index] in _KEEN
    while pieces.word(at) in _ADJECTIVES and _is_tied(pieces, at) and at < index + 5:
        keen = True
        at += 1
    start = at
    while pieces.word(at) in _LINKS and _is_tied(pieces, at) and at < start + 4:
        at += 1
    word = pieces.word(at)
    if len(word) < 2 or not _is_tied(pieces, at) or word in _NO_NAMES or word.isdigit():
        return -1
    if pieces.word(start) in {"la", "le", "les", "l"} and not pieces.is_inner_capital(at):
        return -1
    if at == start and not keen and word in _FIRST:
        return -1
    if pieces.words[index] in _ABBREVIATIONS and pieces.word(start) in _ARTICLES:
        named = _article_end(pieces, start + 1)
        if named > start:
            return named
    if keen and word in _FIRST and _is_tied(pieces, at + 1) and _may_be_family(pieces, at + 1):
        return _name_end(pieces, at + 1)
    saint = at > start and pieces.words[at - 1] in _SAINTS
    linked = keen and at > start and word not in _KEEN_ENDS
    if saint or linked or word in _NAMES or _looks_like_name(pieces, at):
        return _name_end(pieces, at)
    return -1


def _may_be_family(pieces: Pieces, at: int) -> bool:
    """Whether a family name follows the first name of a patron: "athénée jean rey"."""
    return pieces.word(at) in FAMILY_NAMES or pieces.is_unknown(at)


def _article_end(pieces: Pieces, at: int) -> int:
    """Give the end of a Flemish name with an article: "gbs de kleine prins", or -1."""
    if pieces.word(at) in _QUALITIES and _is_tied(pieces, at + 1):
        return at + 1
    word = pieces.word(at)
    fits = len(word) > 3 and word not in _NO_NAMES and word not in COMMON_WORDS
    return _name_end(pieces, at) if fits and _is_tied(pieces, at) else -1


def _is_tied(pieces: Pieces, index: int) -> bool:
    gap = pieces.gap(index)
    if gap == ". ":
        return pieces.word(index - 1) in {"st", "ste", "dr"}
    return gap in {" ", "-", "'", "' ", ' "', " '"} and pieces.is_free(index)


def _looks_like_name(pieces: Pieces, at: int) -> bool:
    word = pieces.words[at]
    return (
        pieces.is_inner_capital(at)
        or (len(word) > 3 and pieces.is_unknown(at))
        or word in FIRST_NAMES
        or word in ONE_WORD_TOWNS
        or ((word in FAMILY_NAMES or word in AMBIGUOUS_FIRST_NAMES) and word not in ORDINARY_WORDS)
        or (
            (word in AMBIGUOUS_TOWNS["fr"] or word in AMBIGUOUS_TOWNS["nl"])
            and pieces.word(at - 1) in {"de", "d", "van"}
        )
    )


def _name_end(pieces: Pieces, at: int) -> int:
    """Go on behind the first word of a name, at most six words."""
    end = at
    while end < at + 6:
        step = end + 1
        while (
            pieces.word(step) in {"de", "la", "du", "des", "d", "l", "lieve", "van"}
            and _is_tied(pieces, step)
            and step < end + 3
        ):
            step += 1
        word = pieces.word(step)
        if not word or not _is_tied(pieces, step) or word.isdigit():
            return end
        hyphen = pieces.gap(end + 1) == "-"
        whole = pieces.words[end] in _NAMES
        if not (
            hyphen
            or whole
            or word in _LAST_PARTS
            or (
                step - end <= 3
                and word not in _NO_NAMES
                and _looks_like_name(pieces, step)
                and word not in {"et", "en"}
            )
        ):
            return end
        end = step
    return end


def _go_end(pieces: Pieces, index: int) -> int:
    """Find a Flemish public school, which writes its kind so: "GO! de springplank"."""
    at = index + 1
    if pieces.word(at) in {"de", "het", "t", "basisschool", "atheneum"}:
        at += 1
    return (
        at
        if (pieces.is_free(at) and pieces.is_unknown(at))
        or (pieces.word(at - 1) in {"de", "het", "basisschool"} and pieces.word(at))
        else -1
    )


def _saint_end(pieces: Pieces, index: int) -> int:  # noqa: PLR0911 - one refusal a line
    """A saint or "don bosco" without the word school; the feasts stay."""
    word, name = pieces.words[index], pieces.word(index + 1)
    if not name or not _is_tied(pieces, index + 1) or name.isdigit() or len(name) < 2:
        return -1
    if word == "don":
        return _name_end(pieces, index + 1) if name == "bosco" else -1
    if word == "notre":
        return _name_end(pieces, index + 1) if name == "dame" else -1
    if word in {"sacre", "heilig"}:
        return _name_end(pieces, index + 1) if name in {"coeur", "hart", "hartcollege"} else -1
    if name in _NO_SAINTS and (
        pieces.word(index - 1) in {"la", "de", "pour", "avec", "cadeau"}
        or name.startswith("valent")
    ):
        return -1
    hyphen = pieces.gap(index + 1) == "-"
    if not hyphen and not (
        name in _FIRST or pieces.is_unknown(index + 1) or _DUTCH_SCHOOL.fullmatch(name)
    ):
        return -1
    return _name_end(pieces, index + 1)
