"""Finds the names, places, accounts and numbers that no rule finds: a conditional random field over the pieces of a message.

What it looks at of a piece: the word and how it begins and ends, capitals, the lists that have it, what the
rules of redaction found there, the signs and words around it. It has learnt from the marked messages of
data/redaction (`make tagger`); those that measure it are not among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from bot.nlu.component import HERE
from bot.nlu.function_words import languages_of_word
from bot.nlu.gazetteers import (
    AMBIGUOUS_FIRST_NAMES,
    AMBIGUOUS_TOWNS,
    COMMON_WORDS,
    DANGER_WORDS,
    FAMILY_NAMES,
    FIRST_NAMES,
    NOT_TAGGED,
    ONE_WORD_TOWNS,
    ORDINARY_WORDS,
    WORDS_OF_ACTS,
    is_a_compound,
    is_a_slip,
    read_words,
)
from bot.nlu.name_context import Context, context_of
from bot.nlu.named_places import KEPT_KINDS, KINDS_OF_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.nlu.pieces import Find, Pieces

FILE = HERE / "tagger.crfsuite"
# What a mark of data/redaction teaches the tagger to find.
TAUGHT = {
    "name": "name",
    "place": "place",
    **dict.fromkeys(("handle", "link", "email"), "handle"),
    **dict.fromkeys(("telephone", "iban", "id", "card"), "number"),
}
KINDS = ("name", "place", "handle", "number")
OTHER = "-"
# How likely a piece must be part of one or the other: a word too many that goes costs less than a child's name
# that stays. Chosen on messages it has not learnt from, and by how many ordinary words of data/nlu go (November 2026).
_GROUPS = ((("name", "place"), 0.015), (("handle",), 0.05), (("number",), 0.25))
_WORDS = read_words("words_to_find_accounts")
_LISTS = {
    "first": FIRST_NAMES,
    "first?": AMBIGUOUS_FIRST_NAMES,
    "family": FAMILY_NAMES,
    "town": ONE_WORD_TOWNS,
    "town?": frozenset().union(*AMBIGUOUS_TOWNS.values()),
    "common": COMMON_WORDS,
    "ordinary": ORDINARY_WORDS,
    "never": NOT_TAGGED,
    "venue": KINDS_OF_PLACE,
    "app": _WORDS["near"],
}
_MORE_LIKELY = 0.5
# A run goes where one of its pieces is at least as likely; of words of every day, more. Chosen with the above.
_TELLING = 0.1
_OF_EVERYDAY = 0.3
_MURKY = 0.2
_LEARNT = ("fr", "nl")
_FOREIGN = ("en", "de")
_CLOSE = 2  # signs between two parts of an account or number
_MOST_PIECES = 1_000  # a message of 2,000 letters has no more
_FEWEST_DIGITS = 8
_JOINING = frozenset({" ", "-", "'", " - ", "- ", " -"})
_NEVER = NOT_TAGGED | DANGER_WORDS | WORDS_OF_ACTS
# By themselves ("okido", "chsp", "luktnie") words on no list are answers in dialect or haste: of 903 such messages in
# data/nlu 79 lost a word, and with it what they say; on the marked messages no name more stays. The price: a rare name
# that is all that somebody writes ("jorben") is left to the rules, which do not know every one.
_FEW_WORDS = 2
_LISTED = frozenset().union(
    *(_LISTS[name] for name in ("first", "first?", "family", "town", "town?"))
)
_STRETCHED = re.compile(r"(.)\1\1")  # "ouiiii"
# "m'insulte", "d'aye": no name begins or ends with these.
_ELIDED = frozenset({"c", "d", "j", "l", "m", "n", "s", "t", "qu"})


def find_tagged(pieces: Pieces, found: Sequence[Find]) -> Iterator[Find]:
    """Yield the runs of pieces, free of what the rules `found`, that point to a person."""
    if _is_foreign(pieces):
        return
    described = features(pieces, found)
    tagger = _tagger()
    tagger.set(described)
    is_answer = len(pieces.words) <= _FEW_WORDS and _LISTED.isdisjoint(pieces.words)
    guesses = [
        _guess(
            tagger,
            pieces,
            index,
            is_answer=is_answer and not _is_named(pieces, index, Context.WEAK),
        )
        for index in range(len(described))
    ]
    if _is_lost(guesses):
        return
    if _is_murky(pieces):
        guesses = [guess if guess.chance >= _MORE_LIKELY else _NONE for guess in guesses]
    index = 0
    while index < len(guesses):
        last, kind = index, guesses[index].kind
        if kind is not None and _may_begin(pieces, index):
            while (
                last + 1 < len(guesses)
                and guesses[last + 1].kind == kind
                and pieces.gap(last + 1) in _JOINING
            ):
                last += 1
            while _is_elided(pieces, last) and last > index:
                last -= 1
            run = range(index, last + 1)
            if _is_telling(pieces, run, guesses):
                yield pieces.starts[index], pieces.ends[last], kind
        index = last + 1


def _may_begin(pieces: Pieces, index: int) -> bool:
    """Whether a name may begin here: not at "m'", nor at the park of "het park van [leuven]", which tells what happens."""
    return pieces.words[index] not in KEPT_KINDS and not _is_elided(pieces, index)


def _is_elided(pieces: Pieces, index: int) -> bool:
    return pieces.words[index] in _ELIDED and pieces.after(index) == "'"


def _is_foreign(pieces: Pieces) -> bool:
    """Whether the message is in English or German: what the tagger learnt says nothing there."""
    uses = Counter(
        language for word in pieces.words for language in languages_of_word().get(word, ())
    )
    foreign, home = (max(uses[name] for name in names) for names in (_FOREIGN, _LEARNT))
    return foreign > max(home, 1)


def _is_murky(pieces: Pieces) -> bool:
    """Whether so many words are on no list that being on none says little: slips, dialect."""
    unknown = sum(pieces.is_unknown(index) for index in range(len(pieces.words)))
    return unknown > 2 and unknown > _MURKY * len(pieces.words)


def _is_lost(guesses: Sequence[_Guess]) -> bool:
    """Whether most of a message would go: it is in a language of which the tagger knows no word."""
    hits = sum(guess.kind is not None and guess.chance >= _TELLING for guess in guesses)
    return hits > 2 and hits * 2 > len(guesses)


class _Guess(NamedTuple):
    """What a piece may be part of, and how likely it is."""

    kind: str | None
    chance: float


_NONE = _Guess(None, 0.0)


def _guess(tagger: pycrfsuite.Tagger, pieces: Pieces, index: int, *, is_answer: bool) -> _Guess:
    start, end = pieces.starts[index], pieces.ends[index]
    if any(pieces.taken[start:end]):
        return _NONE
    word = pieces.words[index]
    # Any word may stand within a number ("0470 puis 12"), which is checked as a whole.
    is_no_name = word in _NEVER or (word.isalpha() and (is_answer or _STRETCHED.search(word)))
    kinds = ("number",) if is_no_name else KINDS
    chances = dict.fromkeys(KINDS, 0.0) | {kind: tagger.marginal(kind, index) for kind in kinds}
    likely = [
        _Guess(kind, sum(chances[kind] for kind in kinds))
        for kinds, enough in _GROUPS
        if sum(chances[kind] for kind in kinds) >= enough
        for kind in kinds
        if chances[kind]
    ]
    return max(likely, key=lambda guess: chances[guess.kind or OTHER], default=_NONE)


def _is_telling(pieces: Pieces, run: range, guesses: Sequence[_Guess]) -> bool:
    """Whether the run is more than ordinary words, or a price, hour, age or helpline."""
    kind = guesses[run.start].kind
    if kind == "number":
        digits = sum(map(str.isdigit, "".join(pieces.words[run.start : run.stop])))
        return digits >= _FEWEST_DIGITS or _touches_find(pieces, run)
    if kind == "handle" and _touches_find(pieces, run):
        return True
    return any(_tells(pieces, index, guesses[index]) for index in run)


def _tells(pieces: Pieces, index: int, guess: _Guess) -> bool:
    """Whether a piece by itself tells that its run points to a person."""
    word = pieces.words[index]
    is_everyday = word in COMMON_WORDS or (
        is_a_compound(word) and not _is_named(pieces, index, Context.LIKELY)
    )
    if guess.kind == "handle" or is_everyday:
        return guess.chance >= _OF_EVERYDAY
    return guess.chance >= _TELLING or (pieces.is_unknown(index) and not is_a_slip(word))


def _is_named(pieces: Pieces, index: int, least: Context) -> bool:
    """Whether a capital, or what stands before and behind, speaks for a name or an account."""
    return (
        pieces.is_inner_capital(index)
        or pieces.word(index - 1) in _LISTS["app"]
        or context_of(pieces, index) >= least
    )


def _touches_find(pieces: Pieces, run: range) -> bool:
    """Whether something that a rule found stands right before or behind."""
    beside = ((run.start - 1, run.start), (run.stop, run.stop))
    return any(
        0 <= at < len(pieces.words) and not pieces.is_free(at) and len(pieces.gap(gap)) <= _CLOSE
        for at, gap in beside
    )


def features(pieces: Pieces, found: Sequence[Find]) -> list[list[str]]:
    """Describe each piece by itself and by its neighbours; of a hostile text only the head."""
    rules = _by_rule(pieces, found)
    count = min(len(pieces.words), _MOST_PIECES)
    seen = [_at_a_glance(pieces, index, rules[index]) for index in range(count)]
    return [_of_piece(pieces, seen, index) for index in range(count)]


def _by_rule(pieces: Pieces, found: Sequence[Find]) -> list[str]:
    kinds = [OTHER] * len(pieces.words)
    for start, end, kind in found:
        for index in range(bisect_left(pieces.starts, start), bisect_left(pieces.starts, end)):
            kinds[index] = kind
    return kinds


def _at_a_glance(pieces: Pieces, index: int, rule: str) -> list[str]:
    """Describe what the neighbours see of a piece: what a rule found, its shape, the lists that have it."""
    word = pieces.words[index]
    shape = (
        "1"
        if not word.isalpha()
        else "Aa"
        if pieces.is_inner_capital(index)
        else "A"
        if pieces.is_capital(index)
        else "a"
    )
    lists = [f"in={name}" for name, words in _LISTS.items() if word in words]
    return [
        f"rule={rule}",
        f"shape={shape}",
        *(lists or ["in=slip" if is_a_slip(word) else "in=none"]),
    ]


def _of_piece(pieces: Pieces, seen: Sequence[list[str]], index: int) -> list[str]:
    word = pieces.word
    own = pieces.words[index]
    described = [
        *seen[index],
        f"word={own}",
        f"length={min(len(own), 12)}",
        *(f"ends={own[-size:]}" for size in (2, 3, 4) if len(own) > size),
        *(f"begins={own[:size]}" for size in (2, 3, 4) if len(own) > size),
        f"context={int(context_of(pieces, index))}",
        f"before={pieces.gap(index).strip(' ')[:1]}",
        f"behind={pieces.gap(index + 1).strip(' ')[:1]}",
        f"-2,-1={word(index - 2)} {word(index - 1)}",
        f"+1,+2={word(index + 1)} {word(index + 2)}",
    ]
    for away in (-3, -2, -1, 1, 2):
        at = index + away
        described.append(f"{away}={word(at)}")
        if away != -3 and 0 <= at < len(seen):
            described += [f"{away}:{each}" for each in seen[at]]
    return described


@lru_cache(maxsize=1)
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(FILE))
    return tagger
