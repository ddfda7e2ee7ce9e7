"""Which action answers which intent; data/rules says the same to Rasa, and a test compares them."""

from __future__ import annotations

from bot.dialogue.turn import CHOICE_INTENTS, EVENTS, FALLBACK
from bot.labels import QUESTIONS, SITUATIONS

_WALK = (
    *SITUATIONS,
    *CHOICE_INTENTS,
    "affirm",
    "deny",
    "done",
    "cant",
    "why",
    "how",
    "dont_know",
)
_SMALL_TALK = (
    "greet",
    "thanks",
    "goodbye",
    "are_you_human",
    "insult_bot",
    "out_of_scope",
    "start_over",
    "delete_chat",
)

ROUTES: dict[str, str] = {
    **dict.fromkeys(_WALK, "action_walk"),
    **dict.fromkeys(QUESTIONS, "action_answer"),
    **dict.fromkeys(_SMALL_TALK, "action_small_talk"),
    "talk_to_human": "action_human",
    "change_language": "action_language",
    FALLBACK: "action_ask_situation",
    **dict(
        zip(
            EVENTS,
            ("action_open", "action_silence", "action_language", "action_handback"),
            strict=True,
        )
    ),
}

# Nothing more to understand once the danger in a message was answered: the plan goes on.
_WALKS_AFTER_DANGER = {FALLBACK, "greet", "thanks", "out_of_scope", "insult_bot", "feeling_bad"}


def after_danger(intent: str) -> str:
    """Name the action that goes on after the answer to a danger signal."""
    return "action_walk" if intent in _WALKS_AFTER_DANGER else ROUTES[intent]
