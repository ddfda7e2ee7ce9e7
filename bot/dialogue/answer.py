"""Answers a question in between, then comes back to what is in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda, phrases
from bot.dialogue.content_types import Case
from bot.dialogue.presenting import present, remind, still_here
from bot.dialogue.remember import asked
from bot.dialogue.speaking import Say, Spoken, choices, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import TopicAnswer
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn


TIMES_BEFORE_HUMAN = 2


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
        if memory.times(case.say) >= TIMES_BEFORE_HUMAN and not memory.safety_open and not first:
            return _offer_human(memory, content)
        says.append(say(_wording(case.say, topic, memory), memory, content))
        memory = memory.counting(case.say)
    # What a phrase of this message calls for comes before the question of the topic.
    waits = asked(memory, content) or phrases.advised(memory, content)
    asks = first or (None if waits else _if_open(case.asks, memory, content))
    spoken = present(asks, memory, content) if asks else remind(memory, content)
    if not says and not spoken.says:
        return still_here(memory, content)
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


def _wording(name: str, topic: TopicAnswer, memory: Memory) -> str:
    """Name the full answer, or from the second time on the short one."""
    if not memory.times(name):
        return name
    # The short answer says the same as the default, which a case or a situation may not.
    return topic.again if topic.again and name == topic.default else "utter_asked_again"


def _offer_human(memory: Memory, content: Content) -> Spoken:
    # Choices that lead on stand beside the offer; what was in hand comes back with "go on".
    bubble = say("utter_asked_often", memory, content)
    shown = choices("utter_go_on", memory, content)
    return Spoken([replace(bubble, choices=shown, own=False)], replace(memory, pending=None))
