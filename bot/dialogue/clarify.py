"""What is said to a message that was not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.memory import Pending
from bot.dialogue.presenting import remind
from bot.dialogue.situation import wins
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
    guesses = _guesses(memory, turn, content)
    guess = _first_guess(memory, turn)
    if guess is not None and not _waits_for_answer(memory):
        in_plan = "" if memory.situation is None else "_in_plan"
        asking = replace(memory, pending=Pending("guess", guess), nudged=True)
        return _offer(f"utter_guess{in_plan}", guesses, asking, content)
    if memory.situation is not None or memory.pending is not None:
        spoken = remind(memory, content)
        before = say("utter_ask_situation_in_plan", memory, content)
        return Spoken([before, *spoken.says], spoken.memory)
    return _offer("utter_ask_situation", guesses, replace(memory, nudged=True), content)


def _waits_for_answer(memory: Memory) -> bool:
    # A question that was asked is asked again: what was written is more likely meant for it.
    return memory.pending is not None and memory.pending.kind == "question"


def _offer(name: str, guesses: tuple[Button, ...], memory: Memory, content: Content) -> Spoken:
    bubble = say(name, memory, content)
    shown = (*guesses, *content.buttons(bubble.response, memory.language))
    return Spoken([replace(bubble, choices=shown, own=False)], memory)


def _first_guess(memory: Memory, turn: Turn) -> str | None:
    """Name the situation that is likelier than any other topic, None if there is no such.

    In a plan only one that would take the place of its situation: what is added in passing sounds like many.
    """
    topic = turn.reading.ranking[0][0] if turn.reading and turn.reading.ranking else None
    new = topic in SITUATIONS and topic != memory.situation
    return topic if topic and new and wins(topic, over=memory.situation) else None


def _guesses(memory: Memory, turn: Turn, content: Content) -> tuple[Button, ...]:
    ranking = turn.reading.ranking if turn.reading else ()
    others = [topic for topic, _ in ranking if topic in SITUATIONS and topic != memory.situation]
    likely = others[:MOST_GUESSES]
    chosen = memory.language or "fr"
    return tuple(
        Button(content.situations[topic].label_for(memory.role, chosen), payload_of("pick", topic))
        for topic in likely
    )
