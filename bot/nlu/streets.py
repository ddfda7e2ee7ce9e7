"""Finds streets with their number, squares, parks, quarters and homes with a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import (
    COMMON_WORDS,
    FAMILY_NAMES,
    FIRST_NAMES,
    ONE_WORD_TOWNS,
    read_words,
)
from bot.nlu.towns import town_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_streets")
# Words that begin a street in French whatever follows; the others need a name behind them.
_STREETS = _WORDS["streets"]
_SPOTS = _WORDS["spots"]
_SQUARES = _WORDS["squares"]
_LINKS = _WORDS["links"]
# A word of this kind is only the first half of a name: rue du vieux moulin, place roi albert.
_HALVES = _WORDS["halves"]
_NO_NAMES = _WORDS["no_names"]
_KNOWN_NAMES = FIRST_NAMES | FAMILY_NAMES | ONE_WORD_TOWNS
_ENDINGS = re.compile(
    r"[a-z]{3,40}(?:straat|straatje|laan|steenweg|dreef|plein|kaai)|[a-z]{4,40}(?:lei|weg|baan|hof|markt|park|pad|dijk|wijk|veld|straatje|singel|vest|berg|plaats|kouter|heide)",
)
_SURE_ENDINGS = ("straat", "laan", "steenweg", "dreef", "plein", "kaai", "sebaan")
_NO_STREETS = _WORDS["no_streets"]
_WHERE = _WORDS["where"]
_PLACES = frozenset({"in", "op", "langs", "aan"})
_PLACED_ARTICLES = frozenset({"de", "den"})
_GENERIC = tuple(_WORDS["generic"])
_ALONE = frozenset({"straat", "laan", "steenweg", "baan", "dreef", "plein", "weg", "markt"})
_ADJECTIVE = re.compile(
    r"grote|kleine|oude|nieuwe|korte|lange|hoge|lage|brede|groene|[a-z]{3,15}se"
)
# "in de oude baan", but "op de lange baan" puts something off and a "nieuwe baan" is a job.
_QUALIFIED = re.compile(r"(?:oude|grote|kleine|korte|hoge|lage|brede|smalle|groene)")
_HOUSE = re.compile(r"\d{1,3}[a-df-g]?")


def find_streets(pieces: Pieces) -> Iterator[Find]:
    """Yield each street; a house number before or behind it belongs to it."""
    index = 0
    while index < len(pieces.words):
        word = pieces.words[index]
        first, last = index, -1
        if not pieces.is_free(index):
            pass
        elif word in _STREETS or word in _SPOTS:
            last = _french_end(pieces, index)
        elif len(word) > 3 or word == "weg":
            first, last = _dutch_street(pieces, index)
        if last < 0:
            index += 1
            continue
        numbered = _with_number(pieces, last)
        if (
            numbered == last
            and _HOUSE.fullmatch(pieces.word(first - 1))
            and pieces.gap(first) in {" ", ", ", ","}
        ):
            first -= 1
        last = numbered
        yield pieces.starts[first], pieces.ends[last], "place"
        index = last + 1


def _french_end(pieces: Pieces, index: int) -> int:
    """Give the last piece of the name of a street, or -1 where none follows."""
    kind = pieces.words[index]
    short = len(kind) <= 4 and kind not in {"rue", "quai", "clos", "parc", "cite", "home"}
    at = index + 1
    while pieces.word(at) in _LINKS and _is_tied(pieces, at) and at < index + 5:
        at += 1
    if not _is_name(pieces, at, kind):
        return -1
    if short and not _HOUSE.fullmatch(pieces.word(_name_end(pieces, at) + 1)):
        return -1
    return _name_end(pieces, at)


def _is_tied(pieces: Pieces, index: int) -> bool:
    gap = pieces.gap(index)
    if gap == ". ":
        return pieces.word(index - 1) in {"st", "ste", "dr", "av", "ave", "bd", "ch", "r", "pl"}
    return gap in {" ", "-", "'", "' "} and pieces.is_free(index)


def _is_name(pieces: Pieces, at: int, kind: str) -> bool:  # noqa: PLR0911 - one refusal a line
    """Whether the word may be what a street of this kind is called after."""
    word = pieces.word(at)
    if len(word) < 2 or not _is_tied(pieces, at) or word in _NO_NAMES or word.isdigit():
        return False
    linked = pieces.word(at - 1) in _LINKS
    if kind in {"allee", "quai"} and (
        (pieces.word(at - 1) in {"le", "la"} and pieces.word(at - 2) != "de") or word == "gare"
    ):
        return False
    if linked and pieces.word(at - 2) in _STREETS and pieces.word(at - 1) in {"la", "le"}:
        # "dans la rue la mtn": an article alone ties no word that is on no list of names.
        return (
            word in _KNOWN_NAMES
            or pieces.is_inner_capital(at)
            or bool(_HOUSE.fullmatch(pieces.word(at + 1)))
        )
    if kind in _STREETS:
        return linked or word not in COMMON_WORDS or word in _HALVES or pieces.is_inner_capital(at)
    if pieces.is_unknown(at) or pieces.is_inner_capital(at):
        return True
    if kind in {"place", "square"}:
        return linked and word in _SQUARES and pieces.word(at - 2) != "a"
    if kind == "foyer":
        return pieces.word(at - 1) in {"les", "le", "la", "saint", "sainte"}
    return pieces.word(at - 1) in {"saint", "sainte", "st", "ste"}


def _name_end(pieces: Pieces, at: int) -> int:
    """Go on behind the first word of a name, at most six words."""
    end = at
    while end < at + 6:
        step = end + 1
        while pieces.word(step) in _LINKS and _is_tied(pieces, step) and step < end + 3:
            step += 1
        word = pieces.word(step)
        if not word or not _is_tied(pieces, step) or word in _NO_NAMES or word.isdigit():
            return end
        hyphen = pieces.gap(end + 1) == "-"
        half = pieces.words[end] in _HALVES
        own = step == end + 1 and (pieces.is_unknown(step) or pieces.is_inner_capital(step))
        before_number = (
            step == end + 1
            and bool(_HOUSE.fullmatch(pieces.word(step + 1)))
            and word not in {"au", "num", "numero"}
        )
        if not (hyphen or half or own or before_number):
            return end
        end = step
    return end


def street_end(pieces: Pieces, index: int) -> int:
    """Give the last piece of the French street that begins here, or -1."""
    last = _french_end(pieces, index) if pieces.words[index] in _STREETS else -1
    return -1 if last < 0 else _with_number(pieces, last)


def _with_number(pieces: Pieces, last: int) -> int:
    """Take in the number of the house, "au", "n°", a box."""
    at = last + 1
    if pieces.word(at) in {"au", "numero", "num", "n", "nr", "nummer", "no"} and pieces.gap(at) in {
        " ",
        ", ",
    }:
        at += 1
    gap = pieces.gap(at).strip("°. ,-:")
    if gap or not _HOUSE.fullmatch(pieces.word(at)) or re.fullmatch(r"\d+[huj]", pieces.word(at)):
        return last
    if pieces.word(at + 1) in {"bus", "bte", "boite"} and pieces.word(at + 2).isdigit():
        return at + 2
    if (
        re.fullmatch(r"[a-f]", pieces.word(at + 1))
        and pieces.gap(at + 1) == " "
        and pieces.word(at + 1) != "a"
    ):
        return at + 1
    return at


def _is_address(pieces: Pieces, index: int) -> bool:
    """Whether "ik woon", "mijn adres is" stands before: "ik woon kouter 14"."""
    before = pieces.word(index - 1)
    if before == "is":
        before = pieces.word(index - 2)
    return (
        before in {"woon", "woont", "wonen", "adres", "adresse"}
        and pieces.words[index] not in COMMON_WORDS
        and pieces.words[index].isalpha()
    )


def _road_end(pieces: Pieces, at: int, *, numbered_only: bool) -> int:
    """Give the last piece of "steenweg op mechelen", or -1 where no town and no number follows."""
    if not _is_tied(pieces, at):
        return -1
    last = town_end(pieces, at)
    if last < at and pieces.word(at) not in COMMON_WORDS and pieces.word(at).isalpha():
        last = at
        if _with_number(pieces, last) == last and not pieces.is_unknown(at):
            return -1
    return -1 if numbered_only and _with_number(pieces, last) == last else last


def _plain_street(pieces: Pieces, index: int, *, numbered: bool) -> tuple[int, int]:
    """Read "grote steenweg", "steenweg op mechelen", "leopold ii-laan": (first, last), last -1 where none is."""
    word, before = pieces.words[index], pieces.word(index - 1)
    if word in {"steenweg", "baan"} and pieces.word(index + 1) in {"op", "naar"}:
        last = _road_end(pieces, index + 2, numbered_only=word == "baan")
        if last > index:
            return index, last
    if pieces.gap(index) == " " and pieces.is_free(index - 1) and _ADJECTIVE.fullmatch(before):
        return (
            (index - 1, index) if _is_qualified(pieces, index, numbered=numbered) else (index, -1)
        )
    if (
        pieces.gap(index) in {" ", "-"}
        and pieces.is_free(index - 1)
        and pieces.is_unknown(index - 1)
        and word not in {"weg", "plein"}
    ):
        return index - 1, index
    if pieces.gap(index) == "-" and re.fullmatch(r"[iv]{1,4}", before):
        return max(index - 2, 0), index
    return (index, index) if numbered and word in {"steenweg", "baan"} else (index, -1)


def _is_qualified(pieces: Pieces, index: int, *, numbered: bool) -> bool:
    """Whether the adjective belongs to the name: "in de oude baan", "lange straat 4"."""
    word, before = pieces.words[index], pieces.word(index - 1)
    if before == "lange" and word == "baan":
        return numbered
    if before not in COMMON_WORDS or word == "steenweg" or numbered:
        return True
    placed = pieces.word(index - 2) in _PLACED_ARTICLES and pieces.word(index - 3) in _PLACES
    return placed and word != "weg" and bool(_QUALIFIED.fullmatch(before))


def _dutch_street(pieces: Pieces, index: int) -> tuple[int, int]:
    """Give the first and last piece of a street like "Grote Steenweg" or "Kapellelaan"."""
    word = pieces.words[index]
    numbered = _with_number(pieces, index) > index
    capital = pieces.is_inner_capital(index)
    if word in _ALONE:
        return _plain_street(pieces, index, numbered=numbered)
    if numbered and _is_address(pieces, index):
        return index, index
    if word in _NO_STREETS or not _ENDINGS.fullmatch(word):
        return index, -1
    sure = word.endswith(_SURE_ENDINGS) and (word not in COMMON_WORDS)
    if word.endswith("slaan") and not (capital or numbered):
        return index, -1  # overslaan, kapotslaan: verbs
    # "in de kapelleweg": a way that no list of words has, behind a word for where one is.
    article = pieces.word(index - 1) in {"de", "den", "t", "het"}
    placed = (article and pieces.word(index - 2) in _WHERE) or pieces.word(index - 1) in _WHERE
    named = (
        placed
        and pieces.is_unknown(index)
        and not word.endswith(_GENERIC)
        and word not in _NO_STREETS
    )
    if not (sure or capital or named or (numbered and word not in COMMON_WORDS)):
        return index, -1
    first = index
    while pieces.gap(first) == "-" and pieces.is_free(first - 1) and first > index - 4:
        first -= 1
    return first, index
