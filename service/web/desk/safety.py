"""Images of abuse, misuse of the line, and what the team lead is told of."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from service.usecases.abuse_image import mark_abuse_image
from service.usecases.misuse import end_for_misuse, undo_misuse
from service.usecases.notices import mark_seen, read_notice
from service.web.desk.bodies import MisuseGiven
from service.web.desk.guard import By
from service.web.desk.shapes import MarkShape, Moved, NoticeWithWords
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk", tags=["safety"])


@router.post("/chats/{chat}/abuse-image", response_model=MarkShape)
async def abuse_image(chat: str, by: By, services: Serving) -> dict[str, Any]:
    """Mark one's own chat: it may hold or name an image of abuse. The lead is told."""
    return await mark_abuse_image(services, by.member, chat)


@router.post("/chats/{chat}/misuse")
async def misuse(chat: str, body: MisuseGiven, by: By, services: Serving) -> Moved:
    """End one's own chat for misuse, with words that say why and how to come back.

    A life may be at risk: 409 `life_at_stake`; lower the level first.
    """
    return Moved(state=await end_for_misuse(services, by.member, chat, body.reason))


@router.get("/notices/{notice}", response_model=NoticeWithWords)
async def notice_read(notice: str, by: By, services: Serving) -> dict[str, Any]:
    """Read what was stopped (audited)."""
    return await read_notice(services, by.member, notice)


@router.post("/notices/{notice}/seen", status_code=204)
async def notice_seen(notice: str, by: By, services: Serving) -> None:
    """Take a notice off the board."""
    await mark_seen(services, by.member, notice)


@router.post("/notices/{notice}/undo", status_code=204)
async def notice_undo(notice: str, by: By, services: Serving) -> None:
    """Take back that a chat was ended for misuse; any other notice: 404 `no_such_notice`."""
    await undo_misuse(services, by.member, notice)
