"""What is said to a message that was not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.memory import Pending
from bot.dialogue.presenting import remind
from bot.dialogue.situation import wins
from bot.dialogue.speaking import Spoken, choices, say
from bot.labels import SITUATIONS

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

MOST_GUESSES = 3
FEWEST_GUESSES = 2
# Offered where hardly a situation is likely: what young people most often come with (facts.md 6).
MOST_COMMON = ("sextortion", "image_spread", "grooming")
OPENLY = "utter_ask_openly"
MISSES_BEFORE_HUMAN = 2
# So many times the same is answered.
TIMES_BEFORE_HUMAN = 2


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say what it may be about and let them choose; from the second time on offer a human, too."""
    if memory.misses >= MISSES_BEFORE_HUMAN:
        return Spoken([say("utter_not_understood_human", memory, content)], memory)
    likely = _likely(memory, turn)
    guess = first_guess(memory, turn)
    if guess is not None and not _waits_for_answer(memory):
        in_plan = "" if memory.situation is None else "_in_plan"
        asking = replace(memory, pending=Pending("guess", guess), nudged=True)
        return _offer(f"utter_guess{in_plan}", likely, asking, content)
    if memory.situation is not None or memory.pending is not None:
        spoken = remind(memory, content)
        before = say("utter_ask_situation_in_plan", memory, content)
        return Spoken([before, *spoken.says], spoken.memory)
    if not likely and memory.times(OPENLY):
        return Spoken([say("utter_not_understood_human", memory, content)], memory)
    if not likely:
        return openly(memory, content)
    return _offer("utter_ask_situation", _or_common(likely), replace(memory, nudged=True), content)


def openly(memory: Memory, content: Content) -> Spoken:
    """Ask, kindly and with a human offered, whether it is one of the most common situations."""
    memory = replace(memory, nudged=True).counting(OPENLY)
    return _offer(OPENLY, MOST_COMMON, memory, content)


def common(memory: Memory, content: Content) -> tuple[Button, ...]:
    """Give the choices for the most common situations, and something else."""
    offered = _buttons(MOST_COMMON, memory, content)
    return (*offered, *content.buttons(OPENLY, memory.language))


def offer_human(memory: Memory, content: Content) -> Spoken:
    """Offer a human to who asks the same again, beside choices that lead on.

    What was in hand comes back with "go on".
    """
    bubble = say("utter_asked_often", memory, content)
    if memory.situation is None and memory.pending is None:
        shown = common(memory, content)
    else:
        shown = choices("utter_go_on", memory, content)
    return Spoken([replace(bubble, choices=shown, own=False)], replace(memory, pending=None))


def _or_common(likely: tuple[str, ...]) -> tuple[str, ...]:
    """Fill up a list of one: two or three are offered."""
    if len(likely) >= FEWEST_GUESSES:
        return likely
    return tuple(dict.fromkeys((*likely, *MOST_COMMON)))[:MOST_GUESSES]


def _waits_for_answer(memory: Memory) -> bool:
    # A question that was asked is asked again: what was written is more likely meant for it.
    return memory.pending is not None and memory.pending.kind == "question"


def _offer(name: str, topics: tuple[str, ...], memory: Memory, content: Content) -> Spoken:
    bubble = say(name, memory, content)
    offered = _buttons(topics, memory, content)
    shown = (*offered, *content.buttons(bubble.response, memory.language))
    return Spoken([replace(bubble, choices=shown, own=False)], memory)


def first_guess(memory: Memory, turn: Turn) -> str | None:
    """Name the situation that is likelier than any other topic, None if there is no such.

    In a plan only one that would take the place of its situation: what is added in passing sounds like many.
    """
    topic = turn.reading.ranking[0][0] if turn.reading and turn.reading.ranking else None
    new = topic in SITUATIONS and topic != memory.situation
    return topic if topic and new and wins(topic, over=memory.situation) else None


def _likely(memory: Memory, turn: Turn) -> tuple[str, ...]:
    ranking = turn.reading.ranking if turn.reading else ()
    others = (topic for topic, _ in ranking if topic in SITUATIONS and topic != memory.situation)
    return tuple(others)[:MOST_GUESSES]


def _buttons(topics: tuple[str, ...], memory: Memory, content: Content) -> tuple[Button, ...]:
    """Give the choices for these situations, in the words of the one who writes."""
    chosen = memory.language or "fr"
    return tuple(
        Button(content.situations[topic].label_for(memory.role, chosen), payload_of("pick", topic))
        for topic in topics
    )
