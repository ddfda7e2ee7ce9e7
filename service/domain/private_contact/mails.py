"""Mail addresses of no helpline: written plainly, or with words for the signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.private_contact.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Collection

# Both sides of the sign, with the gaps that hide it; the end of a site may have a gap, too.
_SIGN = (
    r"\s?[(\[{<]?\s?(?:@|\bat\b|\barobase?s?\b|\barrobase\b|\bapenstaart(?:je)?\b)\s?[)\]}>]?\s?"
)
_DOT = r"\s?[(\[]?\s?(?:\.|\bdot\b|\bpoint\b|\bpunt\b)\s?[)\]]?\s?"
_ENDS = "com|be|fr|nl|net|org|eu|lu|me|info|io"
_PLAIN = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_PROVIDER = (
    "gmail|googlemail|hotmail|outlook|live|yahoo|icloud|proton|protonmail|skynet|telenet|msn|gmx"
    "|proximus|voo|scarlet|pandora|belgacom|laposte|ziggo|kpnmail|mail"
)
_AT_PROVIDER = re.compile(rf"([\w.+-]+){_SIGN}(?:{_PROVIDER})\b")
_SPELLED = re.compile(rf"([\w.+-]+){_SIGN}([\w-]+)(?:{_DOT})(?:{_ENDS})\b")
# "look at gmail", "je suis at …": no name stands before the sign.
_NO_NAMES = frozenset(
    [
        "look",
        "looks",
        "looking",
        "log",
        "in",
        "on",
        "sign",
        "login",
        "here",
        "is",
        "are",
        "arrive",
        "be",
        "start",
        "mail",
        "mails",
        "email",
        "account",
        "inbox",
        "see",
        "seen",
        "stay",
        "work",
        "help",
        "you",
        "me",
        "it",
        "them",
        "us",
        "er",
        "dat",
        "wat",
        "kijk",
        "kijken",
    ]
)


def holds_private_mail(text: str, mails: Collection[str], sites: Collection[str]) -> bool:
    """Tell whether a text holds a mail address that is not one of a helpline.

    Args: mails: addresses that may be given; sites: every address of theirs may.
    """
    shown = plain(text)
    for found in _PLAIN.finditer(shown):
        name, site = found.group(1), found.group(2).rstrip(".-")
        if f"{name}@{site}" not in mails and site not in sites:
            return True
    # What is a helpline's own must not be read again as a veiled one.
    rest = _PLAIN.sub(" ", shown)
    return any(
        found.group(1) not in _NO_NAMES
        for pattern in (_AT_PROVIDER, _SPELLED)
        for found in pattern.finditer(rest)
    )
