"""Finds one plain word that a child tells as an account: "tu me trouves sous lunarix", "zoek op brambo"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.nlu.apps import APPS
from bot.nlu.gazetteers import (
    FIRST_NAMES,
    NOT_NAMES,
    ONE_WORD_TOWNS,
    ORDINARY_WORDS,
    is_a_slip,
    read_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.nlu.pieces import Find, Pieces

_WORDS = read_words("words_to_find_accounts")
_NEAR = _WORDS["near"]
_STATES = _WORDS["states"]
_KNOWN = ORDINARY_WORDS | NOT_NAMES | FIRST_NAMES | ONE_WORD_TOWNS | _STATES | _NEAR
_ON = rf"(?:sur|op|via|dans) (?:le |la |mon |son |mijn |zijn )?(?:{APPS})"
_IS = r"(?:c'?est|c|est|is|was|etait|c'?etait|ct|s'?app?elle|heet|=|:)"
_ACCOUNT = r"(?:compte|profil|pseudo|account|profiel|insta|snap|tiktok|discord)"
_WHOM = r"(?:moi|le|la|les|me|l'|mij|hem|haar|hun|ze|em)"
_WORD = r"(?=([\w.-]{4,40}))"
_TOLD = re.compile(
    # "tu me trouves sous lunarix", "on m'a retrouvée sur insta avec lunarix", "te vinden onder lunarix"
    rf"\b(?:re)?trouv(?:e|es|er|ez|era|eras|erez|ee?s?)(?: {_ON})? (?:sous|avec|par|en tapant|au nom de|comme) "
    r"(?:(?:le |ce )?(?:nom|pseudo|compte) (?:de )?)?"
    rf"{_WORD}"
    rf"|\b(?:vind(?:t|en)?|vinden|gevonden|staat?|zit|speel|bekend)(?: (?:ge|je|mij|me|hem|haar|ze|ik|hij|da|dat))*(?: {_ON})? "
    rf"(?:onder|als) (?:de naam )?(?:van )?{_WORD}"
    # "je suis sous lunarix", "inscrit sous", "sous le nom lunarix", "onder de naam lunarix"
    rf"|\b(?:inscrite?|connectee?|enregistree?|connue?|cachee?|planquee?|suis|est) sous {_WORD}"
    rf"|\bsous (?:le |un |son |mon )?(?:faux |vrai |autre )?(?:nom|pseudo|blaze|surnom)(?: de)? {_WORD}"
    rf"|\bonder (?:de |een |zijn |mijn )?(?:valse |echte |andere )?(?:naam|nickname)(?: van)? {_WORD}"
    # What somebody is asked to add or to look for: ajoute moi lunarix, zoek hem eens op lunarix.
    rf"|\b(?:r?ajout(?:e|es|ez|er|ee?)|ajt|add|follow|voeg|volg|abonne)(?!\w)[ -]?{_WHOM}?(?: toe| eens| maar| dan| stp| a)*(?: {_ON})? ?[:,]? {_WORD}"
    rf"|\b(?:re)?(?:cherche[zr]?|tape[zr]?|zoek|zoekt|zoeken|opzoeken|typ|intypen)(?!\w)(?:[ -]{_WHOM})?(?: eens| maar| dan| juste| op| naar)* ?:? {_WORD}"
    # "la vraie c'est lunarix", "son nouveau compte lunarix", "zijn tweede is lunarix"
    r"|\b(?:le|la|mon|ma|son|sa|ton|l'|un|mijn|mn|zijn|zn|haar|de|het|een) ?"
    r"(?:vraie?|faux|fausse|nouveau|nouvelle|autre|ancien(?:ne)?|premiere?|deuxieme|2e|2eme|second[e]?|principal|prive|"
    rf"echte?|valse|nieuwe?|andere?|oude?|eerste|tweede|2de|privee?|geheime?)(?: {_ACCOUNT}(?: {_IS})?| {_IS}) {_WORD}"
    # What stands behind the word for it: le compte lunarix, mon blaze c'est lunarix.
    rf"|\b(?:compte|profil|account|profiel) (?:(?:{APPS}) )?(?:de |du |van )?{_WORD}"
    rf"|\b(?:blaze|identifiant|tag|surnom|nick|bijnaam|ingame|in game)(?: {_ON})? ?{_IS} ?{_WORD}"
)
# "avec lunarix sur snap", "bloque lunarix sur insta": one word between a verb or preposition and the app.
_ON_APP = re.compile(
    rf"\b(?:a|avec|par|de|d'|naar|met|van|door|aan|bloque|bloquee?|signale|bloquer|signaler|ajoute|ajouter|accepte|"
    rf"accepter|blokkeer|geblokkeerd|rapporteer|add|suis|suivre|volg|c'?est|c|is) ([\w.-]{{4,40}}) {_ON}(?!\w)"
)


def find_told_accounts(pieces: Pieces) -> Iterator[Find]:
    """Yield one word that is no word of a sentence, where a message tells of an app or an account."""
    if _NEAR.isdisjoint(pieces.words):
        return
    text = pieces.folded.text
    for pattern in (_TOLD, _ON_APP):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            written = match[group].rstrip(".-")
            if _is_account(written):
                yield match.start(group), match.start(group) + len(written), "handle"


def _is_account(written: str) -> bool:
    """Whether no list has the word, nor is it one slip away from one that a list has."""
    if written.replace("-", "").replace(".", "").isdigit() or written[0] in "-.":
        return False
    parts = re.split(r"[.-]", written)
    return not any(part in _KNOWN or is_a_slip(part) for part in parts if part)
