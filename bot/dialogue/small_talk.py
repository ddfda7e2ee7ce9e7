"""Greetings, thanks, teasing, and what is not for this chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.presenting import advance, remind
from bot.dialogue.speaking import Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

_LEADS_BACK = {"greet", "are_you_human", "insult_bot", "out_of_scope"}


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer shortly, then come back to what is in hand where that is not pushing."""
    short = say(f"utter_{turn.intent}", memory, content)
    if turn.intent == "start_over":
        spoken = advance(memory, content)
    elif turn.intent in _LEADS_BACK:
        spoken = remind(memory, content)
    else:
        spoken = Spoken([], memory)
    return Spoken([short, *spoken.says], spoken.memory)
