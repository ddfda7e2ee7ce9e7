"""Which language the chat goes on in, and the one safe message for all others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.content_types import LANGUAGES
from bot.dialogue.presenting import remind
from bot.dialogue.remember import WORDS_TO_SWITCH
from bot.dialogue.speaking import Say, Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

ACTION = "action_language"


def must_tell(memory: Memory, turn: Turn) -> bool:
    """Whether this message needs the safe message for other languages."""
    if turn.reading is None or turn.reading.language in LANGUAGES:
        return False
    if memory.language is None:
        return True
    return not memory.other_told and not memory.life and turn.words >= WORDS_TO_SWITCH


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say that the language has changed, or which languages there are."""
    switched = turn.intent in {"change_language", "event_language"}
    if memory.language is None or not switched:
        return Spoken([Say("utter_other_language")], replace(memory, other_told=True))
    changed = say("utter_language_changed", memory, content)
    spoken = remind(memory, content)
    return Spoken([changed, *spoken.says], spoken.memory)
