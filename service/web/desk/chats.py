"""The queue, and what a counsellor does with a chat."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from service.adapters.notifier import Signal
from service.domain.chat_states import ChatState
from service.usecases import takeover
from service.usecases.claims import held_chat
from service.usecases.counsellor_messages import write_message
from service.usecases.counsellor_view import claim_chat, read_chat, start_following
from service.usecases.queue_reading import read_queue
from service.usecases.staff.sessions import note_use
from service.usecases.takeover import Outcome
from service.usecases.triage_queue import follow_queue, queue_of
from service.web.desk.bodies import Claim, Close, Handback, Heartbeat, Message, Seen
from service.web.desk.guard import By
from service.web.desk.shapes import Card, ChatShape, Moved, QueueShape, Stored
from service.web.event_stream import stream
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk", tags=["desk"])
After = Annotated[int, Query(ge=0, lt=2**31)]


@router.get("/queue", response_model=QueueShape)
async def queue(by: By, services: Serving) -> dict[str, Any]:
    """Read who waits."""
    async with services.database.read() as session:
        return queue_of(await read_queue(session, services), by.member)


@router.get("/queue/stream")
async def queue_stream(by: By, services: Serving) -> StreamingResponse:
    """Follow the queue: `event: queue` with the whole of it at once, then each change.

    `event: queue_changed` has the rows that are new or changed in the same parts, the ids of those
    that are `gone`, `stubs` unless they are as before, and a `step`: 1, 2, … Whoever misses one
    opens the stream anew. `event: duty` is one's own duty, at once and whenever it changes.
    """
    return stream(follow_queue(services, by))


@router.post("/chats/{chat}/claim", response_model=Card)
async def claim(chat: str, body: Claim, by: By, services: Serving) -> dict[str, Any]:
    """Take a waiting chat, from the list or because it was offered.

    Another counsellor's: 409 `claimed` with `by`. As many as one may have: 409 `at_limit`, unless
    `one_more` asks for it. A closed door: 409 `door_closed`, `line_closed`.

    Its words cannot be opened: 409 `unreadable`; the lead is told, and it is offered to nobody.

    The bot asks a visitor who did not want a human whether this one may join; a yes joins. After
    "not now": 409 `not_now`, until the visitor says so or a life is at risk.
    """
    return await claim_chat(services, by.member, chat, one_more=body.one_more)


@router.get("/chats/{chat}", response_model=ChatShape)
async def read(chat: str, by: By, services: Serving, after: After = 0) -> dict[str, Any]:
    """Read one's own chat: card, and events after a number."""
    return await read_chat(services, by.member, chat, after=after)


@router.get("/chats/{chat}/stream")
async def follow(chat: str, by: By, services: Serving, after: After = 0) -> StreamingResponse:
    """Follow one's own chat live. Ends with `claim_lost`, `logged_out` or `erased`."""
    return stream(await start_following(services, by, chat, after=after))


@router.post("/chats/{chat}/heartbeat", status_code=204)
async def heartbeat(chat: str, body: Heartbeat, by: By, services: Serving) -> None:
    """Keep the claim. Without one for a minute the chat goes back to its place in the queue."""
    async with held_chat(services, by.member, chat):
        pass
    if body.active:
        await note_use(services, by)


@router.post("/chats/{chat}/join")
async def join(chat: str, by: By, services: Serving) -> Moved:
    """Speak from now on; the visitor is told who it is, the bot is silent.

    They were asked and have not said yes: 409 `ask_first`, or `not_now`.
    """
    return Moved(state=await takeover.join(services, by.member, chat))


@router.post("/chats/{chat}/messages", status_code=201)
async def write(chat: str, body: Message, response: Response, by: By, services: Serving) -> Stored:
    """Say something; the first message joins. The same client id again: 200, same seq."""
    written = await write_message(
        services, by.member, chat, client_id=str(body.client_id), text=body.text
    )
    if written.again:
        response.status_code = 200
    return Stored(seq=written.seq)


@router.post("/chats/{chat}/typing", status_code=204)
async def typing(chat: str, by: By, services: Serving) -> None:
    """Tell the visitor that the counsellor is writing, once they have joined."""
    async with held_chat(services, by.member, chat) as (_, held):
        joined = held.row.state is ChatState.HUMAN
    if joined:
        await services.notifier.tell(chat, Signal("typing", {"from": "counsellor"}))


@router.post("/chats/{chat}/seen", status_code=204)
async def seen(chat: str, body: Seen, by: By, services: Serving) -> None:
    """Tell the visitor up to where the counsellor has read, once they have joined."""
    async with held_chat(services, by.member, chat) as (_, held):
        joined = held.row.state is ChatState.HUMAN
    if joined:
        signal = Signal("seen", {"from": "counsellor", "seq": body.seq})
        await services.notifier.tell(chat, signal)


@router.post("/chats/{chat}/reading", status_code=204)
async def reading(chat: str, by: By, services: Serving) -> None:
    """Tell the visitor that the counsellor is reading what they wrote, once they have joined."""
    async with held_chat(services, by.member, chat) as (_, held):
        joined = held.row.state is ChatState.HUMAN
    if joined:
        await services.notifier.tell(chat, Signal("reading", {"from": "counsellor"}))


@router.post("/chats/{chat}/release")
async def release(chat: str, by: By, services: Serving) -> Moved:
    """Give the claim back, and with it a question that stands: the chat waits in its old place."""
    return Moved(state=await takeover.release(services, by.member, chat))


@router.post("/chats/{chat}/safety-answered")
async def safety_answered(chat: str, by: By, services: Serving) -> Moved:
    """Mark the open safety question as answered in the talk (audited)."""
    return Moved(state=await takeover.answer_safety(services, by.member, chat))


@router.post("/chats/{chat}/handback")
async def handback(chat: str, body: Handback, by: By, services: Serving) -> Moved:
    """Let the bot speak again. While a safety question stands open: 409 `safety_open`."""
    return Moved(state=await takeover.hand_back(services, by.member, chat, note=body.note))


@router.post("/chats/{chat}/close")
async def close(chat: str, body: Close, by: By, services: Serving) -> Moved:
    """End the chat with an outcome."""
    given = body.outcome
    outcome = Outcome(result=given.result, words=given.words())
    return Moved(state=await takeover.close(services, by.member, chat, outcome))
