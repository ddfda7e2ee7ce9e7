"""What the desk sends."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.chat_states import Level
from service.domain.corrections import Decision, LoweringReason
from service.domain.labels import SIGNALS, SITUATIONS
from service.domain.misuse import MisuseReason
from service.domain.reading_along import AlongReason
from service.domain.staff import StaffRole

_LONGEST = 16 * 1024  # the body's own limit; the message's is checked when it is cleaned
_LONGEST_NOTE = 4000
_LONGEST_PASSWORD = 1000  # what may be typed; the rules for a new one are stricter

Situation = StrEnum("Situation", [(name, name) for name in SITUATIONS])  # type: ignore[misc]
Signal = StrEnum("Signal", [(name, name) for name in SIGNALS])  # type: ignore[misc]

type Result = Literal["helped", "referred", "emergency", "left", "misuse"]


class Body(BaseModel):
    """Unknown fields are ignored: an older service serves a newer page."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Credentials(Body):
    """`POST /api/desk/session`."""

    name: str = Field(max_length=80)
    password: str = Field(max_length=_LONGEST_PASSWORD)
    totp: str | None = Field(
        default=None, max_length=12, description="the one-time code, if the account has one"
    )
    recovery: str | None = Field(
        default=None, max_length=40, description="a recovery code in its place; each works once"
    )


class Sign(Body):
    """`POST /api/desk/session/heartbeat`."""

    active: bool = Field(
        default=False,
        description="somebody used keyboard, mouse or screen since the last one; keeps the session "
        "from its idle lock",
    )


class NewPassword(Body):
    """`POST /api/desk/account/password`."""

    old: str = Field(max_length=_LONGEST_PASSWORD)
    new: str = Field(max_length=_LONGEST_PASSWORD)


class OwnPassword(Body):
    """`POST …/totp` and `POST …/recovery-codes`."""

    password: str | None = Field(
        default=None,
        max_length=_LONGEST_PASSWORD,
        description="one's own; not asked for while the second factor is still to be set up",
    )


class Code(Body):
    """`POST …/totp/confirm`."""

    code: str = Field(max_length=12)


class Hired(Body):
    """`POST /api/desk/staff`."""

    name: str = Field(max_length=80)
    role: StaffRole


class NewRole(Body):
    """`POST /api/desk/staff/{account}/role`."""

    role: StaffRole


class AuditQuery(Body):
    """`GET /api/desk/audit`."""

    chat: str | None = Field(default=None, max_length=64)
    staff: str | None = Field(default=None, max_length=64, description="id of an account")
    action: str | None = Field(default=None, max_length=40)
    before: int | None = Field(default=None, ge=1, lt=2**31, description="older than this record")
    limit: int = Field(default=50, ge=1, le=200)


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


class Claim(Body):
    """`POST …/claim`."""

    one_more: bool = Field(default=False, description="also beyond the limit of chats at once")


class PresenceChosen(Body):
    """`POST /api/desk/duty/presence`."""

    presence: Literal["online", "break", "offline"]


class DoorSet(Body):
    """`POST /api/desk/duty/door` and `POST /api/desk/line`."""

    closed: bool


class OneMore(Body):
    """`POST /api/desk/duty/one-more`."""

    wanted: bool


class ChatLimit(Body):
    """`POST /api/desk/staff/{account}/chat-limit`."""

    limit: int | None = Field(ge=1, le=50, description="chats at once; null: the setting's")


class AlongGiven(Body):
    """`POST …/along`."""

    reason: AlongReason
    words: str | None = Field(
        default=None,
        max_length=_LONGEST_NOTE,
        description="sealed; the lead reads them. Needed with `other`",
    )


class ShownAs(Body):
    """`POST /api/desk/account/shown`."""

    by_role: bool = Field(description='visitors read "somebody of the team" for the first name')


class MisuseGiven(Body):
    """`POST …/misuse`."""

    reason: MisuseReason
