"""What the desk sends."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

_LONGEST = 16 * 1024  # the body's own limit; the message's is checked when it is cleaned
_LONGEST_NOTE = 4000

type Result = Literal["helped", "referred", "emergency", "left", "misuse"]


class Body(BaseModel):
    """Unknown fields are ignored: an older service serves a newer page."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Credentials(Body):
    """`POST /api/desk/session`."""

    name: str = Field(max_length=80)
    password: str = Field(max_length=1000)
    totp: str | None = Field(
        default=None, max_length=12, description="the one-time code, if the account has one"
    )


class Heartbeat(Body):
    """`POST …/heartbeat`."""

    active: bool = Field(
        default=False,
        description="the counsellor used keyboard, mouse or screen since the last one; "
        "keeps the session from its idle lock",
    )


class Message(Body):
    """`POST …/messages`."""

    client_id: UUID = Field(description="made by the client; the same again stores nothing new")
    text: str = Field(max_length=_LONGEST)


class Seen(Body):
    """`POST …/seen`."""

    seq: int = Field(ge=0, lt=2**31)


class Handback(Body):
    """`POST …/handback`."""

    note: str | None = Field(
        default=None, max_length=_LONGEST_NOTE, description="for the next counsellor only"
    )


class OutcomeGiven(BaseModel):
    """How the chat ended. Words, and what we do not know, are sealed beside the chat."""

    model_config = ConfigDict(frozen=True, extra="allow")

    result: Result | None = None
    note: str | None = Field(default=None, max_length=_LONGEST_NOTE)

    def words(self) -> dict[str, Any]:
        """Give what is not of the closed list."""
        more = dict(self.model_extra or {})
        return more | ({"note": self.note} if self.note else {})


class Close(Body):
    """`POST …/close`."""

    outcome: OutcomeGiven
