"""Greetings, thanks, teasing, and what is not for this chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.presenting import advance, remind
from bot.dialogue.speaking import Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

# Kind once, then short.
_ONCE = {"insult_bot"}
_LEADS_BACK = {"greet", "are_you_human", "insult_bot", "out_of_scope"}


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer shortly, then come back to what is in hand where that is not pushing."""
    name = f"utter_{turn.intent}"
    if turn.intent in _ONCE and memory.times(name):
        name = f"{name}_again"
    short = say(name, memory, content)
    memory = memory.counting(f"utter_{turn.intent}") if turn.intent in _ONCE else memory
    if turn.intent == "start_over":
        spoken = advance(memory, content)
    elif turn.intent in _LEADS_BACK or memory.safety_open:
        spoken = remind(memory, content)
    else:
        spoken = Spoken([], memory)
    return Spoken([short, *spoken.says], spoken.memory)
