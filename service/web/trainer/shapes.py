"""What trainers are answered. There is no field for an exact time or a chat's id."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from service.domain.chat_states import Level
from service.domain.corrections import CorrectionKind, CorrectionStatus, LoweringReason


class Review(BaseModel):
    """A closed chat at a glance."""

    id: str = Field(description="says nothing of the chat's own id")
    week: str = Field(description="the ISO week in which it was closed, as 2026-W48")
    language: str | None
    topic: str | None
    role: str | None
    level: Level | None
    messages: int
    corrections: int = Field(description="how often counsellors put something right")


class Reviews(BaseModel):
    """Closed chats, the newest week first."""

    chats: list[Review]


class CorrectionSeen(BaseModel):
    """What a counsellor put right; a signal added has no `before`, one taken away no `after`."""

    kind: CorrectionKind
    before: str | None
    after: str | None
    reason: LoweringReason | None = Field(description="why a level was lowered")
    status: CorrectionStatus = Field(description="`proposed` … `void`: of a lowering from `life`")


class Said(BaseModel):
    """One message."""

    sender: str = Field(alias="from", description="visitor, bot or counsellor")
    text: str | None = Field(
        description="redacted; null where there is no redacted copy (a counsellor's words)"
    )
    reading: dict[str, Any] | None = Field(
        default=None, description="as contract §1: what was understood, and by which words"
    )
    response: str | None = Field(default=None, description="the name of the bot's response")
    advice: list[str] | None = Field(default=None, description="the bot's advice tags")
    corrections: list[CorrectionSeen] | None = Field(
        default=None, description="what a counsellor put right in the reading of this message"
    )


class ReviewWithEvents(Review):
    """A closed chat with everything said, in order."""

    events: list[Said]
    corrected: list[CorrectionSeen] = Field(description="corrections that are about no message")
