"""What a counsellor may put right in a chat, and how a lowered level is agreed upon."""

from __future__ import annotations

from enum import StrEnum


class CorrectionKind(StrEnum):
    """What was put right."""

    LEVEL = "level"
    TOPIC = "topic"
    SIGNAL = "signal"


class CorrectionStatus(StrEnum):
    """`done` at once; a proposal to lower from `life` waits for somebody else's word.

    `void`: a new danger was read, the level was raised anew, or the chat left the desk.
    """

    DONE = "done"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class LoweringReason(StrEnum):
    """Why a level is lower than it seemed. `misread` and `saying` are mistakes of the bot."""

    MISREAD = "misread"
    SAYING = "saying"
    PAST = "past"
    SAFE_NOW = "safe_now"
    HOAX = "hoax"
    OTHER = "other"


class Decision(StrEnum):
    """A word on a proposal: the first two are for anybody but its author, the last for them."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
