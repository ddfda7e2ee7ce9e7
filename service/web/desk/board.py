"""The team lead's board."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from service.usecases.board import board_of, follow_board, read_board
from service.web.desk.guard import By
from service.web.desk.shapes import BoardShape
from service.web.event_stream import stream
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk", tags=["desk"])


@router.get("/board", response_model=BoardShape)
async def board(by: By, services: Serving) -> dict[str, Any]:
    """Read who waits how long, who is there, and how today's estimates held."""
    async with services.database.read() as session:
        return board_of(await read_board(session, services), by.member)


@router.get("/board/stream")
async def board_stream(by: By, services: Serving) -> StreamingResponse:
    """Follow the board: `event: board` with the whole of it at once and after every change."""
    return stream(follow_board(services, by))
