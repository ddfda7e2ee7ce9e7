"""Names of accounts: `@sam_dupont`, "snap: sam.dup99", `samke#1234`; and apps whose name is veiled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.private_contact.apps import APP, LONG_APP
from service.domain.private_contact.plain_text import plain, spaced_words, unveiled

if TYPE_CHECKING:
    from collections.abc import Collection

_HANDLE = re.compile(r"(?<![\w.+-])@[a-z0-9][\w.]{2,}")
# Said of an app, and shaped like an account: a digit, a dot or an underscore among letters.
_OF_APP = re.compile(
    rf"\b{APP}\b\s?(?:[:=>–→-]{{1,3}}|c'est|is|est|sous|als|as)\s?@?"
    r"(?=[\w.]*[a-z])(?=[\w.]*[\d_.][\w])[a-z][\w.]{3,}(?![\w./])"
)
# With nothing between them the shape must be plainer: "sur Snap bloque.Ensuite" is no account.
_BESIDE_APP = re.compile(rf"\b{APP}\s+(?=[a-z._]*[\d_]+[\w.]*)[a-z][\w.]{{3,}}(?![\w./])")
# Of Discord and of games: `samke#1234`. What is numbered so by hand is a file, a step, a room.
_TAG = re.compile(r"(?<![\w#.])([a-z][\w.]+)(\s?)#(\s?)\d{3,6}(?!\w)")
_NUMBERED = frozenset(
    {*("dossier", "plainte", "klacht", "pv", "ticket", "zaak", "case", "report", "melding"),
     *("etape", "stap", "step", "point", "punt", "chambre", "kamer", "bureau", "lokaal", "room"),
     *("formulaire", "formulier", "numero", "nummer", "nr", "no")}
)  # fmt: skip
_APP_WORD = re.compile(rf"\b{APP}\b")
_LONG_APP = re.compile(LONG_APP)
_LONG_APP_WORD = re.compile(rf"\b{LONG_APP}(?:chat|gram)?\b")
# "Snap : 24h après", "insta: va.": a time or the end of a sentence is no account.
_NO_ACCOUNT = re.compile(r"^(?:[a-z]+\.[a-z]{1,2}|help\..*|www\..*)$")


def names_account(text: str, mails: Collection[str]) -> bool:
    """Tell whether a text names an account of an app.

    Args: mails: addresses of helplines, in which the sign stands for something else.
    """
    shown = plain(text)
    for mail in mails:
        shown = shown.replace(mail, " ")
    if _HANDLE.search(shown) or _BESIDE_APP.search(shown) or _is_tagged(shown):
        return True
    return any(
        not _NO_ACCOUNT.match(found.group().split()[-1].lstrip(":=>-@"))
        for found in _OF_APP.finditer(shown)
    )


def hides_app(text: str) -> bool:
    """Tell whether the name of an app is spelled out or disguised: nobody does so to speak of it."""
    shown = plain(text)
    if any(_LONG_APP.search(word) for word in spaced_words(shown)):
        return True
    openly = len(_LONG_APP_WORD.findall(text.casefold()))
    return len(_LONG_APP_WORD.findall(unveiled(shown))) > openly


def _is_tagged(text: str) -> bool:
    """Tell whether a name with a number is there; with gaps only beside the name of an app."""
    beside_app = _APP_WORD.search(text) is not None
    return any(
        found.group(1) not in _NUMBERED and (beside_app or not (found.group(2) or found.group(3)))
        for found in _TAG.finditer(text)
    )
