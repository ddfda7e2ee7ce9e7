"""Finds first and family names: known ones anywhere, others where somebody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.nlu.gazetteers import (
    AMBIGUOUS_FIRST_NAMES,
    COMMON_WORDS,
    FAMILY_NAMES,
    FIRST_NAMES,
    NOT_NAMES,
    ORDINARY_WORDS,
    read_words,
)
from bot.nlu.name_context import Context, context_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces


_WORDS = read_words("words_to_find_names")
_KNOWN = FIRST_NAMES | AMBIGUOUS_FIRST_NAMES | FAMILY_NAMES


_RELATIONS = _WORDS["relations"]
_TITLES = _WORDS["titles"]
_FAMILY = _WORDS["family"]
_AND = _WORDS["and"]
# Names that need more than a preposition or a neighbour: they are ordinary words first.
_RARELY = _WORDS["rarely"]
_PARTICLES = _WORDS["particles"]
# Dutch verbs behind these words: "k zou", "ik ben lucas".
_NEVER = {"zoe": {"k", "wa"}, "ben": {"ik", "k"}}
_NO_LEADERS = COMMON_WORDS | _RELATIONS | _RARELY
_STRICT_TITLES = _TITLES - _FAMILY
# "mijn leraar de graeve"
_TEACHERS = _WORDS["teachers"]
_SAINTS = frozenset({"saint", "sainte", "st", "sint"})
_SIGNS = frozenset({" ", "-", " -", "- ", "'"})
_DETERMINERS = _WORDS["determiners"]


def find_names(pieces: Pieces) -> Iterator[Find]:
    """Yield each name with the family name behind it."""
    index, before = 0, -2
    while index < len(pieces.words):
        last = _name_end(
            pieces, index, follows=before >= index - 2 >= 0 and _continues(pieces, index, before)
        )
        if last < 0:
            index += 1
            continue
        yield pieces.starts[index], pieces.ends[last], "name"
        before = last
        index = last + 1


def _continues(pieces: Pieces, index: int, before: int) -> bool:
    """Whether a name stood just before: "lea et rose", "tom, rose"."""
    if before == index - 1:
        return (
            pieces.gap(index).strip() in {",", "&", "/", "+"}
            and pieces.words[index] not in COMMON_WORDS
        )
    return pieces.words[index - 1] in _AND


def _name_end(pieces: Pieces, index: int, *, follows: bool) -> int:  # noqa: PLR0911 - a list of cases
    """Give the last piece of the name that begins here, or -1."""
    word = pieces.words[index]
    if not word[0].isalpha() or not pieces.is_free(index):
        return -1
    if len(word) == 1:
        return _initial_end(pieces, index)
    if pieces.word(index - 1) in _SAINTS or pieces.word(index - 1) in _NEVER.get(word, ()):
        return -1
    if word == "marie" and pieces.word(index + 1) in {"moi", "toi"}:
        return -1
    context = context_of(pieces, index)
    if word in FIRST_NAMES and not (
        pieces.gap(index) == "'" and pieces.word(index - 1) in {"j", "m", "t", "s"}
    ):
        return _with_family(pieces, index, context)
    if word in AMBIGUOUS_FIRST_NAMES:
        if word in _RARELY:
            named = (
                context is Context.SURE
                or pieces.word(index - 1) in _STRICT_TITLES
                or (context and pieces.is_inner_capital(index))
                or _is_introduced(pieces, index)
                or _leads(pieces, index)
            )
            return _with_family(pieces, index, context) if named else -1
        named = (
            context >= Context.WEAK
            or follows
            or pieces.is_inner_capital(index)
            or _leads(pieces, index)
        )
        return _with_family(pieces, index, context) if named else -1
    if context >= Context.LIKELY and word in _PARTICLES:
        return _particle_name_end(pieces, index)
    return _with_family(pieces, index, context) if _may_be_name(pieces, index, context) else -1


def _may_be_name(pieces: Pieces, index: int, context: Context) -> bool:
    """Whether a word no list of first names has is one, by what stands before and its capital."""
    word = pieces.words[index]
    if word in NOT_NAMES or len(word) < 3 or word in _SAINTS or pieces.word(index - 1) in _SAINTS:
        return False
    capital = pieces.is_inner_capital(index)
    if context is Context.SURE:
        return word not in COMMON_WORDS or capital
    if word in FAMILY_NAMES:
        titled = context is Context.LIKELY and pieces.word(index - 1) in _STRICT_TITLES
        return titled or (word not in COMMON_WORDS and (capital or context is Context.LIKELY))
    if context is Context.LIKELY:
        return pieces.is_unknown(index) or (capital and word not in COMMON_WORDS)
    return (
        context is Context.WEAK
        and capital
        and pieces.word(index - 1) != "naar"
        and pieces.is_unknown(index)
    )


def _leads(pieces: Pieces, index: int) -> bool:
    """Whether a name that is no ordinary word follows: "rose et lea", "pierre dupont"."""
    behind = pieces.word(index + 1)
    if behind in FAMILY_NAMES and behind not in ORDINARY_WORDS and pieces.gap(index + 1) == " ":
        return pieces.words[index] not in _RELATIONS
    if pieces.words[index] in _NO_LEADERS or pieces.word(index - 1) in _DETERMINERS:
        return False
    if pieces.gap(index + 1) in {",", ", "} and behind in FIRST_NAMES:
        return pieces.words[index] not in ORDINARY_WORDS
    if behind in _AND:
        other = pieces.word(index + 2)
        return other in FIRST_NAMES or (
            other in AMBIGUOUS_FIRST_NAMES and other not in COMMON_WORDS
        )
    if pieces.gap(index + 1) == " " and behind in FIRST_NAMES:
        return True
    tied = pieces.gap(index + 1) in {" ", "-"}
    return tied and (
        (behind in FAMILY_NAMES and behind not in ORDINARY_WORDS)
        or (pieces.gap(index + 1) == "-" and behind in FIRST_NAMES)
    )


def _with_family(pieces: Pieces, index: int, context: Context) -> int:
    """Take in what belongs to the name: a second first name, particles, the family name, an initial."""
    last = index
    while last < index + 4 and pieces.gap(last + 1) in _SIGNS and pieces.is_free(last + 1):
        word = pieces.words[last + 1]
        if pieces.gap(last + 1) == "-" and _is_second(pieces, last + 1):
            last += 1
        elif len(word) == 1 and pieces.after(last + 1) == "." and word not in {"c", "j", "a", "y"}:
            return last + 1
        elif word in _PARTICLES:
            end = _particle_end(pieces, last + 1, sure=context is Context.SURE)
            return end if end > last + 1 else last
        elif _is_family(pieces, last + 1, context):
            last += 1
        else:
            break
    return last


def _is_second(pieces: Pieces, index: int) -> bool:
    """Whether what a hyphen ties to a name belongs to it: "jean-baptiste", not "emma-moi"."""
    word = pieces.words[index]
    if word in NOT_NAMES or not word.isalpha():
        return False
    return word in _KNOWN or pieces.is_unknown(index)


def _is_introduced(pieces: Pieces, index: int) -> bool:
    """Whether "ik ben max en ik" or "moi c'est sam" names somebody with an ordinary word."""
    return pieces.word(index - 1) in {"ben", "suis", "cest", "est", "c"} and pieces.word(
        index + 1
    ) in {
        *{"en", "et", "van", "uit", "ai"},
        "",
    }


def _is_family(pieces: Pieces, index: int, context: Context) -> bool:
    word = pieces.words[index]
    if word in NOT_NAMES or word.isdigit():
        return False
    if word in FAMILY_NAMES or word in FIRST_NAMES:
        return word not in COMMON_WORDS or context is Context.SURE or pieces.is_inner_capital(index)
    if pieces.is_inner_capital(index):
        return word not in COMMON_WORDS
    return context is Context.SURE and pieces.is_unknown(index)


def _particle_end(pieces: Pieces, index: int, *, sure: bool) -> int:
    """Give the end of a family name with particles ("van den berghe"), or `index` where none is."""
    at = index
    while pieces.word(at) in _PARTICLES and at < index + 3:
        at += 1
    word = pieces.word(at)
    if not word or not pieces.is_free(at) or pieces.gap(at) not in _SIGNS or word in NOT_NAMES:
        return index
    known = word in FAMILY_NAMES and (word not in COMMON_WORDS or sure)
    capital = pieces.is_inner_capital(at) and word not in COMMON_WORDS
    return at if known or capital or (len(word) > 3 and pieces.is_unknown(at)) else index


def _particle_name_end(pieces: Pieces, index: int) -> int:
    """Give the end of a family name that stands alone: "meneer de smedt", "mijn leraar de graeve"."""
    before = pieces.word(index - 1)
    if before not in _STRICT_TITLES and before not in _TEACHERS:
        return -1
    last = _particle_end(pieces, index, sure=True)
    if before not in _STRICT_TITLES and pieces.words[last] not in FAMILY_NAMES - COMMON_WORDS:
        return -1  # "prof de gyym"
    return last if last > index else -1


def _initial_end(pieces: Pieces, index: int) -> int:
    """Find "j. de graaf": one letter, a full stop, a family name."""
    if pieces.gap(index + 1) not in {". ", "."} or not pieces.is_free(index + 1):
        return -1
    word = pieces.words[index + 1]
    if word in _PARTICLES:
        end = _particle_end(pieces, index + 1, sure=False)
        return end if end > index + 1 else -1
    return index + 1 if word in FAMILY_NAMES and word not in ORDINARY_WORDS else -1
