"""A lead's whisper to the counsellor who holds a chat."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.usecases.whispering import whisper
from service.web.desk.bodies import Message
from service.web.desk.guard import By
from service.web.desk.shapes import Whispered
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk/chats/{chat}/whispers", tags=["along"])


@router.post("", status_code=201)
async def say(chat: str, body: Message, response: Response, by: By, services: Serving) -> Whispered:
    """Whisper; no visitor, bot or trainer ever sees it. The same client id again: 200.

    One's own chat: 409 `own_chat`. Nobody has it: 409 `nobody_holds`.
    """
    again = await whisper(services, by.member, chat, client_id=str(body.client_id), text=body.text)
    if again:
        response.status_code = 200
    return Whispered(id=str(body.client_id))
