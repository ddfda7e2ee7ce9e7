"""Presents the plan: the first answer, what comes next, the reminder, the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda
from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.memory import Pending
from bot.dialogue.speaking import MOST_BUBBLES, Say, Spoken, choices, say

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Step
    from bot.dialogue.memory import Memory

STEP_PICK = "step:"
_STILL_HERE = ("utter_plan_after", "utter_plan_after_more")


def step_in_hand(memory: Memory, content: Content) -> Step | None:
    """Give the step that waits for the visitor."""
    if memory.pending is None or memory.pending.kind not in {"step", "app"}:
        return None
    return content.steps.get(memory.pending.id)


def advance(memory: Memory, content: Content) -> Spoken:
    """Say the first answer if it was not given yet, then present what comes next."""
    says: list[Say] = []
    if must_open(memory):
        opening, memory = open_situation(memory, content)
        says.append(opening)
    item = agenda.next_item(memory, content)
    memory = agenda.counting_answer(memory)
    if item is not None and memory.said + len(says) < MOST_BUBBLES:
        return joined(says, present(item, memory, content))
    if item is not None:
        last = replace(says[-1], choices=choices("utter_go_on", memory, content)) if says else None
        return Spoken([*says[:-1], last or say("utter_go_on", memory, content)], memory)
    if memory.situation is None and not memory.ticks and not memory.set_aside:
        # Who has asked for a person is not told once more that they can.
        asked = memory.life or memory.level is not None
        name = "utter_tell_me_more" if asked else "utter_what_happened"
        nudge = replace(say(name, memory, content), marks="nudged")
        return Spoken([*says, nudge], replace(memory, nudged=True))
    return joined(says, _end(memory, content))


def must_open(memory: Memory) -> bool:
    """Whether the first answer to the situation is still owed."""
    return memory.situation is not None and not memory.in_plan


def open_situation(memory: Memory, content: Content) -> tuple[Say, Memory]:
    """Say the first answer to the situation."""
    row = agenda.row(memory, content)
    if row is None:
        raise LookupError("no situation is known: ask must_open first")
    bubble = replace(say(row.first, memory, content), marks="opened")
    opened = replace(memory, opened=memory.place, ended=False)
    return bubble, agenda.counting_answer(opened, anew=True)


def present(item: str, memory: Memory, content: Content) -> Spoken:
    """Take a step or question in hand; the come-back code is offered before leaving the app."""
    step = content.steps.get(item)
    if step is None:
        question = content.questions[item]
        bubble = replace(say(question.say, memory, content), prompt=True)
        return Spoken([bubble], replace(memory, pending=Pending("question", item)))
    bubble = replace(say(agenda.words_of(step, memory), memory, content), step=item, prompt=True)
    says = [bubble]
    if step.leaves_app and "code_offered" not in memory.told:
        says = [say("utter_code_offered", memory, content), bubble]
    return Spoken(says, replace(memory, pending=Pending("step", item)))


def keep_if_next(memory: Memory, content: Content) -> Memory:
    """Leave in hand only a step that comes next anyway: whatever else changed, it was said."""
    step = step_in_hand(memory, content)
    next_one = agenda.next_item(memory, content)
    return memory if step is not None and step.id == next_one else replace(memory, pending=None)


def remind(memory: Memory, content: Content) -> Spoken:
    """Come back to what is in hand, shortly, or go on with the plan."""
    step = step_in_hand(memory, content)
    if step is not None and agenda.is_done(step.id, memory, content):
        return advance(replace(memory, pending=None), content)
    if step is not None:
        memory = replace(memory, pending=Pending("step", step.id))
        bubble = replace(
            say("utter_back_to_step", memory, content),
            step=step.id,
            choices=choices(step.say, memory, content),
            prompt=True,
        )
        return Spoken([bubble], memory)
    question = content.questions.get(memory.pending.id) if memory.pending else None
    if question is not None and (question.safety or not agenda.is_known(question, memory)):
        return present(question.id, memory, content)
    if memory.situation is not None and not memory.ended:
        return advance(memory, content)
    if memory.situation is None and not memory.nudged:
        return advance(memory, content)
    return Spoken([], replace(memory, pending=None))


def joined(before: list[Say], spoken: Spoken) -> Spoken:
    """Put bubbles before others."""
    return Spoken([*before, *spoken.says], spoken.memory)


def still_here(memory: Memory, content: Content) -> Spoken:
    """Say, in two lines in turn, what can be done after the end of the plan."""
    line = _STILL_HERE[memory.again % len(_STILL_HERE)]
    return Spoken(
        [say(line, memory, content)], replace(memory, again=(memory.again + 1) % len(_STILL_HERE))
    )


def _end(memory: Memory, content: Content) -> Spoken:
    language = memory.language or "fr"
    aside = tuple(
        Button(content.steps[step].label[language], payload_of("pick", STEP_PICK + step))
        for step in agenda.open_steps(memory, content)
    )
    if memory.ended:
        (bubble,), memory = still_here(memory, content)
    else:
        left = "utter_plan_end_open" if memory.ticks else "utter_plan_end_aside"
        bubble = say(left if aside else "utter_plan_end", memory, content)
    bubble = replace(bubble, choices=aside, marks="ended")
    return Spoken([bubble], replace(memory, ended=True, pending=None))
