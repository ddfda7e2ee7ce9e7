"""Finds halls, pools, clinics and youth houses with a name: "sporthal de rozenberg".

A station or a bridge keeps its word: it tells of danger, and only the town behind it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.nlu.gazetteers import NOT_NAMES, ONE_WORD_TOWNS, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_halls")
_KINDS = _WORDS["kinds"]
_ADJECTIVES = _WORDS["adjectives"]
_LINKS = _WORDS["links"]
# "in het park van leuven": the town goes, the word tells what happens there.
_KEPT = _WORDS["kept"]
_SAINTS = frozenset({"saint", "sainte", "st", "ste", "sint"})


def find_halls(pieces: Pieces) -> Iterator[Find]:
    """Yield each with its kind: the kind and the name together say where it is."""
    if _KINDS.isdisjoint(pieces.words) and "jeunes" not in pieces.words:
        return
    for index, word in enumerate(pieces.words):
        youth = word == "maison" and pieces.word(index + 2) == "jeunes"
        last = _hall_end(pieces, index + 1) if youth or word in _KINDS else -1
        if last > index:
            yield pieces.starts[index], pieces.ends[last], "place"


def _hall_end(pieces: Pieces, at: int) -> int:
    """Give the last piece of the name, or -1 where an ordinary word or a verb follows."""
    for words in (_ADJECTIVES, _LINKS):
        bound = at + 3
        while at < bound and pieces.word(at) in words and _is_tied(pieces, at):
            at += 1
    if not _is_tied(pieces, at) or not _is_name(pieces, at):
        return -1
    end = at
    while end < at + 4 and (
        pieces.gap(end + 1) == "-" or pieces.words[end] in _SAINTS or _is_second(pieces, end + 1)
    ):
        if not _is_tied(pieces, end + 1):
            break
        end += 1
    return end


def _is_tied(pieces: Pieces, at: int) -> bool:
    return pieces.is_free(at) and pieces.gap(at) in {" ", "-", "'", ". "}


def _is_name(pieces: Pieces, at: int) -> bool:
    word, before = pieces.words[at], pieces.word(at - 1)
    if word in _SAINTS:
        return True
    if word in NOT_NAMES or len(word) < 3 or not word.isalpha():
        return False
    if word in ONE_WORD_TOWNS:
        return before not in _LINKS or _KEPT.isdisjoint(pieces.words[max(0, at - 3) : at])
    # Without a link an unknown word is a verb with a slip: "a la piscine jdetourne les yeux".
    return pieces.is_inner_capital(at) or (before in _LINKS and pieces.is_unknown(at))


def _is_second(pieces: Pieces, at: int) -> bool:
    return pieces.is_free(at) and pieces.gap(at) == " " and pieces.is_inner_capital(at)
