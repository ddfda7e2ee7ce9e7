"""Finds accounts that look like plain words, where somebody names them: "op snap noemt hij zonneke"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.apps import APPS
from bot.nlu.gazetteers import COMMON_WORDS, FIRST_NAMES, NOT_NAMES, ORDINARY_WORDS, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_STATES = _WORDS["states"]
_NAMERS = _WORDS["namers"] | _WORDS["near"]
_ARTICLES = frozenset(
    {"le", "la", "les", "l", "de", "het", "the", "du", "van", "mr", "miss", "une", "un", "een"}
)
_APP = rf"(?:{APPS})"
_ON = rf"(?:sur|op) (?:le |la )?{_APP}"
_NOUN = r"(?:pseudos?|pseudonyme|user ?name|gebruikersnaam|gamer ?tag|nick(?:name)?|accountnaam|@)"
_IS = r"(?:c'?est|c|est|is|was|etait|c'?etait|ct|s'appelle|sappelle|heet)"
_OWN = r"(?:mijn|mn|m'n|zijn|zn|haar|mon|son|ton|jouw)"
# The word behind these is an account even where it is a word of every day.
_SURE = re.compile(
    rf"(?<![\w]){_NOUN}(?: {_ON})? ?(?:{_IS} |[:=] ?)"
    rf"|\b(?:compte|account|profiel|profil)(?: {_APP})? (?:s'appelle|heet|genaamd|nomme) "
    rf"|\b(?:naam|nom) {_ON} {_IS} "
    rf"|\b{_APP} ?(?:naam|name|pseudo|tag|id|nom) ?(?:{_IS} |[:=] ?)"
    rf"|\b(?:naam|nom) (?:van|du|de) (?:{_OWN} |het |de |ce )?(?:account|compte|profil|profiel) {_IS} "
    rf"|\b{_OWN} {_APP} (?:heet|s'appelle) "
    rf"|\b{_ON},? (?:noem(?:t|de)?|heet) (?:hij|ze|zij|ik|die)(?: zich| mij)? "
    rf"|\b{_ON},? (?:il|elle|je) (?:s'appelle|m'appelle|se nomme) "
    rf"|\b{_ON},? (?:sta(?:at)? )?(?:hij|ze|zij|ik)?(?:sta(?:at)? )?(?:ik |hij |ze |zij )?als "
    rf"|\b{_OWN} {_APP} ?[:=] ?"
    r"|\b(?:sous|avec) (?:le |un |son |mon )?(?:pseudo|nom d'utilisateur|user ?name|gamertag) "
    r"|\badd ?me ?:? ",
)
# Behind these only a word that is no word of a sentence.
_LIKELY = re.compile(
    rf"\b{_OWN} {_APP}(?: naam)? {_IS} "
    rf"|\b(?:ajoute|ajoutez|ajouter|rajoute|ajt|add|voeg|volg|follow|zoek|cherche|tape)(?:[ -]moi| me| mij| hem| haar)?(?: toe| eens| maar)* {_ON} ?:? "
    rf"|\b(?:ajoute|ajoutez|ajouter|rajoute|ajt|add|voeg|volg|follow|zoek|cherche|tape) (?=\S{{3,40}}(?: toe| eens| maar)* {_ON})"
    rf"|\b{_ON},? (?:je suis|il est|elle est|ben ik|is hij|is ze) "
    r"|\b(?:se fait appeler|noemt zich|noem(?:t|de) zichzelf|je me fais appeler) ",
)
# "haaike is zijn naam op discord"
_TURNED = re.compile(
    rf"(?<![\w.@'-])([\w.-]{{3,40}}),? (?:is|c'?est|c|est) (?:{_OWN}|sa) (?:(?:naam|nom|pseudo|compte|account) {_ON}|{_NOUN}|{_APP})(?!\w)"
)
# Two or more in a row, as in "twee accounts: lolo en fifi".
_LISTED = re.compile(
    r"\b(?:accounts|comptes|profils|profielen|pseudos)(?: :|:)? ?(@?[\w.-]{3,40}(?:(?:,| en| et| &) ?@?[\w.-]{3,40}){1,4})"
)
_AND = re.compile(r"(?:,| en | et | &) ?")
_NAME = re.compile(r"[\w.-]{2,40}(?:[ '][\w.-]{1,40}){0,3}")
_CUT = re.compile(
    r" (?:sur|op|et|en|maar|mais|svp|stp|aub|dus|donc|ou|of|qui|die|want|car|mtn|nu|dan|voor|pour|c'est|c|il|elle|hij|ik|je|"
    r"toe|eens|avec|met|a|dat|que|is|est|ze|zij|on|we)(?![\w])"
)
_FIRST = re.compile(r"[\w.-]+")


def find_named_accounts(pieces: Pieces) -> Iterator[Find]:
    """Yield what a phrase names, up to four words that no sentence would go on with."""
    if _NAMERS.isdisjoint(pieces.words) and "@" not in pieces.folded.text:
        return
    text = pieces.folded.text
    for match in _SURE.finditer(text):
        end = _end(text, match.end(), sure=True)
        if end:
            yield match.end(), end, "handle"
    for match in _LIKELY.finditer(text):
        end = _end(text, match.end(), sure=False)
        if end:
            yield match.end(), end, "handle"
    for match in _LISTED.finditer(text):
        yield from _listed(match)
    for match in _TURNED.finditer(text):
        if _is_unknown(match[1]):
            yield match.start(1), match.end(1), "handle"


def _listed(match: re.Match[str]) -> Iterator[Find]:
    at = match.start(1)
    for written in _AND.split(match[1]):
        start = match.string.index(written, at)
        at = start + len(written)
        name = written.rstrip(".-")
        if _is_unknown(name) and name not in _STATES:
            yield start, start + len(name), "handle"


def _is_unknown(word: str) -> bool:
    known = word in ORDINARY_WORDS or word in NOT_NAMES or word in FIRST_NAMES
    return not known and not word.isdigit()


def _end(text: str, at: int, *, sure: bool) -> int:
    """Give where the account that begins here ends, or 0 where a sentence goes on."""
    name = _NAME.match(text, at)
    if not name:
        return 0
    cut = _CUT.search(name[0])
    written = name[0][: cut.start()] if cut else name[0]
    words = _FIRST.findall(written)
    # The whole is the name only where the clause ends behind it.
    whole = (
        bool(cut)
        or not text[name.end() : name.end() + 2].strip(" ")
        or text[name.end()] in ',.!?;)\n"'
    )
    plain = [word for word in words if word not in _ARTICLES]
    if whole and plain and _fits(plain, sure=sure):
        return at + len(written.rstrip(".-"))
    first = words[0].rstrip(".-") if words else ""
    return at + len(first) if len(first) > 2 and _is_unknown(first) and first not in _STATES else 0


def _fits(words: list[str], *, sure: bool) -> bool:
    """Whether words may be an account: not "weg", "bloqué", "geen idee", "mon prénom"."""
    if not _STATES.isdisjoint(words) or not NOT_NAMES.isdisjoint(words):
        return False
    # A first name goes as a name.
    if words[0].isdigit() or (len(words) == 1 and words[0] in FIRST_NAMES):
        return False
    return sure or all(_is_unknown(word) for word in words) or COMMON_WORDS.isdisjoint(words)
