"""What a desk's page makes of the queue's stream."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from service.usecases.following import Told

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence

    type Queue = dict[str, list[dict[str, Any]]]

PARTS = ("chats", "mine", "to_confirm", "talking")
_LEVELS = ("life", "urgent", "normal", None)


async def on_screen(told: AsyncIterator[Sequence[Told]]) -> AsyncGenerator[Sequence[Told]]:
    """Give the same, but for each change of the queue the whole of it as it then is on screen."""
    queue: Queue = {}
    step = 0
    async with aclosing(told):  # type: ignore[type-var]  # the streams of use cases are generators
        async for several in told:
            shown = []
            for one in several:
                if one.kind == "queue":
                    queue = without_clock(one.data)
                elif one.kind == "queue_changed":
                    step += 1
                    assert one.data["step"] == step
                    queue = changed(queue, one.data)
                is_queue = one.kind in {"queue", "queue_changed"}
                shown.append(Told("queue", queue) if is_queue else one)
            yield shown


def without_clock(queue: Mapping[str, Any]) -> Queue:
    """Leave out what the service's clock shows."""
    return {part: rows for part, rows in queue.items() if part != "now"}


def changed(queue: Queue, change: Mapping[str, Any]) -> Queue:
    """Give the queue after a change: old state and change are the state fetched anew."""
    fresh = {row["chat"] for part in PARTS for row in change[part]}
    out = fresh | set(change["gone"])
    return {
        part: sorted(
            [*(row for row in queue[part] if row["chat"] not in out), *change[part]], key=_order
        )
        for part in PARTS
    } | {"stubs": queue["stubs"] if change["stubs"] is None else change["stubs"]}


def _order(row: Mapping[str, Any]) -> tuple[int, str, str]:
    return _LEVELS.index(row["level"]), row["waiting_since"] or "", row["chat"]
