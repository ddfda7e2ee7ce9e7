"""Finds shops, clubs, services and homes by a town, a street or a name behind them: "cpas de mons".

What is only a stop keeps its word, which tells of danger: of "gare du midi" the "midi" goes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import COMMON_WORDS, NOT_NAMES, read_words
from bot.nlu.streets import street_end
from bot.nlu.towns import town_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_venues")
# Of these there are many: a town or a street says which.
_LOCAL = _WORDS["local"] | _WORDS["brands"]
# These often have a name of their own.
_NAMED = _WORDS["named"]
_CLUBS = _WORDS["clubs"]
_STOPS = _WORDS["stops"]
_SIDES = _WORDS["sides"]
_BETWEEN = _WORDS["between"]
_ARTICLES = _WORDS["articles"]
_DETERMINERS = _WORDS["determiners"]
_CLOSERS = _WORDS["closers"]
_ANY = _LOCAL | _NAMED | _CLUBS | _STOPS
_STATION = re.compile(
    r"(?!trein|bus|metro|tank|benzine|play|politie|werk|tram|brand)[a-z]{4,30}(?<![eua])station"
)
_CLOSING_SIGNS = re.compile(r"^\s?[,.!?;:)\n\"]")


def find_venues(pieces: Pieces) -> Iterator[Find]:
    """Yield each kind with the place behind it, as one find."""
    for index, word in enumerate(pieces.words):
        if word.endswith("station") and _STATION.fullmatch(word):
            tied = pieces.gap(index) == "-" and pieces.is_free(index - 1)
            yield pieces.starts[index - tied], pieces.ends[index], "place"
        youth = word == "jeunes" and pieces.word(index - 2) == "maison"
        if not (youth or word in _ANY or word.endswith("club")) or not pieces.is_free(index):
            continue
        if word in _STOPS:
            yield from _stop(pieces, index)
            continue
        last = _place_end(pieces, index)
        if last < 0 and (word in _CLUBS or word.endswith("club")):
            last = _club_end(pieces, index + 1)
        elif last < 0 and (youth or word in _NAMED):
            last = _name_end(pieces, index)
        if last > index:
            yield pieces.starts[index - 2 * youth], pieces.ends[last], "place"


def _is_tied(pieces: Pieces, at: int) -> bool:
    elided = pieces.gap(at) == " '" and pieces.word(at) == "t"
    return pieces.is_free(at) and (elided or pieces.gap(at) in {" ", "-", "'", "' "})


def _place_end(pieces: Pieces, index: int) -> int:
    """Give the end of the town or the street that "de", "van" or a further kind ties to it, or -1."""
    at = index + 1
    while at < index + 6 and _is_tied(pieces, at):
        last = max(town_end(pieces, at), street_end(pieces, at))
        if last >= at:
            return last
        if pieces.words[at] not in _BETWEEN and pieces.words[at] not in _ANY:
            break
        at += 1
    return -1


def _club_end(pieces: Pieces, at: int) -> int:
    """Give the end of "fc bleid", "chiro sint-jan": a word that is no word of a sentence."""
    if not _is_tied(pieces, at) or pieces.words[at] in NOT_NAMES:
        return -1
    named = pieces.is_unknown(at) or pieces.is_inner_capital(at) or pieces.gap(at + 1) == "-"
    if not named or not (closes(pieces, at) or pieces.gap(at + 1) == "-"):
        return -1
    return at + 1 if pieces.gap(at + 1) == "-" and _is_tied(pieces, at + 1) else at


def _name_end(pieces: Pieces, index: int) -> int:
    """Give the end of "café de werf", "jeugdhuis kavka", or -1 where the sentence goes on."""
    at = index + 1
    if not _is_tied(pieces, at):
        return -1
    # "in zaal de kring", but "in de zaal de lichten": a bare kind has its name behind it.
    bare = pieces.word(index - 1) not in _DETERMINERS
    article = pieces.words[at] in _ARTICLES
    at += article
    word = pieces.word(at)
    if len(word) < 3 or not _is_tied(pieces, at) or not word.isalpha() or word in NOT_NAMES:
        return -1
    if article:
        fits = bare or word not in COMMON_WORDS
    else:
        fits = pieces.is_unknown(at) or (pieces.is_inner_capital(at) and word not in COMMON_WORDS)
    if fits and _is_tied(pieces, at + 1) and pieces.is_unknown(at) and pieces.is_unknown(at + 1):
        at += 1
    return at if fits and closes(pieces, at) else -1


def closes(pieces: Pieces, at: int) -> bool:
    """Whether a clause may end behind the word: no verb and no noun follows."""
    behind = pieces.word(at + 1)
    return (
        not behind
        or behind in _CLOSERS
        or behind.isdigit()
        or bool(_CLOSING_SIGNS.match(pieces.gap(at + 1)))
    )


def _stop(pieces: Pieces, index: int) -> Iterator[Find]:
    """Yield what names a station or a stop, without the word for it."""
    at = index + 1
    while at < index + 4 and pieces.word(at) in _BETWEEN and _is_tied(pieces, at):
        at += 1
    if not _is_tied(pieces, at):
        return
    word = pieces.words[at]
    bare = at == index + 1
    if word in _SIDES or (
        bare and pieces.is_unknown(at) and word not in NOT_NAMES and closes(pieces, at)
    ):
        yield pieces.starts[at], pieces.ends[at], "place"
