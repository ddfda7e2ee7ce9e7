"""Finds places named by their kind and an article: "college ten doorn", "scouts de zwaluw", "chez josette"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import COMMON_WORDS, NOT_NAMES, is_a_slip, read_words
from bot.nlu.venues import closes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_named_places")
_KINDS = _WORDS["kinds"]
_COMPOUND = re.compile(r"[a-z]{3,30}(?:college|atheneum|lyceum|instituut|internaat)")
# Behind these nearly any word is a name.
_CERTAIN = _WORDS["certain"]
_ARTICLES = _WORDS["articles"]
_SETTINGS = _WORDS["settings"]
_VENUES = read_words("words_to_find_venues")
_HALLS = read_words("words_to_find_halls")
_DETERMINERS = _VENUES["determiners"]
# What a place was called after belongs to it with these: "friterie chez josette".
_EATERIES = _WORDS["eateries"]
_OF = _WORDS["of"]
_TIES = _WORDS["ties"]
# A place behind one of these is more often another thing: "l'école de namur" is one of many.
_LOOSE = _WORDS["loose"]
_TAKEN_IN = (
    _KINDS
    | _VENUES["local"]
    | _VENUES["brands"]
    | _VENUES["named"]
    | _VENUES["clubs"]
    | _HALLS["kinds"]
    | read_words("words_to_find_schools")["keen"]
) - (_LOOSE | _HALLS["kept"] | _VENUES["stops"])
# These tell what happens, and not where; they stay.
KEPT_KINDS = _HALLS["kept"] | _VENUES["stops"]
# All that a place may be, for the tagger to learn from.
KINDS_OF_PLACE = _TAKEN_IN | _LOOSE | KEPT_KINDS


def find_named_places(pieces: Pieces) -> Iterator[Find]:
    """Yield each kind with the article and the one or two words behind it."""
    for index, word in enumerate(pieces.words):
        if (word in _KINDS or _COMPOUND.fullmatch(word)) and pieces.is_free(index):
            last = _name_end(pieces, index)
            if last > index:
                public = pieces.word(index - 1) == "go" and pieces.gap(index).strip() == "!"
                yield pieces.starts[index - public], pieces.ends[last], "place"


def _name_end(pieces: Pieces, index: int) -> int:
    """Give the last piece of the name, or -1 where a sentence goes on."""
    at = index + 1
    link = pieces.word(at)
    elided = link == "t" and pieces.gap(at).endswith("'")
    if not (pieces.is_free(at) and (elided or pieces.gap(at) == " ")):
        return -1
    if link in _CERTAIN:
        return at + 1 if _may_name(pieces, at + 1) else -1
    if not (elided or (link in _ARTICLES and pieces.word(index - 1) not in _DETERMINERS)):
        return -1
    return _behind_article(pieces, at + 1)


def _behind_article(pieces: Pieces, at: int) -> int:
    """Read "wijze boom", "zwaluw": what is no word of every day, or ends the clause."""
    if not _may_name(pieces, at):
        return -1
    two = pieces.words[at].endswith("e") and _may_name(pieces, at + 1) and closes(pieces, at + 1)
    if two and not {pieces.words[at], pieces.words[at + 1]} <= COMMON_WORDS:
        return at + 1
    word = pieces.words[at]
    own = pieces.is_unknown(at) and not is_a_slip(word)
    return at if own or (word not in COMMON_WORDS and closes(pieces, at)) else -1


def _may_name(pieces: Pieces, at: int) -> bool:
    word = pieces.word(at)
    return (
        len(word) > 2
        and word.isalpha()
        and pieces.is_free(at)
        and pieces.gap(at) in {" ", "-"}
        and word not in NOT_NAMES
        and word not in _SETTINGS
    )


def with_kinds(pieces: Pieces, found: Iterable[Find]) -> Iterator[Find]:
    """Take the kind of place in that stands before what was found: "scouts de [zwaluw]"."""
    for start, end, kind in found:
        index = bisect_left(pieces.starts, start)
        first = _kind_before(pieces, index, kind)
        if first < index:
            pieces.taken[pieces.starts[first] : start] = b"\1" * (start - pieces.starts[first])
            yield pieces.starts[first], end, "place"
        else:
            yield start, end, kind


def _kind_before(pieces: Pieces, index: int, kind: str) -> int:
    """Give the index of the kind that a place, or a name with "chez", is tied to; else `index`."""
    at = index
    while at > index - 3 and _is_tied(pieces, at) and pieces.word(at - 1) in _TIES | _OF:
        at -= 1
    if not _is_tied(pieces, at):
        return index
    before = pieces.word(at - 1)
    if kind == "place":
        chez = pieces.word(at) in _OF - _TIES and at < index
        return at - 1 if before in _TAKEN_IN and not chez else index
    named = kind == "name" and before in _EATERIES and pieces.word(at) in _OF and at == index - 1
    return at - 1 if named else index


def _is_tied(pieces: Pieces, at: int) -> bool:
    """Whether the piece before is free and only a blank, a hyphen or an apostrophe lies between."""
    return at > 0 and pieces.is_free(at - 1) and pieces.gap(at).strip(" -'") == ""
