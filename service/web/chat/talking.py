"""What the visitor does in a chat."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from service.adapters.notifier import Signal
from service.usecases.access import access_chat_by_token
from service.usecases.asking_for_human import ask_for_human, stop_asking
from service.usecases.changing_language import change_language
from service.usecases.giving_feedback import give_feedback
from service.usecases.receiving import note_received
from service.usecases.sending import Sending, send_message
from service.usecases.services import Services
from service.usecases.viewing import View
from service.web.chat.bodies import Asking, Helped, Message, NewLanguage, Seen
from service.web.serving import Limited, Serving
from service.web.visitor import Token

router = APIRouter(prefix="/api/chats/{chat}", tags=["chat"])


@router.post("/messages", status_code=201)
async def send(  # noqa: PLR0913, PLR0917 - FastAPI hands in each part
    chat: str, body: Message, response: Response, token: Token, services: Serving, limits: Limited
) -> dict[str, int]:
    """Store a message; answered once it is durable. The same client id again: 200, same seq."""
    sending = Sending(str(body.client_id), text=body.text, choice=body.choice)
    sent = await send_message(services, limits.messages, chat_id=chat, token=token, sending=sending)
    if sent.again:
        response.status_code = 200
    return {"seq": sent.seq}


@router.post("/language")
async def language(
    chat: str, body: NewLanguage, token: Token, services: Serving, limits: Limited
) -> dict[str, str | None]:
    """Continue in another language."""
    limits.other.check_rate(chat, services.clock.now())
    now_in = await change_language(
        services,
        chat_id=chat,
        token=token,
        client_id=str(body.client_id),
        language=body.language,
    )
    return {"language": now_in}


@router.post("/typing", status_code=204)
async def typing(chat: str, token: Token, services: Serving) -> None:
    """Tell the other side that the visitor is writing."""
    await _tell(services, chat, token, Signal("typing", {"from": "visitor"}))


@router.post("/seen", status_code=204)
async def seen(chat: str, body: Seen, token: Token, services: Serving) -> None:
    """Tell the other side up to where the visitor has seen."""
    await _tell(services, chat, token, Signal("seen", {"from": "visitor", "seq": body.seq}))


@router.post("/received", status_code=204)
async def received(chat: str, body: Seen, token: Token, services: Serving) -> None:
    """Tell the counsellor up to where this page has what was said, seen or not."""
    await note_received(services, chat_id=chat, token=token, seq=body.seq)


@router.post("/human")
async def human(
    chat: str, body: Asking, token: Token, services: Serving, limits: Limited
) -> dict[str, Any]:
    """Ask for a counsellor."""
    limits.other.check_rate(chat, services.clock.now())
    view = await ask_for_human(services, chat_id=chat, token=token, client_id=str(body.client_id))
    return _state(view)


@router.delete("/human")
async def no_human(chat: str, token: Token, services: Serving) -> dict[str, Any]:
    """No longer want a counsellor."""
    return _state(await stop_asking(services, chat_id=chat, token=token))


@router.post("/feedback", status_code=201)
async def feedback(
    chat: str, body: Helped, token: Token, services: Serving, limits: Limited
) -> dict[str, bool]:
    """Say whether it helped."""
    limits.other.check_rate(chat, services.clock.now())
    await give_feedback(services, chat_id=chat, token=token, helped=body.helped, text=body.text)
    return {"stored": True}


def _state(view: View) -> dict[str, Any]:
    return {"state": view.state.value, "queue": view.place.as_json() if view.place else None}


async def _tell(services: Services, chat_id: str, token: str, signal: Signal) -> None:
    async with services.database.read() as session:
        await access_chat_by_token(session, services.keyring, chat_id=chat_id, token=token)
    await services.notifier.tell(chat_id, signal)
