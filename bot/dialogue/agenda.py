"""The items of the plan that a chat is on: which hold now, and which comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.dialogue import phrases
from bot.labels import URGENT_TOPICS, Role, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Case, Item, Question, Row, Step, Way
    from bot.dialogue.memory import Memory

# What is said first when several things hold (labels.md); the two topics among the signals are
# situations. What stands in no line of labels.md comes after them.
ORDER: tuple[str, ...] = (
    "attempt_now",
    "danger_now",
    "suicide",
    "forced_harm",
    "meeting_planned",
    "offline_abuse",
    "abuser_close",
    "missing",
    "exploitation",
    "under_13",
    "paid",
    "spread_already",
    "known_offline",
)
LAST_BEFORE_SITUATION = ORDER.index("paid")
# What stands above it is danger; an urgent situation comes before what the signals below add.
_AFTER_DANGER = "under_13"
ASK_DYING = "ask_dying"
LATEST_ASK_DYING = 2
# Counts, in `Memory.repeats`, the answers that go on with a situation, from its first on.
ANSWERS = "answers"


def row(memory: Memory, content: Content) -> Row | None:
    """Give the row of the contract that this chat is on."""
    if memory.situation is None:
        return None
    return content.situations[memory.situation].rows[memory.role]


def is_short(memory: Memory) -> bool:
    """Whether the short plan for a child under 13 replaces the row."""
    return Signal.UNDER_13.value in memory.signals and memory.role == Role.SELF.value


def items(memory: Memory, content: Content) -> list[str]:
    """Name the steps and questions that hold now, in order, what signals add before the rest."""
    current = row(memory, content)
    wanted: list[Item] = []
    heard = phrases.questions(memory, content)
    rows = content.under_13 if is_short(memory) else current.items if current else ()
    for name in ORDER:
        if name == _AFTER_DANGER and memory.situation in URGENT_TOPICS:
            wanted += rows
        if name in memory.signals:
            wanted += content.signals[name].items
    wanted += rows
    truths = memory.truths
    names = list(dict.fromkeys([*heard, *(item.id for item in wanted if holds(item, truths))]))
    names = _with_open_question(names, memory, content)
    names = _advised_first(names, memory, content)
    return _in_time(names) if memory.role == Role.SELF.value else names


def _with_open_question(names: list[str], memory: Memory, content: Content) -> list[str]:
    # Who was asked about dying and then told another story has not answered yet.
    question = content.questions.get(ASK_DYING)
    if question is None or ASK_DYING in names or ASK_DYING not in memory.told:
        return names
    return names if is_known(question, memory) else [*names, ASK_DYING]


def _advised_first(names: list[str], memory: Memory, content: Content) -> list[str]:
    wanted = phrases.advised(memory, content)
    current = row(memory, content)
    if current is not None and memory.is_fresh("situation"):
        wanted -= set(content.advice(current.first))  # said in the first answer of this turn
    first = [name for name in names if wanted.intersection(_advice(name, content))]
    return [*first, *(name for name in names if name not in first)]


def _advice(name: str, content: Content) -> tuple[str, ...]:
    return content.steps[name].advice if name in content.steps else ()


def _in_time(names: list[str]) -> list[str]:
    # Contract §3: asked within three answers, however much the signals put before the row.
    if ASK_DYING not in names[LATEST_ASK_DYING:]:
        return names
    others = [name for name in names if name != ASK_DYING]
    return [*others[:LATEST_ASK_DYING], ASK_DYING, *others[LATEST_ASK_DYING:]]


def holds(item: Item | Case | Way, truths: frozenset[str]) -> bool:
    """Whether the conditions of an item or an answer hold."""
    return truths.issuperset(item.when) and not truths.intersection(item.unless)


def is_known(question: Question, memory: Memory) -> bool:
    """Whether an answer to this question is known, given or told in passing."""
    truths = memory.truths
    signals = (signal for answer in question.answers.values() for signal in answer.signals)
    return not truths.isdisjoint((*question.all_facts, *signals))


def is_done(item: str, memory: Memory, content: Content) -> bool:
    """Whether a step is done, by itself or by others that do the same."""
    step = content.steps.get(item)
    return step is not None and _done(memory, content).issuperset(step.does)


def _done(memory: Memory, content: Content) -> set[str]:
    return _does(memory.ticks, content)


def _does(names: Iterable[str], content: Content) -> set[str]:
    return {what for name in _steps(names, content) for what in content.steps[name].does}


def to_ask(name: str, memory: Memory, content: Content) -> bool:
    """Whether a question is still to be asked: neither answered nor set aside."""
    return name not in memory.set_aside and not is_known(content.questions[name], memory)


def next_item(memory: Memory, content: Content) -> str | None:
    """Name what comes next, None at the end of the plan."""
    names = items(memory, content)
    if _must_ask_dying_now(names, memory, content):
        return ASK_DYING
    for item in names:
        if is_done(item, memory, content) or item in memory.set_aside:
            continue
        if item in content.questions and is_known(content.questions[item], memory):
            continue
        return item
    return None


def _must_ask_dying_now(names: list[str], memory: Memory, content: Content) -> bool:
    # A line beside the items, such as the come-back code, may have taken an answer: the third asks.
    # While a life signal stands, what that adds comes first.
    if memory.life or memory.role != Role.SELF.value:
        return False
    late = memory.times(ANSWERS) >= LATEST_ASK_DYING
    return late and ASK_DYING in names and to_ask(ASK_DYING, memory, content)


def counting_answer(memory: Memory, *, anew: bool = False) -> Memory:
    """Count this answer, once, as one that goes on with the situation; `anew`: it is the first."""
    if anew:
        others = tuple(name for name in memory.repeats if name != ANSWERS)
        return replace(memory, repeats=others).counting(ANSWERS).with_fresh(ANSWERS)
    if memory.situation is None or memory.is_fresh(ANSWERS):
        return memory
    return memory.counting(ANSWERS).with_fresh(ANSWERS)


def is_planned(name: str, memory: Memory, content: Content) -> bool:
    """Whether a step, a question or the step that this is the smaller one of is in the plan."""
    larger = {step.id for step in content.steps.values() if step.cant_then == name}
    return not larger.union({name}).isdisjoint(items(memory, content))


def words_of(step: Step, memory: Memory) -> str:
    """Name the response that says a step: that of the first case that holds, else its usual one."""
    truths = memory.truths
    return next((case.say for case in step.cases if holds(case, truths)), step.say)


def open_steps(memory: Memory, content: Content) -> list[str]:
    """Name the steps that were set aside and are still to do: not those that would be wrong by now."""
    aside = [
        item
        for item in memory.set_aside
        if is_planned(item, memory, content) and not is_done(item, memory, content)
    ]
    return _beside([], _steps(aside, content), content)


def _beside(kept: list[str], more: Iterable[str], content: Content) -> list[str]:
    """Give those of `more` that do something which neither `kept` nor one before them does."""
    found: list[str] = []
    for name in more:
        if not _does([*kept, *found], content).issuperset(content.steps[name].does):
            found.append(name)
    return found


def plan(memory: Memory, content: Content) -> list[dict[str, Any]]:
    """Give the plan as the widget shows it, in the chat's language: the steps, ticked or not.

    What was done stays, also when the plan has changed and no step of it says so.
    """
    wanted = _steps(items(memory, content), content)
    done = [name for name in wanted if is_done(name, memory, content)]
    before = _beside(done, _steps(memory.ticks, content), content)
    aside = _beside(wanted, open_steps(memory, content), content)
    names = dict.fromkeys((*before, *wanted, *aside))
    language = memory.language or "fr"
    return [
        {
            "id": name,
            "label": _done_by(name, memory, content).label[language],
            "advice": list(content.steps[name].advice),
            "done": is_done(name, memory, content),
        }
        for name in names
    ]


def _done_by(name: str, memory: Memory, content: Content) -> Step:
    """Give the step itself, or the other that was ticked for it: who muted a chat has not blocked."""
    step = content.steps[name]
    if name in memory.ticks:
        return step
    others = (content.steps[tick] for tick in _steps(memory.ticks, content))
    return next((other for other in others if {*other.does}.issuperset(step.does)), step)


def _steps(names: Iterable[str], content: Content) -> list[str]:
    return [name for name in names if name in content.steps]
