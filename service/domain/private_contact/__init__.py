"""Private contact details in what a counsellor writes: found before anything is sent.

A counsellor helps here and nowhere else. What would lead a child to a private phone, mailbox or
profile is stopped; the helplines of `content/` and everyday numbers pass. It is a floor for honest
slips and plain attempts, in French, Dutch and English, also where they are spelled out or veiled;
whoever is set on it will find words that it does not know, so every stop is told to the lead.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.private_contact.accounts import hides_app, names_account
from service.domain.private_contact.invitations import invites_elsewhere
from service.domain.private_contact.mails import holds_private_mail
from service.domain.private_contact.phones import ends_private_phone, holds_private_phone
from service.domain.private_contact.profiles import links_to_profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.named_helplines import Helplines


class ContactKind(StrEnum):
    """What kind of private contact was found."""

    PHONE = "phone"
    MAIL = "mail"
    LINK = "link"
    HANDLE = "handle"
    INVITATION = "invitation"


def find_private_contact(text: str, helplines: Helplines) -> ContactKind | None:
    """Tell which kind of private contact a text holds, the plainest first; None if it may go."""
    if holds_private_phone(text, helplines.numbers):
        return ContactKind.PHONE
    address = _in_one(text, helplines)
    if address is not None:
        return address
    if invites_elsewhere(text):
        return ContactKind.INVITATION
    return ContactKind.HANDLE if hides_app(text) else None


def find_divided_contact(
    before: Sequence[str], text: str, helplines: Helplines
) -> ContactKind | None:
    """Tell which kind of private contact a text ends that was begun in those before it.

    Args: before: what the same person said last, in order; `text` holds none alone.
    """
    if not before:
        return None
    if ends_private_phone(before, text, helplines.numbers):
        return ContactKind.PHONE
    found = _in_one("\n".join((*before, text)), helplines)
    return None if found is _in_one("\n".join(before), helplines) else found


def _in_one(text: str, helplines: Helplines) -> ContactKind | None:
    """Tell which address stands in a text."""
    if holds_private_mail(text, helplines.mails, helplines.sites):
        return ContactKind.MAIL
    if links_to_profile(text, helplines.sites):
        return ContactKind.LINK
    return ContactKind.HANDLE if names_account(text, helplines.mails) else None
