"""Whether a counsellor may walk into a chat, or the visitor is asked first."""

from __future__ import annotations

from enum import StrEnum

from service.domain.chat_states import Level


class Entry(StrEnum):
    """What stands between a counsellor and a chat that waits."""

    FREE = "free"  # the visitor asked for a human or said yes, or a life is at risk
    ASK = "ask"  # whoever claims it lets the bot ask
    ASKED = "asked"  # the question stands unanswered
    NOT_NOW = "not_now"  # nobody may press: the visitor says when


def entry_of(
    *, level: Level | None, human_wanted: bool, declined: bool, question_open: bool
) -> Entry:
    """Tell what stands between a counsellor and a chat, from what the visitor has said so far."""
    if level is Level.LIFE or human_wanted:
        return Entry.FREE
    if declined:
        return Entry.NOT_NOW
    return Entry.ASKED if question_open else Entry.ASK
