"""Answers a question in between, then comes back to what is in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import agenda
from bot.dialogue.presenting import present, remind
from bot.dialogue.speaking import Say, Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer a question topic as it fits the situation told."""
    topic = content.answers[turn.intent]
    says: list[Say] = []
    if not (topic.covered_by in memory.answered and memory.said):
        name = topic.by_situation.get(memory.situation or "", topic.default)
        says.append(say(name, memory, content))
    if topic.asks is not None and memory.pending is None:
        question = content.questions[topic.asks]
        if topic.asks not in memory.set_aside and not agenda.is_known(question, memory):
            spoken = present(topic.asks, memory, content)
            return Spoken([*says, *spoken.says], spoken.memory)
    spoken = remind(memory, content)
    if not says and not spoken.says:
        return Spoken([say("utter_plan_after", memory, content)], memory)
    return Spoken([*says, *spoken.says], spoken.memory)
