"""The first lines of a chat, and the lines after a counsellor hands it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.presenting import remind
from bot.dialogue.speaking import Say, Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn


def speak(memory: Memory, _turn: Turn, content: Content) -> Spoken:
    """Open the chat, in both languages while none is chosen."""
    if memory.language is None:
        return Spoken([Say("utter_opening_both")], memory)
    return Spoken([say("utter_opening", memory, content)], memory)


def handback(memory: Memory, _turn: Turn, content: Content) -> Spoken:
    """Say that the robot speaks again, and where we were."""
    spoken = remind(memory, content)
    return Spoken([say("utter_handback", memory, content), *spoken.says], spoken.memory)
