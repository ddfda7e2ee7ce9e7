"""What trainers are answered. There is no field for an exact time or a chat's id."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from service.domain.chat_states import Level


class Review(BaseModel):
    """A closed chat at a glance."""

    id: str = Field(description="says nothing of the chat's own id")
    week: str = Field(description="the ISO week in which it was closed, as 2026-W48")
    language: str | None
    topic: str | None
    role: str | None
    level: Level | None
    messages: int


class Reviews(BaseModel):
    """Closed chats, the newest week first."""

    chats: list[Review]


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


class ReviewWithEvents(Review):
    """A closed chat with everything said, in order."""

    events: list[Said]
