"""Answers a question in between, then comes back to what is in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda
from bot.dialogue.presenting import present, remind
from bot.dialogue.speaking import Say, Spoken, choices, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import TopicAnswer
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn


TIMES_BEFORE_HUMAN = 2


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer a question topic as it fits the situation told."""
    topic = content.answers[turn.intent]
    says: list[Say] = []
    if not (topic.covered_by in memory.answered and memory.said):
        name = topic.by_situation.get(memory.situation or "", topic.default)
        if memory.times(name) >= TIMES_BEFORE_HUMAN and not memory.safety_open:
            return _offer_human(memory, content)
        says.append(say(_wording(name, topic, memory), memory, content))
        memory = memory.counting(name)
    if topic.asks is not None and memory.pending is None:
        question = content.questions[topic.asks]
        if topic.asks not in memory.set_aside and not agenda.is_known(question, memory):
            spoken = present(topic.asks, memory, content)
            return Spoken([*says, *spoken.says], spoken.memory)
    spoken = remind(memory, content)
    if not says and not spoken.says:
        return Spoken([say("utter_plan_after", memory, content)], memory)
    return Spoken([*says, *spoken.says], spoken.memory)


def _wording(name: str, topic: TopicAnswer, memory: Memory) -> str:
    """Name the full answer, or from the second time on the short one."""
    if not memory.times(name):
        return name
    # The short answer says the same as the default, which a situation may not.
    return topic.again if topic.again and name == topic.default else "utter_asked_again"


def _offer_human(memory: Memory, content: Content) -> Spoken:
    # Choices that lead on stand beside the offer; what was in hand comes back with "go on".
    bubble = say("utter_asked_often", memory, content)
    shown = choices("utter_go_on", memory, content)
    return Spoken([replace(bubble, choices=shown, own=False)], replace(memory, pending=None))
