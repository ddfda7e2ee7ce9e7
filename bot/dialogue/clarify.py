"""What is said to a message that was not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.presenting import remind
from bot.dialogue.speaking import Spoken, say
from bot.labels import SITUATIONS

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

MOST_GUESSES = 3
MISSES_BEFORE_HUMAN = 2


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say what it may be about and let them choose; from the second time on offer a human, too."""
    if memory.misses >= MISSES_BEFORE_HUMAN:
        return Spoken([say("utter_not_understood_human", memory, content)], memory)
    if memory.situation is not None or memory.pending is not None:
        spoken = remind(memory, content)
        before = say("utter_ask_situation_in_plan", memory, content)
        return Spoken([before, *spoken.says], spoken.memory)
    bubble = say("utter_ask_situation", memory, content)
    own = content.buttons(bubble.response, memory.language)
    shown = (*_guesses(memory, turn, content), *own)
    return Spoken([replace(bubble, choices=shown, own=False)], replace(memory, nudged=True))


def _guesses(memory: Memory, turn: Turn, content: Content) -> tuple[Button, ...]:
    ranking = turn.reading.ranking if turn.reading else ()
    likely = [topic for topic, _ in ranking if topic in SITUATIONS][:MOST_GUESSES]
    return tuple(
        Button(content.situations[topic].label[memory.language or "fr"], payload_of("pick", topic))
        for topic in likely
    )
