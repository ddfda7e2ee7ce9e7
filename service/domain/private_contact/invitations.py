"""Invitations to go on elsewhere: "ajoute-moi sur snap", "app mij", "add me", "mon numéro c'est"."""

from __future__ import annotations

import re

from service.domain.private_contact.apps import APP, ON_APP, PRIVATE
from service.domain.private_contact.plain_text import plain, unveiled

_ME = r"(?:moi|me|mij|mich|m)"
_END = r"(?=\s*(?:$|[.!?,;:)\n]|stp|svp|pls|please|aub|(?:alors|dan|then|hein|he|tantot|straks)\b))"
_ON_FR = rf"(?:sur|par|via|en|dans|avec)\s+(?:mon\s+|ma\s+|l[ae']?\s*)?(?:{ON_APP}|{PRIVATE})"
_ON_NL = rf"(?:op|via|langs|met|in)\s+(?:mijn\s+|m'n\s+|de\s+)?(?:{ON_APP}|{PRIVATE})"
_ON_EN = rf"(?:on|via|over|by|in|through|to)\s+(?:my\s+)?(?:{ON_APP}|{PRIVATE})"
_ON = rf"(?:{_ON_FR}|{_ON_NL}|{_ON_EN})\b"
_WORDS = r"(?:\s+[\w']+){0,3}?\s+"  # a few words in between
_THING = rf"(?:{APP}|numero|num|gsm|nummer|number|telephone|telefoonnummer|tel|mail|e-mail|adresse mail|mailadres|pseudo|profil|profiel)"
# What is told of somebody's own account that is no name: hacked, blocked.
_NO_NAME = (
    r"(?!\s*(?:pirate|hack|bloqu|gehackt|geblokkeerd|blocked|gone|weg|vol|prive\b|private\b|cass))"
)

_INVITATIONS = (
    # French
    rf"\bajoute[sz]?[ -]{_ME}\b{_WORDS}{_ON_FR}",
    rf"\bajoute[sz]?[ -]moi(?:\s+en\s+ami)?{_END}",
    rf"\b(?:ecri[st]|ecrivez|contacte[sz]?|rejoins|retrouve[sz]?|parle[sz]?|suis|cherche[sz]?|trouve[sz]?|reponds|envoie[sz]?|texte)[ -]moi\b{_WORDS}{_ON_FR}\b",
    rf"\b(?:tu|vous)\s+(?:peux|pouvez|vas|dois)\s+m'?\s?(?:ajouter|ecrire|contacter|joindre|parler|trouver|envoyer)\b{_WORDS}{_ON_FR}\b",
    rf"\b(?:tu|vous)\s+me\s+(?:trouves?z?|retrouves?)\b{_WORDS}{_ON_FR}\b",
    rf"\benvoie[sz]?[ -]moi\s+(?:un|une)\s+(?:{PRIVATE}|{APP})\b",
    rf"\b(?:{APP}|dm|texte|sms|mp|bipe|tel|telephone)[ -]moi\b(?!\s+(?:aussi|je|j'))",
    r"\bappelle[sz]?[ -]moi\s+(?:au|sur|ce soir|demain|quand|plus tard|si|apres|directement|en prive)\b",
    rf"\b(?:je te|je vous)\s+(?:donne|laisse|passe|file)\s+mon\s+(?:{_THING})\b",
    rf"\b(?:on|nous)\s+(?:peut\s+)?(?:continue[rs]?|parler?|se parler?|discuter?|passer?|s'ecrire)\b{_WORDS}{_ON_FR}\b",
    rf"\b(?:donne|passe|envoie|file)[ -]moi\s+(?:ton|ta|votre)\s+(?:{_THING})\b",
    rf"\bje\s+(?:t'ajoute|t'ecris|te retrouve|te contacte)\s+(?:{_ON_FR})\b",
    # Dutch
    r"\bvoeg\s+(?:me|mij)\s+(?:maar\s+|eens\s+|even\s+|gerust\s+)?toe\b",
    rf"\b(?:zoek|volg|add|contacteer|bereik|schrijf|vind|antwoord|stuur)\s+(?:me|mij)\b{_WORDS}{_ON_NL}\b",
    r"(?<!de )(?<!die )(?<!deze )(?<!een )(?<!uw )(?<!je )\b(?:app|snap|dm|whatsapp|sms|insta|pm)\s+(?:me|mij)\b(?!\s+(?:niet verkeerd|nou))",
    r"\bbel\s+(?:me|mij)\b",
    rf"\b(?:stuur|zend)\s+(?:me|mij)\s+(?:maar\s+|eens\s+|even\s+)?(?:een\s+)?(?:{PRIVATE}|{APP})\b",
    r"\b(?:je|u|ge)\s+(?:kan|kunt|mag|kunde)\s+(?:me|mij)\s+(?:altijd\s+|ook\s+|gerust\s+)*(?:appen|snappen|bellen|sms'?en|toevoegen|dm'?en)\b",
    rf"\b(?:je|u|ge)\s+(?:kan|kunt|mag|kunde|vindt|vind)\s+(?:me|mij)\b{_WORDS}{_ON_NL}\b",
    rf"\b(?:we|wij|laten we|zullen we|kom)\b{_WORDS}(?:verder\s+|praten\s+|babbelen\s+|chatten\s+|naar\s+)(?:{_ON_NL}|{ON_APP})\b",
    rf"\bik\s+(?:zit|sta|ben)\s+(?:ook\s+)?(?:op|bij)\s+(?:{ON_APP})\b",
    rf"\b(?:geef|stuur)\s+(?:me|mij)\s+(?:eens\s+|even\s+)?(?:je|jouw|uw)\s+(?:{_THING})\b",
    r"\bik\s+(?:app|snap|sms|dm|bel)\s+(?:je|jou|u)\b(?!\s+niet)",
    rf"\bik\s+geef\s+(?:je|jou|u)\s+mijn\s+(?:{_THING})\b",
    # English
    r"\badd\s+me\b",
    r"(?<!the )\b(?:snap|dm|text|whatsapp|pm|hmu|message)\s+me\b(?:\s+(?:on|at|up|later|back|if|when|tonight)\b|"
    + _END
    + ")",
    rf"\b(?:find|follow|reach|contact|write|hit)\s+me\b{_WORDS}{_ON_EN}\b",
    r"\bcall\s+me\s+(?:on|at|later|tonight|tomorrow|when|if|up)\b",
    rf"\b(?:let's|lets|we can|we could)\b{_WORDS}{_ON_EN}\b",
    rf"\b(?:give|send)\s+me\s+your\s+(?:{_THING})\b",
    rf"\bi'?m\s+on\s+(?:{ON_APP})\b",
    # Of one's own: in all three languages
    rf"\b(?:mon|mijn|m'n|my)\s+(?:\w+\s+)?(?:{_THING})(?:\s+(?:prive|perso|personnel|private|is))?\s*(?:c'est|est|is|:|=|->|→)(?!\w){_NO_NAME}",
    rf"\bvoici\s+mon\s+(?:{_THING})\b|\b(?:hier is|dit is)\s+mijn\s+(?:{_THING})\b|\b(?:here is|here's)\s+my\s+(?:{_THING})\b",
)
_INVITATION = re.compile("|".join(f"(?:{each})" for each in _INVITATIONS))

# Somebody else's words: a verb of saying in the same sentence, then a mark of quotation.
_SAYS = (
    r"(?:dit|dis|dire|disent|demande|ecrit|ecrire|ecris|propose|insiste|envoie|message|phrase|mots?"
    r"|zegt|zegde|zei|zeggen|vraagt|vroeg|schrijft|schreef|schrijf|stuurt|stuurde|bericht|zin"
    r"|stond|staat|screenshot|capture"
    r"|says|said|asks|asked|tells|told|writes|wrote|writing|line)"
)
_QUOTED = re.compile(rf"\b{_SAYS}\b[^.!?\n]{{0,60}}[«\"“„'‘:][^.!?\n«\"“„]{{0,40}}$")


def invites_elsewhere(text: str) -> bool:
    """Tell whether a text invites to write or speak outside of this chat.

    Not where somebody else's words are quoted: "s'il te dit « ajoute-moi », ne le fais pas".
    """
    shown = plain(text)
    return any(
        not _QUOTED.search(form[: found.start()])
        for form in dict.fromkeys((shown, unveiled(shown)))
        for found in _INVITATION.finditer(form)
    )
