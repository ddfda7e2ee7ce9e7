"""How a chat looks in the queue: its place, why it is there, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.adapters.sealing import UnreadableError
from service.domain.chat_states import ChatState, rank
from service.domain.joining import Entry
from service.usecases.escalating import open_reasons
from service.usecases.join_question import entry, is_untaken
from service.usecases.signal_words import signals_with_words, still_reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from service.adapters.schema import Chat, Escalation
    from service.adapters.sealing import ChatKeys, KeyRing

    type Row = dict[str, Any]

    class AtDesk(Chat):
        """What is read for a row: columns of a chat, of its key, and the name of who has it."""

        __abstract__ = True
        generation: str
        copy_key: bytes
        name: str | None


NO_WORDS: dict[str, Any] = {"reasons": [], "signals": []}
_MOST_REASONS = 6  # of a row; the card shows all


def danger_order(row: Chat) -> tuple[int, float, str]:
    """Give the key to sort chats by: the most pressing level first, then who waits longest."""
    since = row.waiting_since.timestamp() if row.waiting_since else 0.0
    return -rank(row.level), since, row.id


def waiting_s(since: datetime | None, now: datetime) -> int:
    """Tell for how many whole seconds a chat has waited."""
    return max(0, int((now - since).total_seconds())) if since else 0


def reasons_of(keys: ChatKeys, raised: Iterable[Escalation]) -> list[dict[str, str]]:
    """Give the reasons of several escalations, the most pressing first, each once.

    A reason without words says nothing beside the same with words.
    """
    ordered = sorted(raised, key=lambda found: (-rank(found.level), found.seq))
    reasons = [reason for found in ordered for reason in open_reasons(keys, found)]
    worded = {reason["signal"] for reason in reasons if reason["words"]}
    once = dict.fromkeys((reason["signal"], reason["words"]) for reason in reasons)
    return [
        {"signal": signal, "words": words}
        for signal, words in once
        if words or signal not in worded
    ]


def why_or_none(keyring: KeyRing, row: AtDesk, raised: Sequence[Escalation]) -> Row:
    """Open reasons and signals. A chat whose key is elsewhere still waits, and must be seen."""
    try:
        # The words of a row are redacted copies: the first key stays shut.
        keys = keyring.open_keys(row.id, row.generation, body_key=None, copy_key=row.copy_key)
        reasons = still_reasons(row, reasons_of(keys, raised))
        return {"reasons": reasons[:_MOST_REASONS], "signals": signals_with_words(row, keys)}
    except UnreadableError:
        return NO_WORDS


def labels_of(row: AtDesk) -> Row:
    """Give what a row shows without any words."""
    since = row.waiting_since
    return {
        "chat": row.id,
        "state": row.state.value,
        "level": row.level.value if row.level else None,
        "topic": row.topic,
        "role": row.role,
        "language": row.language,
        "age_band": row.age_band,
        "waiting_since": since.isoformat(timespec="microseconds") if since else None,
        "claimed_by": row.name,
        "talk_declined": row.talk_declined,
        "entry": entry(row).value,
        "asked_at": row.join_asked_at.isoformat(timespec="seconds") if row.join_asked_at else None,
    }


def calls(row: Chat, *, begun: bool, lowering: Row | None) -> bool:
    """Tell whether somebody must be called to a chat.

    Not while its level is in question, nor while its visitor wants nobody yet, nor before its waiting
    has `begun`, behind a slow door (`domain.misuse`).
    """
    untaken = row.state is ChatState.WAITING and is_untaken(row) and lowering is None
    return untaken and begun and entry(row) is not Entry.NOT_NOW
