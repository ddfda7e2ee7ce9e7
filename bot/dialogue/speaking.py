"""What is about to be said, and what holds for every turn whatever is said in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.dialogue.content_check import CRISIS_CHOICES
from bot.dialogue.content_responses import parse_payload, payload_of
from bot.dialogue.memory import OTHER_APP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Button
    from bot.dialogue.memory import Memory

_UNSAID = {"opened": None, "ended": False, "nudged": False}
HUMAN_OFFERED = "human_offered"
_WAYS_OUT = {"/dont_know", payload_of("pick", "other"), payload_of("pick", OTHER_APP)}
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
    """Say a response in the variant that fits the role, the situation and the danger."""
    return Say(_variant(name, memory, content))


def _variant(name: str, memory: Memory, content: Content) -> str:
    return content.variant(name, role=memory.role, danger=memory.danger, situation=memory.situation)


def choices(
    name: str, memory: Memory, content: Content, *, leave_out: Iterable[str] = ()
) -> tuple[Button, ...]:
    """Borrow the buttons of another response, some acts left out."""
    variant = _variant(name, memory, content)
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

    In a crisis one bubble with at most three choices, else at most three bubbles; the chat entering
    the queue is said in the same answer; choices stand only at the last bubble.
    """
    says, memory = spoken
    if memory.life:
        says, memory = _one_bubble(says, memory, content)
    else:
        room = MOST_BUBBLES - memory.said
        says = _with_human(says, memory, content, room=room)
        says, memory = _at_most(room, says, memory, content)
    says = _choices_last(says, memory, content)
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
    (kept,), memory = _at_most(1, says, memory, content)
    shown = choices_of(kept, memory, content)
    if len(shown) > CRISIS_CHOICES:
        kept = replace(kept, choices=_few(shown), own=False)
    return Spoken([kept], memory)


def _few(shown: Sequence[Button]) -> tuple[Button, ...]:
    """Keep the first choices and, whatever its place, the one that says nothing ("I don't know")."""
    way_out = tuple(button for button in shown[CRISIS_CHOICES:] if button.payload in _WAYS_OUT)[:1]
    return (*shown[: CRISIS_CHOICES - len(way_out)], *way_out)


def _at_most(most: int, says: Sequence[Say], memory: Memory, content: Content) -> Spoken:
    """Keep the first bubbles; what is left out was not said, and "go on" leads to it."""
    kept, dropped = list(says[: max(most, 0)]), says[max(most, 0) :]
    holds = memory.life and is_safety(memory, content)
    if any(bubble.prompt for bubble in dropped) and not holds:
        # What was not said is not in hand: the next "go on" presents it.
        memory = replace(memory, pending=None)
    unsaid: dict[str, Any] = {
        bubble.marks: _UNSAID[bubble.marks] for bubble in dropped if bubble.marks
    }
    memory = replace(memory, **unsaid)
    if kept and dropped and not holds and not choices_of(kept[-1], memory, content):
        go_on = choices("utter_go_on", memory, content)
        kept[-1] = replace(kept[-1], choices=go_on, own=False)
    return Spoken(kept, memory)


def owes_human(names: Iterable[str], memory: Memory, content: Content) -> bool:
    """Whether the chat enters the queue in this turn and none of these responses says so."""
    offered = any(HUMAN_OFFERED in content.advice(name) for name in names)
    return memory.is_fresh("queue") and not memory.life and not offered


def _with_human(says: Sequence[Say], memory: Memory, content: Content, *, room: int) -> list[Say]:
    if not owes_human((bubble.response for bubble in says), memory, content):
        return list(says)
    place = next((index for index, bubble in enumerate(says) if bubble.prompt), len(says))
    place = max(0, min(place, room - 1))
    coming = say("utter_human_coming", memory, content)
    return [*says[:place], coming, *says[place:]]


def _choices_last(says: Sequence[Say], memory: Memory, content: Content) -> list[Say]:
    """Let the last bubble show the choices, its own or those of the nearest one before it."""
    shown = [choices_of(bubble, memory, content) for bubble in says]
    last = next((choice for choice in reversed(shown) if choice), ())
    made = [replace(bubble, choices=(), own=False) for bubble in says]
    if made and shown[-1]:
        made[-1] = says[-1]
    elif made:
        made[-1] = replace(made[-1], choices=last)
    return made
