"""What the bot says, as events: replies with their choices, the plan, the language."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, update

from service.adapters.database import add_row, run, write_rows
from service.adapters.schema import Choice, table_of
from service.usecases.log import append_event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.domain.engine_turn import Json, Offer, Reply
    from service.usecases.access import OpenChat

_CHOICE = "choice"
_PLAN = "plan"
_NO_END = 2**31 - 1
OFFERED, STANDING = "offered", "standing"
_CHOICES = table_of(Choice)
_REPLACE = (
    update(_CHOICES)
    .where(
        _CHOICES.c.chat_id == bindparam("of_chat"),
        _CHOICES.c.status == bindparam("offered_as"),
        _CHOICES.c.seq <= bindparam("until"),
    )
    .values(status="replaced")
)


async def say(  # noqa: PLR0913 - a turn has these parts
    session: AsyncSession,
    chat: OpenChat,
    replies: Sequence[Reply],
    *,
    turn: int,
    answers: int | None,
    at: datetime,
) -> None:
    """Append the bot's messages of one turn.

    Their client ids are made from turn and index: the database refuses a turn that speaks twice.
    New choices replace those of earlier turns, since an old "yes" would answer a new question.

    Args: answers: the number of the visitor's message they answer, None for lines by itself.
    """
    if any(reply.choices for reply in replies):
        await replace_choices(session, chat)
    for index, reply in enumerate(replies):
        offers = [(secrets.token_urlsafe(12), offer) for offer in reply.choices]
        body = _body(reply, offers) | ({} if answers is None else {"answers": answers})
        seq = await append_event(
            session,
            chat,
            "message",
            "bot",
            body,
            at=at,
            client_id=f"turn:{turn}:{index}",
            copy={"text": reply.text, "response": reply.response, "advice": list(reply.advice)},
        )
        for choice_id, offer in offers:
            _add_choice(session, chat, seq, choice_id, offer)
    told = list(chat.row.told)
    new = [tag for reply in replies for tag in reply.advice]
    chat.row.told = list(dict.fromkeys([*told, *new]))


async def replace_choices(
    session: AsyncSession, chat: OpenChat, *, up_to: int | None = None
) -> None:
    """Take back offered choices (up to a message): using one later is refused."""
    until = _NO_END if up_to is None else up_to
    await write_rows(session)
    await run(session, _REPLACE, {"of_chat": chat.id, "until": until, "offered_as": OFFERED})


async def ask_aside(  # noqa: PLR0913 - a message of ours has these parts
    session: AsyncSession,
    chat: OpenChat,
    reply: Reply,
    *,
    about: str,
    at: datetime,
    copied: str,
    answers: int | None = None,
) -> int:
    """Append a line of the service itself beside the engine's talk, which goes on around it.

    Its choices stand until they are used or taken back, whatever the engine offers meanwhile.

    Args: copied: the text for trainers, without a counsellor's name.
    """
    offers = [(secrets.token_urlsafe(12), offer) for offer in reply.choices]
    body = _body(reply, offers) | {"about": about}
    if answers is not None:
        body["answers"] = answers
    copy = {"text": copied, "response": reply.response, "advice": list(reply.advice)}
    seq = await append_event(session, chat, "message", "bot", body, at=at, copy=copy)
    for choice_id, offer in offers:
        _add_choice(session, chat, seq, choice_id, offer, status=STANDING)
    chat.row.told = list(dict.fromkeys([*chat.row.told, *reply.advice]))
    return seq


async def take_back_standing(session: AsyncSession, chat: OpenChat) -> None:
    """Take back the choices of the service's own question."""
    await write_rows(session)
    await run(session, _REPLACE, {"of_chat": chat.id, "until": _NO_END, "offered_as": STANDING})


def open_choice(chat: OpenChat, row: Choice) -> dict[str, str]:
    """Decrypt a choice: its `label` and `payload`."""
    opened: dict[str, str] = chat.keys.open_body(row.sealed_body, number=row.id, kind=_CHOICE)
    return opened


async def tell_plan(
    session: AsyncSession, chat: OpenChat, plan: Sequence[Json], *, at: datetime
) -> None:
    """Append the plan if it is another than before."""
    steps = [dict(step) for step in plan]
    if steps == plan_of(chat):
        return
    chat.row.sealed_plan = chat.keys.seal_body(steps, number=0, kind=_PLAN)
    await append_event(session, chat, "plan", "bot", {"plan": steps}, at=at)


def plan_of(chat: OpenChat) -> list[dict[str, Any]]:
    """Read the plan as last told."""
    if chat.row.sealed_plan is None:
        return []
    steps: list[dict[str, Any]] = chat.keys.open_body(chat.row.sealed_plan, number=0, kind=_PLAN)
    return steps


async def tell_language(
    session: AsyncSession, chat: OpenChat, language: str | None, *, by: str, at: datetime
) -> None:
    """Change the chat's language and append it, if it is another than before."""
    if language is None or language == chat.row.language:
        return
    chat.row.language = language
    await append_event(session, chat, "language", by, {"language": language}, at=at)


def _body(reply: Reply, offers: Sequence[tuple[str, Offer]]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "text": reply.text,
        "choices": [
            {"id": choice_id, "label": offer.label, "act": offer.act} for choice_id, offer in offers
        ],
        "advice": list(reply.advice),
        "links": [dict(link) for link in reply.links],
        "step": reply.step,
        "response": reply.response,
    }
    if reply.language is not None:
        body["language"] = reply.language
    if reply.more is not None:
        body["more"] = reply.more
    return body


def _add_choice(  # noqa: PLR0913, PLR0917 - a choice has these parts
    session: AsyncSession,
    chat: OpenChat,
    seq: int,
    choice_id: str,
    offer: Offer,
    status: str = OFFERED,
) -> None:
    body = {"label": offer.label, "payload": offer.payload}
    add_row(
        session,
        _CHOICES,
        id=choice_id,
        chat_id=chat.id,
        seq=seq,
        act=offer.act,
        status=status,
        sealed_body=chat.keys.seal_body(body, number=choice_id, kind=_CHOICE),
    )
