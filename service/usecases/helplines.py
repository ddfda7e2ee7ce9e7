"""The helplines that a counsellor can put into a message, in the child's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.adapters.helplines import brussels
from service.domain.canned import LANGUAGES, NAME, NUMBERS
from service.domain.helplines import can_be_offered, text_of

if TYPE_CHECKING:
    from service.domain.staff import Member
    from service.usecases.services import Services

_ALWAYS_OPEN = "child_focus"


def helplines_now(services: Services) -> list[dict[str, Any]]:
    """List every helpline that can be reached, per language, with its words and whether it is open."""
    book, now = services.helplines, services.clock.now()
    always_open = {language: book.number(_ALWAYS_OPEN, language) or "" for language in LANGUAGES}
    return [
        {
            "id": line.id,
            "language": line.language,
            "name": line.name,
            "number": line.number,
            "ways": list(line.ways),
            "state": line.state,
            "until": line.until,
            "opens_at": line.opens_at.isoformat() if line.opens_at else None,
            "for_whom": line.for_whom,
            "when_not": line.when_not,
            "text": text_of(
                line,
                book.words[line.language],
                now=brussels(now),
                always_open=always_open[line.language],
            ),
        }
        for line in book.lines(now)
        if can_be_offered(line)
    ]


def values_for(services: Services, by: Member) -> dict[str, dict[str, str]]:
    """Give what placeholders are filled with, per language; one of which nobody knows is missing."""
    found = {}
    for language in LANGUAGES:
        numbers = {
            name: services.helplines.number(line, language) for name, line in NUMBERS.items()
        }
        known = {name: number for name, number in numbers.items() if number is not None}
        own = {NAME: by.shown_name} if by.shown_name else {}
        found[language] = own | known
    return found
