"""The counsellors' queue as one of them sees it: who waits, in the order of danger, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.usecases.desk_streams import Teller, follow_desk
from service.usecases.following import Told
from service.usecases.queue_reading import read_queue
from service.usecases.queue_rows import waiting_s

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from service.domain.staff import Member
    from service.usecases.queue_reading import AtDesks, QueueReading
    from service.usecases.queue_rows import Row
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session


def queue_of(read: QueueReading, member: Member) -> dict[str, Any]:
    """Give the answer of contract §5, each part in the order of danger, then of waiting.

    `chats` are all who wait, `mine` those in which this member speaks, `to_confirm` those in which
    a colleague speaks and proposes to lower the level from `life`, `talking` all others in which a
    colleague speaks: labels only, no words. `stubs` is what is left of chats in danger that their
    visitors erased, the newest first.
    """
    return _parts(read.chats.values(), read, member) | {"stubs": read.stubs}


def follow_queue(services: Services, by: Session) -> AsyncIterator[Sequence[Told]]:
    """Yield the whole queue at once, then what changes of it; ends when the session has ended.

    One's own duty, with the chat that is offered, comes as a `duty` of its own. Times run on by
    themselves: they alone are no change.
    """
    queue = _QueueTeller(by.member)

    def own_duty(read: QueueReading) -> dict[str, Any]:
        return read.duties[by.member.id]

    duty = Teller("duty", own_duty, _without_time_left)
    return follow_desk(services, by, read_queue, lambda read: [*queue(read), *duty(read)])


class _QueueTeller:
    """Tells one stream the whole queue (`queue`), then each change (`queue_changed`).

    A change has the rows that are new or other than before, in the parts of `queue_of`, the ids of
    those that are `gone`, and `stubs` if they changed. Its `step`, counted from 1, is one more than
    that of the change before; whoever misses one opens the stream anew.
    """

    def __init__(self, member: Member) -> None:
        self._member = member
        self._step: int | None = None
        self._rows: dict[str, Row] = {}
        self._stubs: Sequence[Row] = ()

    def __call__(self, read: QueueReading) -> list[Told]:
        rows = {chat: found.row_for(self._member.id) for chat, found in read.chats.items()}
        before, self._rows = self._rows, rows
        stubs_before, self._stubs = self._stubs, read.stubs
        if self._step is None:
            self._step = 0
            return [Told("queue", queue_of(read, self._member))]
        # Most are the same object: a comparison of all 500 would cost each stream a millisecond.
        other = [
            chat
            for chat, row in rows.items()
            if (old := before.get(chat)) is not row and old != row
        ]
        gone = [chat for chat in before if chat not in rows]
        stubs = read.stubs if read.stubs != stubs_before else None
        if not other and not gone and stubs is None:
            return []
        self._step += 1
        parts = _parts((read.chats[chat] for chat in other), read, self._member)
        change = {"step": self._step, **parts, "gone": gone, "stubs": stubs}
        return [Told("queue_changed", change)]


def _parts(chats: Iterable[AtDesks], read: QueueReading, member: Member) -> dict[str, Any]:
    parts: dict[str, list[Row]] = {"chats": [], "mine": [], "to_confirm": [], "talking": []}
    for chat in chats:
        waits_s = waiting_s(chat.since, read.at)
        row = chat.row_for(member.id) | {"waiting_s": waits_s}
        parts[chat.part_for(member.id)].append(row)
    return {"now": read.at.isoformat(timespec="milliseconds"), **parts}


def _without_time_left(duty: dict[str, Any]) -> dict[str, Any]:
    offer = duty["offer"]
    return {**duty, "offer": offer and {**offer, "left_s": None}}
