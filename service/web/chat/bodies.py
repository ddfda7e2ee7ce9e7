"""What the visitor's client sends."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

_LONGEST = 16 * 1024  # the body's own limit; the message's is checked when it is cleaned


class Body(BaseModel):
    """Unknown fields are ignored: an older service serves a newer page."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class NewChat(Body):
    """`POST /api/chats`."""

    language: Literal["fr", "nl"] | None = None
    ticket: str | None = Field(default=None, max_length=200)
    nonce: str | None = Field(default=None, max_length=64)


class Message(Body):
    """A text, or the id of a choice."""

    client_id: UUID
    text: str | None = Field(default=None, max_length=_LONGEST)
    choice: str | None = Field(default=None, max_length=64)

    @model_validator(mode="after")
    def _one_of_two(self) -> Message:
        if (self.text is None) == (self.choice is None):
            raise ValueError("either text or choice")
        return self


class NewLanguage(Body):
    """`POST …/language`."""

    client_id: UUID
    language: Literal["fr", "nl"]


class Asking(Body):
    """`POST …/human`."""

    client_id: UUID


class Seen(Body):
    """`POST …/seen`."""

    seq: int = Field(ge=0, lt=2**31)


class Return(Body):
    """`POST /api/return`."""

    code: str = Field(max_length=200)


class Helped(Body):
    """`POST …/feedback`."""

    helped: bool
    text: str | None = Field(default=None, max_length=_LONGEST)
