"""Finds the age of the child a message is about, when it is under 13 now.

Told by years ("j'ai 11 ans", "ik ben tien"), by school year (primary school in Belgium and France,
whose last year is left at 12) or by birth year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.nlu.fold import Folded

_LIMIT = 13
_FRENCH = {
    "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13,
}  # fmt: skip
_DUTCH = {
    "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "elf": 11, "twaalf": 12, "dertien": 13,
}  # fmt: skip
_NUMBERS = {**_FRENCH, **_DUTCH}
# Apart, because "onze" is eleven in one language and "our" in the other.
_FR = rf"(?<!\d)(?P<age>\d{{1,2}}|{'|'.join(_FRENCH)})"
_NL = rf"(?<!\d)(?P<age>\d{{1,2}}|{'|'.join(_DUTCH)})"
# Whose age it is. A visitor who writes about somebody else names a child; "my friend of 11" may be
# the one who does it, so for `self` only the writer's own age counts.
_CHILD_FR = (
    r"(?:ma |mon |notre |sa |la |le |une? |cette |ce |petite? )*(?:petite? )?"
    r"(?:fille|fils|garcon|frere|soeur|cousine?|eleve|enfant|gamine?|petit|petite|niece|neveu|voisine?|copine?|pote|jumeaux|jumelles|enfants|gosses|fillette|"
    r"amie?|petit-fils|petite-fille|filleule?|gosse|gars)"
)
_CHILD_NL = (
    r"(?:mijn |mn |m'n |onze |ons |haar |zijn |de |het |een |ne )*"
    r"(?:dochter(?:tje)?|zoon(?:tje)?|jongen|meisje|zus(?:je)?|broer(?:tje|ke)?|nicht(?:je)?|neef(?:je)?|leerlinge?|"
    r"jongetje|jongske|meiske|zuske|zoontje|kleuter|tweeling|stiefbroer(?:tje)?|stiefzus(?:je)?|buurmeiske|"
    r"kind|kindje|buurmeisje|buurjongen|kleinkind|kleindochter|kleinzoon|vriendin(?:netje)?|vriendje|petekind|metekind)"
)
_SELF = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (
        # French: "j'ai 11 ans", "jé 10 an", "g 12ans", "j'aurai 12 ans en juin" (11 now)
        rf"(?:j ?'? ?(?:en )?ai|j ?e|g|moi c ?'? ?est|suis \w+) (?:ke |que |juste |seulement |a peine |bientot |presque |meme pas |pas encore )*{_FR} ?ans?(?! (?:de |d'|que ))(?: et demi)?",
        rf"(?:j ?'? ?ai eu|je vais avoir|j ?'? ?aurai|je viens d'avoir) (?:mes )?{_FR} ?ans?",
        rf"(?:fille|garcon|gamine?|enfant|eleve) de {_FR} ?ans?(?= ici|\W*$)",
        rf"(?:^|[.,;!?(] ?|^[a-z]+ ){_FR} ?ans(?: ici| et demi)?(?= ?[.,;:!?)]|$)",
        rf"(?:bientot|presque|meme pas|pas encore) {_FR}(?: ans)?(?=[.,;!?)]|$)",
        # Dutch: "ik ben 11", "kben tien jaar", "ben elf", "word 12"
        rf"(?:ik ben|kben|k ben|ben|ik ?ben nog maar|ik word|kword|k word) (?:nog )?(?:maar |pas |bijna |net |al |nu |namelijk |slechts |volgende (?:week|maand) |binnenkort |morgen )*{_NL}(?: jaar| en half|j)?(?! (?:jaar |ouder|jonger|keer|maal|dagen|weken|maanden|uur|minuten|euro|kilo|km|man|keren))",
        rf"(?:^|[.,;!?(] ?){_NL} jaar(?: en half| hier)?(?=[.,;!?)]|$)",
    )
)
_OTHER = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (
        rf"{_CHILD_FR}(?: \w+)?(?: de| d'| a| qui a| n ?'? ?a que|,)? ?\(?(?:que |seulement )?{_FR} ?(?:ans?)",
        rf"(?:elle|il|il n|elle n) ?'? ?a (?:que |seulement |a peine )*{_FR} ?ans?",
        rf"[a-z]{{2,}} \({_FR}(?: ans| jaar|j)?\)",
        rf"{_CHILD_NL}(?: (?!van|is)\w+)?(?: van| is| is nog maar| is pas| wordt|,)? ?\(?{_NL}(?: jaar)?",
        rf"(?:ze|zij|hij|die) (?:is|wordt) (?:nog |maar |pas |amper |net |bijna )*{_NL}(?: jaar)?(?=[.,;!?)]| en |$)",
    )
)
_SCHOOL = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (
        r"(?:[1-6]|un|deux|trois|quatre|cinq|six)(?:e|er|ere|eme|ieme|re)? ?[a-d]? ?(?:an+ee )?(?:de |en |du )?prim(?:aires?|air|ere|eres)",
        r"(?:premiere|deuxieme|seconde|troisieme|quatrieme|cinquieme|sixieme|sizieme) (?:annee )?(?:de |en |du )?prim(?:aires?|air|ere|eres)",
        r"p[1-6]|[1-6]p|passe mon ceb",
        r"(?:ma|sa) (?:instit|maitresse)|(?:suis|est|classe) en (?:cp|ce1|ce2|cm1|cm2|maternelle)|classe de maternelle",
        r"(?:[1-6](?:e|de|ste|ie)?|eerste|tweede|derde|vierde|vijfde|zesde|1ste|2de|3de|4de|5de|6de) ?(?:leerjaar|studiejaar|lj)",
        r"[1-6][a-e]? (?:lagere|basis)(?: ?school)?|zit (?:\w+ )?(?:in|op) (?:de |het |t )?(?:\w+ )?(?:van )?(?:de )?(?:lagere ?school|basisschool|kleuterklas)|[1-6][a-e] bij (?:juf|meester)",
    )
)
# Somebody who teaches there, or a school that is only named, says nothing about the child's age now.
_SCHOOL_PAST = re.compile(
    r"\b(?:depuis|etait|etions|j'etais|avait|commence|ressorti|vroeger|zaten|sinds|toen|was|kennen|connais|ancien\w*|oud)\b.{0,40}$"
)
# A visitor in secondary school who speaks of primary school speaks of the past.
_GROWN = re.compile(
    r"(?<!\w)(?:secondaires?|rheto|lycee|middelbaar|secundair|(?:1[3-9]|seize|quinze|quatorze) ans|(?:ik ben|kben|ben) 1[3-9])(?!\w)"
)
_BORN = re.compile(
    r"(?<!\w)(?:nee? (?:en|le|\d{1,2})(?: \w+){0,3}|je suis de|(?:ik )?(?:ben )?(?:ge)?boren (?:in|op)(?: \w+){0,2}|ik ben van|"
    r"(?:is|ben) van(?: het jaar| t jaar)?|bouwjaar)[\W_]{1,3}(?P<year>20[012]\d)(?!\w)"
)
# Not now: "when I was 11", "for five years", "three years ago".
_PAST = re.compile(
    r"\b(?:quand|lorsque|a l'epoque|toen|vroeger|sinds|vanaf|wanneer)\b[^.,;!?]{0,25}$"
    r"|\b(?:depuis|pendant|il y a|ya|avant|des|al|op mijn)\s+$"
)


def young_age(folded: Folded, *, role: str, year: int) -> str | None:
    """Give the words that tell an age under 13, None when there are none.

    Args:
        folded: the message, redacted.
        role: for `friend` and `adult` the age of the child they write about counts.
        year: this year, for birth years.
    """
    about = _SELF if role == "self" else (*_OTHER, *_SELF)
    for pattern in about:
        for match in pattern.finditer(folded.text):
            if _is_under(match, folded.text):
                return folded.words(*match.span()).strip(" .,;!?(")
    for pattern in _SCHOOL:
        for match in pattern.finditer(folded.text):
            past = _SCHOOL_PAST.search(folded.text[: match.start()])
            if not past and not _GROWN.search(folded.text):
                return folded.words(*match.span())
    born = _BORN.search(folded.text)
    if born and year - int(born["year"]) < _LIMIT:
        return folded.words(*born.span())
    return None


def is_born_earlier(folded: Folded, *, year: int) -> bool:
    """Tell whether a birth year is told by which the child is 13 or older; `year` is this year."""
    born = _BORN.search(folded.text)
    return born is not None and year - int(born["year"]) >= _LIMIT


def _is_under(match: re.Match[str], text: str) -> bool:
    written = match["age"]
    age = int(written) if written.isdigit() else _NUMBERS[written]
    becoming = re.search(
        r"(?:vais avoir|aurai|bientot|presque|pas encore|meme pas|word|bijna)", match[0]
    )
    if becoming:
        age -= 1
    return 3 <= age < _LIMIT and not _PAST.search(text[: match.start()])
