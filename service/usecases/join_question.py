"""The question whether a counsellor may join: said, said again in another language, taken back.

It stands beside the engine's talk: the bot goes on helping, and whoever just writes on has said
neither yes nor no. The first step is a `state` event (`join_asked`), the last one any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat, Staff
from service.domain.chat_states import Level
from service.domain.engine_turn import Offer, Reply
from service.domain.joining import Entry, entry_of
from service.usecases.bot_messages import ask_aside, take_back_standing
from service.usecases.log import append_event
from service.usecases.staff.accounts import member_of

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

ABOUT = "join"
YES = "join_yes"
NOT_NOW = "join_not_now"
# As `entry`, for a query: chats that somebody may be sent to, since the visitor has not said "not now".
OPEN_TO_JOIN = or_(Chat.level == Level.LIFE, Chat.human_wanted, ~Chat.talk_declined)
# Nobody has it; or a life came to be at risk while the question stood: whoever is quickest joins at once.
UNTAKEN = or_(
    Chat.claimed_by.is_(None), and_(Chat.level == Level.LIFE, Chat.join_asked_at.is_not(None))
)
_OFFERS = (("yes", "yes", YES), ("not_now", "later", NOT_NOW))  # text, act, payload


def entry(row: Chat) -> Entry:
    """Tell what stands between a counsellor and this chat."""
    return entry_of(
        level=row.level,
        human_wanted=row.human_wanted,
        declined=row.talk_declined,
        question_open=row.join_asked_at is not None,
    )


def is_untaken(row: Chat) -> bool:
    """Tell, as `UNTAKEN`, whether a chat that waits still needs somebody."""
    return row.claimed_by is None or (row.level is Level.LIFE and row.join_asked_at is not None)


async def ask_to_join(
    session: AsyncSession, services: Services, by: Member, chat: OpenChat
) -> bool:
    """Let the bot ask whether this counsellor may join, where that must be asked; tell if it was."""
    if entry(chat.row) is not Entry.ASK:
        return False
    now = services.clock.now()
    chat.row.join_asked_at = now
    body = {"state": chat.row.state.value, "reason": "join_asked"}
    body |= {"name": by.shown_name} if by.shown_name else {}
    await append_event(session, chat, "state", "system", body, at=now)
    await _say_question(session, services, chat, by.shown_name)
    wake(session, QUEUE_TOPIC)
    return True


async def ask_again_in_language(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Say a question that stands once more, in the language that the chat has now."""
    if chat.row.join_asked_at is None:
        return
    asker = await holder_of(session, chat.row)
    await take_back_standing(session, chat)
    await _say_question(session, services, chat, asker.shown_name if asker else None)


async def end_question(session: AsyncSession, chat: OpenChat) -> bool:
    """Let the question stand no longer; tell whether it did. Whoever calls this says why."""
    if chat.row.join_asked_at is None:
        return False
    chat.row.join_asked_at = None
    await take_back_standing(session, chat)
    return True


async def withdraw_question(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Take a question back that nobody answered, and tell the visitor so; before the claim goes."""
    asker = await holder_of(session, chat.row)
    if not await end_question(session, chat):
        return
    body = {"state": chat.row.state.value, "reason": "join_withdrawn"}
    await append_event(session, chat, "state", "system", body, at=services.clock.now())
    await say_about_joining(
        session, services, chat, "withdrawn", name=asker.shown_name if asker else None
    )


async def note_wish(session: AsyncSession, services: Services, chat: OpenChat) -> None:
    """Note that the visitor asked for a human in their own words: nobody asks them any more."""
    row = chat.row
    if row.human_wanted and not row.talk_declined:
        return
    row.human_wanted, row.talk_declined = True, False
    wake(session, QUEUE_TOPIC)
    if await end_question(session, chat):
        body = {"state": row.state.value, "reason": "asked"}
        await append_event(session, chat, "state", "system", body, at=services.clock.now())


async def say_about_joining(  # noqa: PLR0913 - a line has these parts
    session: AsyncSession,
    services: Services,
    chat: OpenChat,
    part: str,
    *,
    name: str | None = None,
    answers: int | None = None,
) -> None:
    """Say one of the written lines about a counsellor who comes, does not come, or comes at once."""
    language = chat.row.language
    reply = Reply(
        f"join_{part}", services.texts.joining(part, language, name=name), _spoken(language)
    )
    await ask_aside(
        session,
        chat,
        reply,
        about=ABOUT,
        at=services.clock.now(),
        copied=services.texts.joining(part, language),
        answers=answers,
    )


async def holder_of(session: AsyncSession, row: Chat) -> Member | None:
    """Give the counsellor who has claimed a chat."""
    found = await session.scalar(select(Staff).where(Staff.id == row.claimed_by))
    return member_of(found) if found else None


async def _say_question(
    session: AsyncSession, services: Services, chat: OpenChat, name: str | None
) -> None:
    language, texts = chat.row.language, services.texts
    reply = Reply(
        "join_question",
        texts.joining("question", language, name=name),
        _spoken(language),
        choices=[Offer(texts.joining(part, language), act, does) for part, act, does in _OFFERS],
        advice=("human_offered",),
    )
    await ask_aside(
        session,
        chat,
        reply,
        about=ABOUT,
        at=services.clock.now(),
        copied=texts.joining("question", language),
    )


def _spoken(language: str | None) -> str | None:
    """Give the language of a line; none while it is said in both."""
    return language if language in {"fr", "nl"} else None
