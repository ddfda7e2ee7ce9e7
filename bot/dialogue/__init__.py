"""What is said next: pure functions over memory, reading and content (no Rasa, no visitor text)."""

from bot.dialogue.agenda import plan
from bot.dialogue.content import Content, ContentError
from bot.dialogue.memory import SLOTS, Memory
from bot.dialogue.remember import remember
from bot.dialogue.triage import Escalation, Reason, escalation
from bot.dialogue.turn import Help, Turn, turn_of

__all__ = [
    "SLOTS",
    "Content",
    "ContentError",
    "Escalation",
    "Help",
    "Memory",
    "Reason",
    "Turn",
    "escalation",
    "plan",
    "remember",
    "turn_of",
]
