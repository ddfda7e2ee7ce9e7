"""Answers a question in between, then comes back to what is in hand.

Each question is counted by itself: the first time it is answered in full, the second in short or by the next
concrete thing, from the third on a human is offered. What a topic lists under `others` (which app, how rather
than whether) is no repetition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda, clarify, phrases, told
from bot.dialogue.content_types import Case
from bot.dialogue.known import asked
from bot.dialogue.presenting import (
    present,
    remind,
    still_here,
)
from bot.dialogue.speaking import Say, Spoken, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import TopicAnswer, Way
    from bot.dialogue.memory import Memory, Pending
    from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class _Asked:
    """A question of its own within a topic: the name it is counted by, and the response to it."""

    name: str
    answer: str
    names_app: bool


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer a question topic as it fits what was told; some are asked something first or after."""
    topic = content.answers[turn.intent]
    case = _case(topic, memory)
    heard = _if_open(_heard(memory, content), memory, content)
    first = heard or _if_open(case.asks_first, memory, content)
    if case.asks_first and first and not _is_open(first, memory.pending):
        return present(first, memory, content)
    if case.asks_first and first and not memory.times(case.say):
        memory = memory.counting(case.say)  # the question has stood for the answer
    names: list[str] = []
    if not (topic.covered_by in memory.answered and memory.said):
        other = _other(topic, turn, memory, content)
        times = memory.times(other.name if other else case.say)
        if times >= clarify.TIMES_BEFORE_HUMAN and not memory.safety_open and not heard:
            return clarify.offer_human(memory, content)
        names, memory = _answers(case.say, other, topic, memory, content)
    if clarify.OPENLY in names:
        if memory.times(clarify.OPENLY):
            return clarify.offer_human(memory, content)
        if asked(memory, content) is None:
            return clarify.openly(memory, content)
        names = []  # what was asked comes back by itself
    says = [_bubble(name, case.say, memory, content) for name in names]
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


def _is_open(question: str, pending: Pending | None) -> bool:
    return pending is not None and pending.kind == "question" and pending.id == question


def _other(topic: TopicAnswer, turn: Turn, memory: Memory, content: Content) -> _Asked | None:
    """Hear which other question of the topic this is, None if it is the topic itself or unclear."""
    if turn.reading is None:
        return None
    text = turn.reading.plain
    named = told.app_in(turn.reading, content)
    by_words = [n for n, each in topic.others.items() if each.words and each.words.search(text)]
    by_app = [n for n, each in topic.others.items() if each.in_app and named]
    found = by_words if len(by_words) == 1 else by_app
    if len(found) != 1:
        return None
    way = _holding(topic.others[found[0]].ways, memory)
    if way is None:
        return None
    answer = _text_of(way, named or memory.app, content)
    names_app = named is not None and answer != _text_of(way, None, content)
    if found == by_app and not names_app:
        return None
    app = f":{named}" if names_app else ""
    return _Asked(f"{turn.intent}:{found[0]}{app}", answer, names_app)


def _holding(ways: tuple[Way, ...], memory: Memory) -> Way | None:
    truths = memory.truths
    return next((way for way in ways if agenda.holds(way, truths)), None)


def _text_of(way: Way, app: str | None, content: Content) -> str:
    """Name the text of a way, that of a step in the app where it has one."""
    if way.how is None:
        return way.say or ""
    step = content.steps[way.how]
    return step.how_app.get(app or "", step.how)


def _answers(
    usual: str, other: _Asked | None, topic: TopicAnswer, memory: Memory, content: Content
) -> tuple[list[str], Memory]:
    """Name what is said to the question, and count it."""
    if other is None:
        again = _holding(topic.again, memory) if memory.times(usual) else None
        name = _text_of(again, memory.app, content) if again else usual
        return [name], memory.counting(usual)
    if memory.times(usual) or memory.times(other.name):
        return [other.answer], memory.counting(other.name)
    if not other.names_app or memory.life:
        # The answer to the topic holds for each of its questions.
        return [usual], memory.counting(usual).counting(other.name)
    told_by_way = {*memory.told, *content.advice(other.answer)}
    if told_by_way.issuperset(content.advice(usual)):
        return [other.answer], memory.counting(other.name)
    return [usual, other.answer], memory.counting(usual).counting(other.name)


def _bubble(name: str, usual: str, memory: Memory, content: Content) -> Say:
    # The words of a step may stand here alone: its buttons belong to the step in hand.
    bubble = say(name, memory, content)
    return bubble if name == usual else replace(bubble, own=False)
