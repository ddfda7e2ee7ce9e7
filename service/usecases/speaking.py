"""Who may speak: the one place where a chat's state changes, with its event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Chat
from service.domain.chat_states import ChatState, check_step
from service.domain.misuse import slow_by
from service.usecases.along_rows import end_alongs
from service.usecases.join_question import end_question
from service.usecases.log import append_event
from service.usecases.proposals import void_proposal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat

_AWAY = (ChatState.BOT, ChatState.CLOSED)  # from the desk


class StateMovedError(Exception):
    """Somebody else changed the chat's state first."""


async def change_state(  # noqa: PLR0913 - a state event has these parts
    session: AsyncSession,
    chat: OpenChat,
    after: ChatState,
    *,
    reason: str,
    at: datetime,
    name: str | None = None,
    by: str | None = None,
    client_id: str | None = None,
) -> int:
    """Change the state by compare-and-set, tell it as an event, wake chat and queue.

    Sets what goes with the state (waiting_since, joined_at, closed_at); claims and escalations
    are the business of the use case that calls this. A question whether somebody may join ends.

    For `human`, `name` is the counsellor's as shown to the visitor, and `by` the one that colleagues
    know, never shown to the visitor.

    Raises:
        ForbiddenStepError: no use case knows this step.
        StateMovedError: the state is no longer what `chat.row` says.
        NotLockedError: the chat was not accessed to be changed.
    """
    row = chat.row
    before = row.state
    check_step(before, after)
    await session.flush()
    moved = await session.execute(
        update(Chat)
        .where(Chat.id == row.id, Chat.state == before)
        .values(state=after)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result counts rows
        raise StateMovedError
    row.state = after
    await end_question(session, chat)
    _set_times(row, after, at)
    if after in _AWAY:
        await void_proposal(session, row.id, at=at)
        await end_alongs(session, row.id)
    wake(session, QUEUE_TOPIC)
    body = {"state": after.value, "reason": reason}
    body |= {key: said for key, said in (("name", name), ("by", by)) if said}
    return await append_event(session, chat, "state", "system", body, at=at, client_id=client_id)


def _set_times(row: Chat, after: ChatState, at: datetime) -> None:
    if after is ChatState.WAITING:
        row.waiting_since = row.waiting_since or at + slow_by(row.slow_until, row.level, at)
    elif after is ChatState.HUMAN:
        row.joined_at = at
        row.had_counsellor = True
        row.silence_at = None
    else:
        row.waiting_since = None
        row.joined_at = None
        row.talk_declined = False
        row.human_wanted = False
    if after is ChatState.CLOSED:
        row.silence_at = None
    if after is ChatState.BOT:
        row.topic_fixed = False
    row.closed_at = at if after is ChatState.CLOSED else None
