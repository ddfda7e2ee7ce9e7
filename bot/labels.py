"""The closed sets of `labels.md`: topics, roles, signals and levels, and what follows from them.

Pure Python without Rasa, so that every part of the engine and every test can import it at once.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Level(str, Enum):
    """How soon a human is needed; compared by `order`."""

    LIFE = "life"
    URGENT = "urgent"
    NORMAL = "normal"


class Role(str, Enum):
    """For whom the visitor writes."""

    SELF = "self"
    FRIEND = "friend"
    ADULT = "adult"


class Signal(str, Enum):
    """What a message states that changes how help must be given."""

    SUICIDE = "suicide"
    ATTEMPT_NOW = "attempt_now"
    DANGER_NOW = "danger_now"
    MEETING_PLANNED = "meeting_planned"
    FORCED_HARM = "forced_harm"
    KNOWN_OFFLINE = "known_offline"
    ABUSER_CLOSE = "abuser_close"
    UNDER_13 = "under_13"
    PAID = "paid"
    SPREAD_ALREADY = "spread_already"


# In the order of labels.md: of two situations that fit one message, the first one wins.
SITUATIONS: tuple[str, ...] = (
    "offline_abuse",
    "exploitation",
    "sextortion_money",
    "sextortion_images",
    "sextortion",
    "deepnude",
    "image_spread",
    "grooming",
    "image_pressure",
    "unwanted_image",
    "sexting_doubt",
    "i_spread",
    "abuse_images_found",
    "hacked_account",
    "cyberbullying",
    "missing",
    "worried_about_self",
)

QUESTIONS: tuple[str, ...] = (
    "should_pay",
    "already_paid",
    "will_they_post",
    "remove_image",
    "how_evidence",
    "how_block",
    "police",
    "legal",
    "tell_adult",
    "my_fault",
    "feeling_bad",
    "what_is",
    "prevention",
    "privacy",
    "are_you_human",
    "talk_to_human",
    "what_can_you_do",
)

ACTS: tuple[str, ...] = (
    "affirm",
    "deny",
    "done",
    "cant",
    "why",
    "how",
    "dont_know",
    "greet",
    "thanks",
    "goodbye",
    "start_over",
    "delete_chat",
    "change_language",
    "insult_bot",
    "out_of_scope",
)

TOPICS: tuple[str, ...] = SITUATIONS + QUESTIONS + ACTS

LIFE_SIGNALS: tuple[Signal, ...] = (
    Signal.ATTEMPT_NOW,
    Signal.DANGER_NOW,
    Signal.SUICIDE,
    Signal.FORCED_HARM,
)
URGENT_SIGNALS: tuple[Signal, ...] = (Signal.MEETING_PLANNED, Signal.ABUSER_CLOSE)
URGENT_TOPICS: tuple[str, ...] = ("offline_abuse", "exploitation", "missing")

# labels.md: the first is never stated without the second.
BRINGS: dict[Signal, Signal] = {
    Signal.ATTEMPT_NOW: Signal.SUICIDE,
    Signal.ABUSER_CLOSE: Signal.KNOWN_OFFLINE,
}

_RANK = {Level.LIFE: 3, Level.URGENT: 2, Level.NORMAL: 1, None: 0}


def level_of(*, topic: str | None, signals: Iterable[str], wants_human: bool) -> Level | None:
    """Work out the level of one reading (or of a chat so far), after the table of labels.md."""
    stated = set(signals)
    if stated & {signal.value for signal in LIFE_SIGNALS}:
        return Level.LIFE
    if stated & {signal.value for signal in URGENT_SIGNALS} or topic in URGENT_TOPICS:
        return Level.URGENT
    if Signal.UNDER_13.value in stated and topic in SITUATIONS:
        return Level.URGENT
    if wants_human or topic == "talk_to_human":
        return Level.NORMAL
    return None


def highest(*levels: Level | None) -> Level | None:
    """Return the most pressing of several levels, None when none of them is set."""
    return max(levels, key=lambda level: _RANK[level], default=None)


# What a message of the bot may say that it advises or asks: contract §3, in its order.
ADVICE: tuple[str, ...] = (
    "i_am_a_bot",
    "privacy",
    "no_blame",
    "dont_pay",
    "stop_paying",
    "dont_send_more",
    "dont_meet",
    "dont_reply",
    "keep_evidence",
    "not_the_image",
    "report_account",
    "stop_contact",
    "keep_account",
    "secure_account",
    "tell_adult",
    "call_116000",
    "human_offered",
    "remove_image",
    "take_it_down",
    "report_platform",
    "ask_to_delete",
    "dont_forward",
    "delete_it",
    "report_abuse_images",
    "school",
    "police",
    "emergency_112",
    "police_101",
    "poison_centre",
    "suicide_line",
    "medical_care",
    "bank",
    "what_if_posted",
    "make_it_right",
    "stop_it_now",
    "prevention",
    "helpline_other",
    "code_offered",
    "company",
    "safe_now",
    "ask_dying",
    "ask_known",
    "ask_image",
    "ask_safe_adult",
    "age",
    "support_friend",
    "stay_calm",
    "no_copying",
    "dont_confront",
)
