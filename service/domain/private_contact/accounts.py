"""Names of accounts: `@sam_dupont`, "snap: sam.dup99"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.private_contact.apps import APP
from service.domain.private_contact.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Collection

_HANDLE = re.compile(r"(?<![\w.+-])@[a-z0-9][\w.]{2,}")
# Said of an app, and shaped like an account: a digit, a dot or an underscore among letters.
_OF_APP = re.compile(
    rf"\b{APP}\b\s?(?:[:=>–-]|->|→|c'est|is|est|sous|als|as)\s?@?"
    r"(?=[\w.]*[a-z])(?=[\w.]*[\d_.][\w])[a-z][\w.]{3,}(?![\w./])"
)
# "Snap : 24h après", "insta: va.": a time or the end of a sentence is no account.
_NO_ACCOUNT = re.compile(r"^(?:[a-z]+\.[a-z]{1,2}|help\..*|www\..*)$")


def names_account(text: str, mails: Collection[str]) -> bool:
    """Tell whether a text names an account of an app.

    Args: mails: addresses of helplines, in which the sign stands for something else.
    """
    shown = plain(text)
    for mail in mails:
        shown = shown.replace(mail, " ")
    if _HANDLE.search(shown):
        return True
    return any(
        not _NO_ACCOUNT.match(found.group().split()[-1].lstrip(":=>-@"))
        for found in _OF_APP.finditer(shown)
    )
