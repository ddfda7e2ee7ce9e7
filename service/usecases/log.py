"""The log of a chat: `append_event` is its only writer, gapless and encrypted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, select, update

from service.adapters.database import add_row, run, wake, write_rows
from service.adapters.schema import Event, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat

# Built once: they are asked in every turn.
_NO_END = 2**31 - 1
_EVENTS = table_of(Event)
_OF_CHAT = _EVENTS.c.chat_id == bindparam("of_chat")
_OF_CLIENT = select(_EVENTS.c.seq).where(_OF_CHAT, _EVENTS.c.client_id == bindparam("client"))
_AFTER = (
    select(
        _EVENTS.c.seq,
        _EVENTS.c.at,
        _EVENTS.c.kind,
        _EVENTS.c.sender,
        _EVENTS.c.client_id,
        _EVENTS.c.sealed_body,
        _EVENTS.c.sealed_copy,
    )
    .where(_OF_CHAT, _EVENTS.c.seq > bindparam("after"), _EVENTS.c.seq <= bindparam("until"))
    .order_by(_EVENTS.c.seq)
)
_VISITORS_AFTER = _AFTER.where(_EVENTS.c.kind == "message", _EVENTS.c.sender == "visitor")
_ATTACH = (
    update(_EVENTS)
    .where(_OF_CHAT, _EVENTS.c.seq == bindparam("of_seq"))
    .values(sealed_copy=bindparam("sealed"))
)

type Body = Mapping[str, Any]

# Kept in a body for ourselves and never shown: what a choice sends, which response was said.
# And who speaks, for colleagues: a visitor reads the name that the account shows, or none.
_INNER = frozenset({"payload", "choice", "act", "response", "turn", "by"})


@dataclass(frozen=True)
class LoggedEvent:
    """An event, opened. `reading` and `redacted` come from its second copy, once it was read."""

    seq: int
    at: datetime
    kind: str
    sender: str
    client_id: str | None
    body: Body
    copy: Body | None = None

    def as_json(self, *, to_staff: bool = False) -> dict[str, Any]:
        """Give the event of contract §2; counsellors also see the `reading` of a message."""
        event: dict[str, Any] = {
            "seq": self.seq,
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "kind": self.kind,
            "from": self.sender,
        }
        event |= {key: value for key, value in self.body.items() if key not in _INNER}
        if self.client_id is not None and self.sender in {"visitor", "counsellor"}:
            event["client_id"] = self.client_id
        if to_staff and self.sender == "visitor" and self.copy is not None:
            event["reading"] = self.copy.get("reading")
        if to_staff and "by" in self.body:
            event["name"] = self.body["by"]
        return event


class NotLockedError(Exception):
    """The chat was accessed to be read: numbers need its lock (`to_change=True`)."""


async def append_event(  # noqa: PLR0913 - an event has these parts
    session: AsyncSession,
    chat: OpenChat,
    kind: str,
    sender: str,
    body: Body,
    *,
    at: datetime,
    client_id: str | None = None,
    staff_id: str | None = None,
    copy: Body | None = None,
) -> int:
    """Append an event and return its number; readers wake at the commit.

    The number comes from the chat's row, whose lock is held until the transaction ends: numbers
    have no gap and no double, whoever else writes. Look for `seq_of_client_id` first where a
    client may repeat itself: a second event with one client id is refused by the database.

    Raises: NotLockedError: the chat was not accessed to be changed.

    Args:
        session: a writing one.
        chat: given by `access_…(…, to_change=True)` in this session.
        kind: `message`, `turn_done`, `state`, `plan`, `language` or `erased`.
        sender: `visitor`, `bot`, `counsellor` or `system`.
        body: the event's own fields (contract §2), without seq, at, kind, from and client_id.
        at: from the clock.
        client_id: the client's own id of what it sent.
        staff_id: the counsellor who wrote; never shown to the visitor.
        copy: what trainers may see: `{"text": redacted, "reading": …}`; sealed with the second key.
    """
    if not chat.to_change:
        raise NotLockedError
    seq = chat.row.next_seq
    chat.row.next_seq = seq + 1
    sealed_copy = None if copy is None else chat.keys.seal_copy(copy, number=seq, kind=kind)
    add_row(
        session,
        _EVENTS,
        chat_id=chat.id,
        seq=seq,
        at=at,
        kind=kind,
        sender=sender,
        client_id=client_id,
        staff_id=staff_id,
        sealed_body=chat.keys.seal_body(body, number=seq, kind=kind),
        sealed_copy=sealed_copy,
    )
    wake(session, chat.id, LoggedEvent(seq, at, kind, sender, client_id, body, copy))
    return seq


async def attach_copy(session: AsyncSession, chat: OpenChat, *, seq: int, copy: Body) -> None:
    """Store the redacted text and the reading of a message, once it was read."""
    sealed = chat.keys.seal_copy(copy, number=seq, kind="message")
    await write_rows(session)
    await run(session, _ATTACH, {"of_chat": chat.id, "of_seq": seq, "sealed": sealed})


async def seq_of_client_id(session: AsyncSession, chat: OpenChat, client_id: str) -> int | None:
    """Find the event that a client already sent under this id."""
    await write_rows(session)
    given = {"of_chat": chat.id, "client": client_id}
    return cast("int | None", (await run(session, _OF_CLIENT, given)).scalar())


async def events_after(
    session: AsyncSession, chat: OpenChat, after: int, *, until: int | None = None
) -> Sequence[LoggedEvent]:
    """Read the events with a number above `after` (and up to `until`), in order, opened."""
    await write_rows(session)
    events = await run(session, _AFTER, _between(chat, after, until))
    return [_open(chat, event) for event in events]


async def visitor_messages(
    session: AsyncSession, chat: OpenChat, *, after: int, until: int | None = None
) -> Sequence[LoggedEvent]:
    """Read what the visitor wrote or chose after a number, in order."""
    await write_rows(session)
    events = await run(session, _VISITORS_AFTER, _between(chat, after, until))
    return [_open(chat, event) for event in events]


def _between(chat: OpenChat, after: int, until: int | None) -> dict[str, Any]:
    return {"of_chat": chat.id, "after": after, "until": _NO_END if until is None else until}


def _open(chat: OpenChat, event: Row[Any]) -> LoggedEvent:
    """Open an event; of an expired one only the copy is left."""
    body, copy = {}, None
    if event.sealed_body is not None:
        body = chat.keys.open_body(event.sealed_body, number=event.seq, kind=event.kind)
    if event.sealed_copy is not None:
        copy = chat.keys.open_copy(event.sealed_copy, number=event.seq, kind=event.kind)
    return LoggedEvent(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        sender=event.sender,
        client_id=event.client_id,
        body=body,
        copy=copy,
    )
