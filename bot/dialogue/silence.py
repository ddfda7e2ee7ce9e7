"""What is said when nobody has written for a while."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.language import safe_message
from bot.dialogue.memory import SILENCE
from bot.dialogue.speaking import Spoken, say
from bot.labels import Signal

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Keep company while a life signal stands, else say one gentle line.

    Somebody in danger or who cannot write gets the quiet line: whoever else looks at the screen
    must see as little as possible. When to be silent altogether is the service's matter (contract
    §3 counts the lines); asked for a line, we always have one.
    """
    if memory.language is None:
        return safe_message(memory, turn)
    if not memory.life:
        gentle = say("utter_silence_gentle", memory, content)
        return Spoken([gentle], memory.adding("facts", SILENCE))
    if Signal.DANGER_NOW.value in memory.signals or memory.cannot_write:
        return Spoken([say(content.company.quiet, memory, content)], memory)
    lines = content.company.lines
    spoken = say(lines[memory.company % len(lines)], memory, content)
    return Spoken([spoken], replace(memory, company=(memory.company + 1) % len(lines)))
