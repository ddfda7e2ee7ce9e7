"""Open a new chat: its keys, its token and the bot's first lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.adapters.clock import BRUSSELS
from service.adapters.schema import Chat, Turn, VisitorToken
from service.domain.chat_states import ChatState
from service.domain.engine_turn import EngineFailedError, Help, Reply, TurnRequest
from service.domain.ids import ChatId, hash_token, new_chat_id, new_token
from service.usecases.access import OpenChat
from service.usecases.bot_messages import say, tell_plan
from service.usecases.memory import keep_memory
from service.usecases.place_in_queue import counsellors_on_duty

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.engine_turn import TurnResult
    from service.usecases.services import Services


@dataclass(frozen=True)
class Opened:
    """A chat just opened or come back to; the token is shown this once."""

    chat_id: ChatId
    token: str


async def open_chat(services: Services, *, language: str | None) -> Opened:
    """Open a chat. Without an engine it opens with our own two lines: it is never empty."""
    result = await _first_lines(services, language)
    opened = Opened(new_chat_id(), new_token())
    keys, key_row = services.keyring.new_chat(opened.chat_id)
    async with services.database.write() as session:
        row, turn = _new_row(services, opened.chat_id, language), _new_turn(opened.chat_id)
        chat = OpenChat(row, turn, keys, to_change=True)
        session.add(row)
        await session.flush()
        session.add_all([key_row, turn])
        grant_token(session, services, chat, opened.token)
        await session.flush()
        await _say_first_lines(session, services, chat, result)
    return opened


def grant_token(session: AsyncSession, services: Services, chat: OpenChat, token: str) -> None:
    """Let the holder of a token read and write a chat."""
    session.add(
        VisitorToken(token_hash=hash_token(token), chat_id=chat.id, created_at=services.clock.now())
    )


def _new_turn(chat_id: ChatId) -> Turn:
    return Turn(chat_id=chat_id, number=1, wanted_seq=0, read_seq=0, answered_seq=0, failures=0)


def _new_row(services: Services, chat_id: ChatId, language: str | None) -> Chat:
    now = services.clock.now()
    return Chat(
        id=chat_id,
        created_at=now,
        active_at=now,
        language=language,
        state=ChatState.BOT,
        next_seq=1,
        memory_version=0,
        safety_open=False,
        signals=[],
        told=[],
        signals_off={},
        topic_fixed=False,
        talk_declined=False,
        human_wanted=False,
        had_counsellor=False,
        has_code=False,
        silence_lines=0,
    )


async def _first_lines(services: Services, language: str | None) -> TurnResult | None:
    async with services.database.read() as session:
        on_duty = await counsellors_on_duty(session, services)
    request = TurnRequest(
        language=language,
        memory=None,
        now=services.clock.now().astimezone(BRUSSELS).isoformat(timespec="seconds"),
        help=Help(
            open=on_duty.there > 0,
            wait_s=on_duty.wait_s(services),
            state=ChatState.BOT.value,
        ),
        event="opening",
    )
    try:
        result = await services.engine.turn(request)
    except EngineFailedError:
        return None
    return result if result.replies else None


async def _say_first_lines(
    session: AsyncSession, services: Services, chat: OpenChat, result: TurnResult | None
) -> None:
    now = services.clock.now()
    if result is None:
        lines = services.texts.opening(chat.row.language)
        replies = [Reply("opening", line, chat.row.language) for line in lines]
        await say(session, chat, replies, turn=0, answers=None, at=now)
        return
    keep_memory(chat, result.memory)
    await say(session, chat, result.replies, turn=0, answers=None, at=now)
    await tell_plan(session, chat, result.plan, at=now)
