"""Events as `text/event-stream`, for chat and desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from service.usecases.following import Told

_HEARTBEAT = ": here\n\n"
# Proxies such as nginx would gather events; this asks them not to.
_HEADERS = {"X-Accel-Buffering": "no"}


def stream(told: AsyncIterator[Sequence[Told]]) -> StreamingResponse:
    """Send what a use case tells; the headers go out at once."""
    return StreamingResponse(_lines(told), media_type="text/event-stream", headers=_HEADERS)


def as_event(kind: str, data: Mapping[str, Any], seq: int | None = None) -> str:
    """Write one event. JSON holds no line break, so that data is one line."""
    number = "" if seq is None else f"id: {seq}\n"
    return f"event: {kind}\n{number}data: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _lines(told: AsyncIterator[Sequence[Told]]) -> AsyncIterator[str]:
    """Write what is told at once in one piece: each piece is a packet to a phone."""
    async for several in told:
        yield "".join(
            _HEARTBEAT if one.kind is None else as_event(one.kind, one.data, one.seq)
            for one in several
        )
