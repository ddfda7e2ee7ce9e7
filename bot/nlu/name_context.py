"""How much the words before a word speak for its being a name."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from bot.nlu.gazetteers import AMBIGUOUS_FIRST_NAMES, read_words

if TYPE_CHECKING:
    from bot.nlu.pieces import Pieces

_WORDS = read_words("words_to_find_names")
_CALLED = _WORDS["called"]
_APPEL = _WORDS["appel"]
_NAME_NOUNS = _WORDS["name_nouns"]
_RELATIONS = _WORDS["relations"]
_TITLES = _WORDS["titles"]
_BEFORE = _WORDS["before"]
_LOOSE = _WORDS["loose"]
_AM = _WORDS["am"]
_AFTER_AM = _WORDS["after_am"]
# "ik ben marie 14 uit hasselt"
_AGES = frozenset(map(str, range(6, 20)))
_PARENTS = _WORDS["parents"]
_DETERMINERS = _WORDS["determiners"]
_BELONGINGS = _WORDS["belongings"]
_ACTS = _WORDS["acts"]
_OPENERS = _WORDS["openers"]
_OWNERS = frozenset({"mijn", "mn", "haar", "zijn", "mon", "ma", "son", "sa"})
# Verbs and nouns first, also at the head of a clause: "aime a", "amour dit".
_NO_SUBJECTS = _WORDS["no_subjects"]


class Context(IntEnum):
    """How much the words before speak for a name."""

    NONE = 0
    WEAK = 1
    LIKELY = 2
    SURE = 3


def context_of(pieces: Pieces, index: int) -> Context:  # noqa: C901, PLR0911 - a list of cases
    """Weigh what stands before the piece with this index."""
    if index == 0:
        return Context.WEAK if _is_person(pieces, index) else Context.NONE
    one, two, three = pieces.word(index - 1), pieces.word(index - 2), pieces.word(index - 3)
    gap = pieces.gap(index)
    bare = gap.strip(" :=\"'-") == ""
    if bare and _is_naming(one, two, three, gap):
        return Context.SURE
    if one in _TITLES and gap in {" ", ". ", "."} and (one != "m" or gap != " "):
        return Context.LIKELY
    if one in _RELATIONS and gap == " ":
        return Context.WEAK if one in _PARENTS else Context.LIKELY
    if one in {"de", "d", "van"} and two in _RELATIONS and gap in {" ", "'"}:
        return Context.WEAK
    if one in _RELATIONS and gap in {" ", ", ", " (", ",", ": ", " : "}:
        word = pieces.words[index]
        return (
            Context.WEAK
            if word in AMBIGUOUS_FIRST_NAMES
            else Context.LIKELY
            if _closes(pieces, index)
            else Context.NONE
        )
    if (
        "," in gap
        and pieces.after(index) in {",", ")"}
        and pieces.words[index] in AMBIGUOUS_FIRST_NAMES
    ):
        return Context.WEAK
    if _is_person(pieces, index):
        return Context.WEAK
    if one in _AM and gap in {" ", ", "}:
        end = pieces.gap(index + 1)
        return (
            Context.WEAK
            if (end.strip()[:1] in set(",.!?") and end != "")
            or pieces.word(index + 1) in _AFTER_AM
            or pieces.word(index + 1) in _AGES
            or index + 1 >= len(pieces.words)
            else Context.NONE
        )
    if one in _BEFORE and gap == " " and two not in _DETERMINERS:
        return Context.NONE if one in _LOOSE else Context.WEAK
    return Context.NONE


def _is_naming(one: str, two: str, three: str, gap: str) -> bool:
    """Whether "je m'appelle", "ik heet", "mijn naam is", "un certain" stands before."""
    if one in _APPEL:
        return two in {"m", "t", "s", "jm", "me", "se", "te", "jme"} or two.endswith(("jm", "qu"))
    if one in _CALLED:
        return not (one == "heet" and two in {"is", "het", "te", "zo"})
    if one in _NAME_NOUNS:
        return ":" in gap or "=" in gap
    if one in {"is", "est", "c", "cest", "etait", "was"}:
        return two in _NAME_NOUNS or three in _NAME_NOUNS
    if one in {"van", "de"} and two in _NAME_NOUNS:
        return three in {"au", "op"}
    return False


def _is_person(pieces: Pieces, index: int) -> bool:
    """Whether the word owns something, does something, or is pointed at ("die beer van de zaal")."""
    if pieces.words[index] not in AMBIGUOUS_FIRST_NAMES and not pieces.is_unknown(index):
        return False
    one, two, three = pieces.word(index - 1), pieces.word(index - 2), pieces.word(index - 3)
    gap = pieces.gap(index)
    if pieces.words[index] not in _NO_SUBJECTS and _is_owner(one, two, three, gap):
        return True
    known = pieces.words[index] in AMBIGUOUS_FIRST_NAMES
    pointed = known and one in {"die", "dieje"} and gap == " " and pieces.word(index + 1) == "van"
    return pointed or _is_subject(pieces, index)


def _is_owner(one: str, two: str, three: str, gap: str) -> bool:
    """Whether "la photo de", "de verjaardag van" stands before."""
    thing = three if two == "s" else two
    return one in {"de", "d", "van"} and thing in _BELONGINGS and gap in {" ", "'"}


def _is_subject(pieces: Pieces, index: int) -> bool:
    """Whether a clause begins with the word and goes on as with a person: "rose m'a dit"."""
    if pieces.words[index] in _NO_SUBJECTS or pieces.gap(index + 1) != " ":
        return False
    opens = (
        index == 0
        or pieces.word(index - 1) in _OPENERS
        or pieces.gap(index)[:1] in {",", ".", "!", "?", "\n"}
    )
    if not opens:
        return False
    verb, behind = pieces.word(index + 1), pieces.word(index + 2)
    if verb in {"m", "l", "t", "nous"}:
        return behind in {"a", "avait", "envoie", "oblige", "appelle"}
    if verb in {"is", "est", "c", "cest"}:
        return behind in _OWNERS
    return verb in _ACTS


def _closes(pieces: Pieces, index: int) -> bool:
    """Whether a comma or bracket closes behind the word: "une fille, lenka, m'a dit"."""
    return pieces.is_unknown(index) and pieces.after(index) in {",", ")"}
