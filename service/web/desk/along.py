"""Reading along in a chat that one does not hold."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from service.usecases.reading_along import (
    Because,
    begin_along,
    end_along,
    keep_along,
    read_along,
    start_following_along,
)
from service.usecases.staff.sessions import note_use
from service.web.desk.bodies import AlongGiven, Heartbeat
from service.web.desk.guard import By
from service.web.desk.shapes import ChatShape
from service.web.event_stream import stream
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk/chats/{chat}/along", tags=["along"])
After = Annotated[int, Query(ge=0, lt=2**31)]


@router.post("", response_model=ChatShape)
async def begin(chat: str, body: AlongGiven, by: By, services: Serving) -> dict[str, Any]:
    """Begin to read along: noted, and told to the lead and to who holds the chat.

    One's own chat: 409 `own_chat`. Reason `other` without words: 422 `along_reason_needed`.
    """
    return await begin_along(services, by.member, chat, Because(body.reason, body.words))


@router.get("", response_model=ChatShape)
async def read(chat: str, by: By, services: Serving, after: After = 0) -> dict[str, Any]:
    """Read along: card, and events after a number. Not, or no longer: 409 `along_over`."""
    return await read_along(services, by.member, chat, after=after)


@router.get("/stream")
async def follow(chat: str, by: By, services: Serving, after: After = 0) -> StreamingResponse:
    """Follow it live. Ends with `along_over`, `logged_out` or `erased`."""
    return stream(await start_following_along(services, by, chat, after=after))


@router.post("/heartbeat", status_code=204)
async def heartbeat(chat: str, body: Heartbeat, by: By, services: Serving) -> None:
    """Go on reading along. Without one for a minute it ends."""
    await keep_along(services, by.member, chat)
    if body.active:
        await note_use(services, by)


@router.delete("", status_code=204)
async def leave(chat: str, by: By, services: Serving) -> None:
    """Read along no longer."""
    await end_along(services, by.member, chat)
