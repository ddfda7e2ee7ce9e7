"""What the desk sends."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.chat_states import Level
from service.domain.corrections import Decision, LoweringReason
from service.domain.labels import SIGNALS, SITUATIONS

_LONGEST = 16 * 1024  # the body's own limit; the message's is checked when it is cleaned
_LONGEST_NOTE = 4000

Situation = StrEnum("Situation", [(name, name) for name in SITUATIONS])  # type: ignore[misc]
Signal = StrEnum("Signal", [(name, name) for name in SIGNALS])  # type: ignore[misc]

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


class LevelGiven(Body):
    """`POST …/level`. A reason is needed to lower it."""

    level: Level
    reason: LoweringReason | None = None
    words: str | None = Field(
        default=None,
        max_length=_LONGEST_NOTE,
        description="sealed; whoever confirms reads them, no trainer. Needed with `other`",
    )


class TopicGiven(Body):
    """`POST …/topic`."""

    topic: Situation


class SignalGiven(Body):
    """`POST …/signals`."""

    signal: Signal
    stands: bool = Field(description="false: take it away")
    seq: int | None = Field(
        default=None, ge=1, lt=2**31, description="of one that stands: the message that states it"
    )


class LoweringDecided(Body):
    """`POST …/lowering`."""

    id: str = Field(max_length=32, description="of the proposal that was read")
    decision: Decision
