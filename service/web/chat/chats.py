"""Open a chat, read it, follow it, come back to it, erase it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from service.usecases.access import OpenChat, access_chat_by_token
from service.usecases.coming_back import come_back, make_code
from service.usecases.erasing import erase_chat
from service.usecases.following import follow_chat
from service.usecases.opening import Opened, open_chat
from service.usecases.services import Services
from service.usecases.viewing import view_chat
from service.web.chat.bodies import NewChat, Return
from service.web.event_stream import stream
from service.web.serving import Limited, Serving
from service.web.visitor import Token, address_key

router = APIRouter(prefix="/api", tags=["chat"])
After = Annotated[int, Query(ge=0, lt=2**31)]


@router.post("/chats", status_code=201)
async def create(body: NewChat, services: Serving, limits: Limited) -> dict[str, Any]:
    """Open a chat; the bot's first lines are in `events`."""
    limits.tickets.check_ticket(body.ticket, body.nonce, services.clock.now())
    opened = await open_chat(services, language=body.language)
    return await _first_view(services, opened)


@router.post("/return")
async def come_back_with_code(
    body: Return, request: Request, services: Serving, limits: Limited
) -> dict[str, Any]:
    """Come back with a code: as a new chat, with a new token."""
    now = services.clock.now()
    limits.codes.check_rate(address_key(request), now)
    limits.codes_all.check_rate("all", now)
    return await _first_view(services, await come_back(services, code=body.code))


@router.get("/chats/{chat}")
async def read(chat: str, token: Token, services: Serving, after: After = 0) -> dict[str, Any]:
    """Read the state now and the events after a number."""
    async with services.database.read() as session:
        access = await access_chat_by_token(session, services.keyring, chat_id=chat, token=token)
        return (await view_chat(session, services, access, after=after)).as_json()


@router.get("/chats/{chat}/stream")
async def follow(chat: str, token: Token, services: Serving, after: After = 0) -> StreamingResponse:
    """Follow the chat live."""

    async def access(session: AsyncSession) -> OpenChat:
        return await access_chat_by_token(session, services.keyring, chat_id=chat, token=token)

    async with services.database.read() as session:
        await access(session)  # a foreign chat is a 404, not a stream that ends
    return stream(follow_chat(services, access, chat_id=chat, after=after))


@router.post("/chats/{chat}/code", status_code=201)
async def code(chat: str, token: Token, services: Serving, limits: Limited) -> dict[str, str]:
    """Make a come-back code, shown this once."""
    limits.other.check_rate(chat, services.clock.now())
    return {"code": await make_code(services, chat_id=chat, token=token)}


@router.delete("/chats/{chat}", status_code=204)
async def erase(chat: str, token: Token, services: Serving) -> None:
    """Erase the chat for good."""
    await erase_chat(services, chat_id=chat, token=token)


async def _first_view(services: Services, opened: Opened) -> dict[str, Any]:
    async with services.database.read() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=opened.chat_id, token=opened.token
        )
        view = await view_chat(session, services, chat, after=0)
    return {"chat": opened.chat_id, "token": opened.token} | view.as_json()
