"""What went before, for the card: what the bot was told, what was advised, who talked earlier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.adapters.schema import Event, VisitorToken
from service.usecases.memory import remembered_slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.named_helplines import Helpline, Helplines
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

    type Row = dict[str, Any]
    type Said = tuple[Event, dict[str, Any]]

# Names of content/. What the dialogue notes for itself ("said:…", "last:…") is no fact of the child.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


async def card_history(session: AsyncSession, services: Services, chat: OpenChat) -> Row:
    """Give the parts of the card that come from the log and the bot's memory."""
    slots = remembered_slots(chat)
    app = slots.get("app")
    said = await _said(session, chat)
    language = chat.row.language or "fr"
    came_back = await _came_back(session, chat)
    return {
        "facts": [name for name in slots.get("facts") or () if _NAME.fullmatch(str(name))],
        "app": app if isinstance(app, str) else None,
        "told": _advised(said),
        "lines": _lines(said, services.helplines.named(), language),
        "came_back": [_moment(at) for at in came_back],
        "earlier": _earlier(said, came_back),
    }


async def _said(session: AsyncSession, chat: OpenChat) -> Sequence[Said]:
    """Read what was said to the visitor, and how the state changed, opened and in order."""
    query = select(Event).where(
        Event.chat_id == chat.id,
        Event.sender.in_(("bot", "counsellor", "system")),
        Event.kind.in_(("message", "state")),
    )
    events = (await session.scalars(query.order_by(Event.seq))).all()
    return [
        (event, chat.keys.open_body(event.sealed_body, number=event.seq, kind=event.kind))
        for event in events
        if event.sealed_body is not None
    ]


def _advised(said: Iterable[Said]) -> list[Row]:
    """List every advice of the bot, when it was given first."""
    first: dict[str, Event] = {}
    for event, body in said:
        for tag in body.get("advice") or ():
            first.setdefault(tag, event)
    return [
        {"advice": tag, "at": _moment(event.at), "seq": event.seq} for tag, event in first.items()
    ]


def _lines(said: Iterable[Said], helplines: Helplines, language: str) -> list[Row]:
    """List every helpline whose number, address or site was said, when it was first."""
    first: dict[str, tuple[Helpline, Event]] = {}
    for event, body in said:
        hrefs = " ".join(str(link.get("href", "")) for link in body.get("links") or ())
        for line in helplines.named_in(f"{body.get('text', '')}\n{body.get('more', '')}\n{hrefs}"):
            first.setdefault(line.id, (line, event))
    return [
        {
            "line": line.id,
            "name": line.names.get(language) or next(iter(line.names.values()), line.id),
            "number": line.shown.get(language),
            "at": _moment(event.at),
            "seq": event.seq,
        }
        for line, event in first.values()
    ]


async def _came_back(session: AsyncSession, chat: OpenChat) -> Sequence[datetime]:
    """Tell when the come-back code was used: each use gives a further token."""
    query = select(VisitorToken.created_at).where(VisitorToken.chat_id == chat.id)
    return sorted(await session.scalars(query))[1:]


def _earlier(said: Iterable[Said], came_back: Sequence[datetime]) -> list[Row]:
    """Give each talk with a counsellor, or of the bot alone, that ended before the last come-back.

    Without a code that was used there is none: what a tab closes and opens again is one chat.
    """
    if not came_back:
        return []
    talks: list[Row] = []
    begun: datetime | None = None
    counsellor: str | None = None
    last: datetime | None = None
    for event, body in said:
        if event.at >= came_back[-1]:
            break
        begun, last = begun or event.at, event.at
        if body.get("state") == "human":
            counsellor = body.get("by") or body.get("name")
        if body.get("state") == "closed":
            talks.append(_talk(begun, event.at, counsellor))
            begun, counsellor = None, None
    if begun is not None and last is not None:
        talks.append(_talk(begun, last, counsellor))
    return talks


def _talk(begun: datetime, until: datetime, counsellor: str | None) -> Row:
    return {"from": _moment(begun), "until": _moment(until), "counsellor": counsellor}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
