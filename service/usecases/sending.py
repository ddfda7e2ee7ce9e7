"""The first transaction of a message: event, provisional escalation, wish for a turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.adapters.schema import Choice
from service.domain.chat_states import ChatState, Level
from service.domain.cleaning import clean
from service.domain.errors import ChoiceGoneError
from service.usecases.access import access_chat_by_token
from service.usecases.bot_messages import OFFERED, STANDING, open_choice, replace_choices
from service.usecases.company import plan_next_line
from service.usecases.escalating import raise_escalation
from service.usecases.join_question import ABOUT
from service.usecases.joining import answer_question
from service.usecases.log import append_event, seq_of_client_id
from service.usecases.speaking import change_state
from service.usecases.wishes import want_turn

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.token_bucket import TokenBuckets
    from service.usecases.access import OpenChat
    from service.usecases.services import Services


@dataclass(frozen=True)
class Sending:
    """What a visitor sends: a text or the id of a choice, under an id of the client's own."""

    client_id: str
    text: str | None = None
    choice: str | None = None


@dataclass(frozen=True)
class Sent:
    """Where the message is stored. `again`: it was stored before, by the same client id."""

    seq: int
    again: bool


async def send_message(
    services: Services, rate: TokenBuckets, *, chat_id: str, token: str, sending: Sending
) -> Sent:
    """Store a visitor's message. When this returns, it is durable and will be answered.

    Raises:
        NoSuchChatError: not this visitor's chat.
        TooLongError, EmptyMessageError: the text cannot be a message.
        ChoiceGoneError: the choice is not, or no longer, on offer.
        SlowDownError: too many messages; a repeat of a stored one is never too many.
    """
    settings = services.settings
    text = None
    if sending.text is not None:
        text = clean(sending.text, limit_chars=settings.message_chars)
    async with services.database.write() as session:
        chat = await access_chat_by_token(
            session, services.keyring, chat_id=chat_id, token=token, to_change=True
        )
        known = await seq_of_client_id(session, chat, sending.client_id)
        if known is not None:
            return Sent(known, again=True)
        rate.check_rate(chat.id, services.clock.now())
        body = {"text": text}
        if text is None:
            body = await _use_choice(session, chat, sending.choice or "")
        seq = await _store(session, services, chat, sending.client_id, body)
        if "about" in body:
            await answer_question(session, services, chat, seq=seq, payload=str(body["payload"]))
            return Sent(seq, again=False)
        want_turn(session, services, chat, seq=seq, at_once=text is None)
        return Sent(seq, again=False)


async def _store(
    session: AsyncSession, services: Services, chat: OpenChat, client_id: str, body: dict[str, Any]
) -> int:
    """Append the message, open a closed chat again, and look for danger words."""
    now = services.clock.now()
    if chat.row.state is ChatState.CLOSED:
        await change_state(session, chat, ChatState.BOT, reason="reopened", at=now)
    # What our own question offers is our own text, and no engine reads it.
    copy = {"text": body["text"], "reading": {"choice": True}} if "about" in body else None
    seq = await append_event(
        session, chat, "message", "visitor", body, at=now, client_id=client_id, copy=copy
    )
    chat.row.active_at = now
    await plan_next_line(session, services, chat, wrote=True)
    if services.danger_words.find(str(body["text"])) is not None:
        await raise_escalation(
            session,
            services,
            chat,
            seq=seq,
            level=Level.LIFE,
            # The words themselves wait for the reading, which redacts them.
            reasons=[{"signal": "danger_words", "words": ""}],
            because="danger",
            provisional=True,
        )
    return seq


async def _use_choice(session: AsyncSession, chat: OpenChat, choice_id: str) -> dict[str, Any]:
    """Use an offered choice once; it and older ones can then no longer be used.

    An answer to the service's own question (`about`) leaves what the bot offers as it is.
    """
    row = await session.get(Choice, choice_id)
    if row is None or row.chat_id != chat.id or row.status not in {OFFERED, STANDING}:
        raise ChoiceGoneError
    opened = open_choice(chat, row)
    aside = row.status == STANDING
    row.status = "used"
    await session.flush()
    if not aside:
        await replace_choices(session, chat, up_to=row.seq)
    about = {"about": ABOUT} if aside else {}
    return about | {
        "text": opened["label"],
        "choice": row.id,
        "act": row.act,
        "payload": opened["payload"],
    }
