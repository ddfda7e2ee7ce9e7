"""Answers a question in between, then comes back to what is in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import agenda
from bot.dialogue.content_types import Case
from bot.dialogue.presenting import present, remind
from bot.dialogue.remember import asked
from bot.dialogue.speaking import Say, Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import TopicAnswer
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer a question topic as it fits what was told; some are asked something first or after."""
    topic = content.answers[turn.intent]
    case = _case(topic, memory)
    heard = _heard(memory, content)
    first = _if_open(heard or case.asks_first, memory, content)
    if case.asks_first and first:
        return present(first, memory, content)
    says: list[Say] = []
    if not (topic.covered_by in memory.answered and memory.said):
        says.append(say(case.say, memory, content))
    asks = first or (None if asked(memory, content) else _if_open(case.asks, memory, content))
    spoken = present(asks, memory, content) if asks else remind(memory, content)
    if not says and not spoken.says:
        return Spoken([say("utter_plan_after", memory, content)], memory)
    return Spoken([*says, *spoken.says], spoken.memory)


def _case(topic: TopicAnswer, memory: Memory) -> Case:
    truths = memory.truths
    name = topic.by_situation.get(memory.situation or "", topic.default)
    usual = Case(name, asks=topic.asks)
    return next((case for case in topic.cases if agenda.holds(case, truths)), usual)


def _heard(memory: Memory, content: Content) -> str | None:
    # A phrase of this message calls for a question.
    return next((name for name in content.questions if memory.is_fresh(f"ask:{name}")), None)


def _if_open(name: str | None, memory: Memory, content: Content) -> str | None:
    return name if name and agenda.to_ask(name, memory, content) else None
