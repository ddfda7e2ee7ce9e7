"""What is about to be said, and what holds for every turn whatever is said in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.dialogue.content_check import CRISIS_CHOICES
from bot.dialogue.content_responses import parse_payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Button
    from bot.dialogue.memory import Memory

_UNSAID = {"opened": None, "ended": False, "nudged": False}
HUMAN_OFFERED = "human_offered"
MOST_BUBBLES = 3
# New in a turn in which nothing more may be said after this action.
HELD = "held"


@dataclass(frozen=True)
class Say:
    """One bubble: a response by name, never a text.

    `choices` are added to the buttons of the response, or stand alone when `own` is false.
    `prompt`: the bubble that presents the step or question in hand. `marks`: the field of memory
    that says it was said, taken back when it is left out.
    """

    response: str
    step: str | None = None
    choices: tuple[Button, ...] = ()
    own: bool = True
    prompt: bool = False
    marks: str | None = None


class Spoken(NamedTuple):
    """The bubbles of an action and the memory once they are said."""

    says: list[Say]
    memory: Memory


def say(name: str, memory: Memory, content: Content) -> Say:
    """Say a response in the variant that fits the role and the danger."""
    return Say(content.variant(name, role=memory.role, danger=memory.danger))


def choices(
    name: str, memory: Memory, content: Content, *, leave_out: Iterable[str] = ()
) -> tuple[Button, ...]:
    """Borrow the buttons of another response, some acts left out."""
    variant = content.variant(name, role=memory.role, danger=memory.danger)
    return tuple(
        button
        for button in content.buttons(variant, memory.language)
        if parse_payload(button.payload)[0] not in set(leave_out)
    )


def choices_of(bubble: Say, memory: Memory, content: Content) -> tuple[Button, ...]:
    """Give the choices that a bubble shows."""
    own = content.buttons(bubble.response, memory.language) if bubble.own else ()
    return (*own, *bubble.choices)


def finish(spoken: Spoken, content: Content) -> Spoken:
    """Apply what holds for every answer, and remember the advice that it gives.

    In a crisis one bubble with at most three choices; the chat entering the queue is said in the
    same answer; choices stand only at the last bubble.
    """
    says, memory = spoken
    if memory.life:
        says, memory = _one_bubble(says, memory, content)
    elif memory.is_fresh("queue"):
        says = _with_human(says, memory, content)
    says = _choices_last(says)
    advice = [tag for bubble in says for tag in content.advice(bubble.response)]
    memory = memory.adding("told", *advice)
    if says and (HUMAN_OFFERED in advice or memory.life):
        memory = replace(memory, fresh=tuple(name for name in memory.fresh if name != "queue"))
    memory = replace(
        memory,
        said=memory.said + len(says),
        safety_open=is_safety(memory, content),
        prompted=any(bubble.prompt for bubble in says),
    )
    return Spoken(says, memory)


def is_safety(memory: Memory, content: Content) -> bool:
    """Whether a safety question is in hand."""
    if memory.pending is None or memory.pending.kind != "question":
        return False
    question = content.questions.get(memory.pending.id)
    return question is not None and question.safety


def _one_bubble(says: Sequence[Say], memory: Memory, content: Content) -> Spoken:
    if memory.said or not says:
        return Spoken([], memory)
    kept, dropped = says[0], says[1:]
    if any(bubble.prompt for bubble in dropped) and not is_safety(memory, content):
        # What was not said is not in hand: the next "go on" presents it.
        memory = replace(memory, pending=None)
    unsaid: dict[str, Any] = {
        bubble.marks: _UNSAID[bubble.marks] for bubble in dropped if bubble.marks
    }
    memory = replace(memory, **unsaid)
    shown = choices_of(kept, memory, content)
    if dropped and not shown and not is_safety(memory, content):
        shown = choices("utter_go_on", memory, content)
    few = shown[:CRISIS_CHOICES]
    if few != choices_of(kept, memory, content):
        kept = replace(kept, choices=few, own=False)
    return Spoken([kept], memory)


def _with_human(says: Sequence[Say], memory: Memory, content: Content) -> list[Say]:
    if any(HUMAN_OFFERED in content.advice(bubble.response) for bubble in says):
        return list(says)
    place = next((index for index, bubble in enumerate(says) if bubble.prompt), len(says))
    coming = say("utter_human_coming", memory, content)
    return [*says[:place], coming, *says[place:]]


def _choices_last(says: Sequence[Say]) -> list[Say]:
    return [replace(bubble, choices=(), own=False) for bubble in says[:-1]] + list(says[-1:])
