"""What is about to be said, and what holds for every turn whatever is said in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.dialogue.content_check import CRISIS_CHOICES, is_single
from bot.dialogue.content_responses import parse_payload, payload_of
from bot.dialogue.memory import OTHER_APP, Pending

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Button
    from bot.dialogue.memory import Memory

_UNSAID = {"opened": None, "ended": False, "nudged": False}
HUMAN_OFFERED = "human_offered"
_TO_A_HUMAN = payload_of("talk_to_human")
_WAYS_OUT = {"/dont_know", payload_of("pick", "other"), payload_of("pick", OTHER_APP)}
MOST_BUBBLES = 3
# New in a turn in which nothing more may be said after this action.
HELD = "held"


@dataclass(frozen=True)
class Say:
    """One bubble: a response by name, never a text.

    `choices` are added to the buttons of the response, or stand alone when `own` is false. `asks`:
    another response whose words follow in the same bubble.
    `prompt`: the bubble that presents the step or question in hand. `marks`: the field of memory
    that says it was said, taken back when it is left out.
    """

    response: str
    step: str | None = None
    choices: tuple[Button, ...] = ()
    own: bool = True
    asks: str | None = None
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


def advice_of(bubble: Say, content: Content) -> tuple[str, ...]:
    """Give the tags of everything that a bubble says."""
    names = [bubble.response, *([bubble.asks] if bubble.asks else [])]
    return tuple(dict.fromkeys(tag for name in names for tag in content.advice(name)))


def finish(
    spoken: Spoken, content: Content, *, asked: Pending | None = None, waits: bool = False
) -> Spoken:
    """Apply what holds for every answer, and remember the advice that it gives.

    In a crisis one bubble with at most three choices, else at most three bubbles; the chat entering
    the queue is said in the same answer; choices stand only at the last bubble, and a human is not among
    them once one was asked for.

    Args:
        spoken: what an action says.
        content: where the words stand.
        asked: what was in hand before the action.
        waits: whether a human was asked for before this turn, and has not gone.
    """
    says, memory = spoken
    if memory.life:
        says, memory = _one_bubble(says, memory, content, asked)
    else:
        room = MOST_BUBBLES - memory.said
        says = _with_human(says, memory, content, room=room)
        says, memory = _at_most(room, says, memory, content)
        says = _with_a_way_to_a_human(says, memory, content)
    says = _choices_last(says, memory, content)
    if waits or memory.is_fresh("queue"):
        says = [_without_a_human(bubble, memory, content) for bubble in says]
    advice = [tag for bubble in says for tag in advice_of(bubble, content)]
    memory = memory.adding("told", *advice)
    if says and (memory.life or any(content.announces(bubble.response) for bubble in says)):
        memory = replace(memory, fresh=tuple(name for name in memory.fresh if name != "queue"))
    memory = replace(
        memory,
        said=memory.said + len(says),
        safety_open=is_safety(memory, content),
        prompted=any(bubble.prompt for bubble in says),
    )
    return Spoken(says, memory)


def _without_a_human(bubble: Say, memory: Memory, content: Content) -> Say:
    shown = choices_of(bubble, memory, content)
    left = tuple(button for button in shown if button.payload != _TO_A_HUMAN)
    return bubble if left == shown else replace(bubble, choices=left, own=False)


def is_safety(memory: Memory, content: Content) -> bool:
    """Whether a safety question is in hand."""
    if memory.pending is None or memory.pending.kind != "question":
        return False
    question = content.questions.get(memory.pending.id)
    return question is not None and question.safety


def _one_bubble(
    says: Sequence[Say], memory: Memory, content: Content, asked: Pending | None
) -> Spoken:
    if is_safety(memory, content) and memory.pending == asked:
        return _with_safety(says, memory, content)
    kept_says, memory = _at_most(0 if memory.said else 1, says, memory, content)
    if not kept_says:
        return Spoken([], memory)
    (kept,) = kept_says
    shown = choices_of(kept, memory, content)
    if len(shown) > CRISIS_CHOICES:
        kept = replace(kept, choices=_few(shown), own=False)
    return Spoken([kept], memory)


def _with_safety(says: Sequence[Say], memory: Memory, content: Content) -> Spoken:
    """Let the open safety question come back in the bubble of what is answered in between."""
    if memory.said or not says:
        return Spoken([], _unsaid(says, memory))
    kept, *dropped = says
    memory = _unsaid(dropped, memory)
    question = next((bubble for bubble in dropped if bubble.prompt), None)
    if question is not None:
        shown = _few(choices_of(question, memory, content))
        kept = replace(kept, asks=question.response, choices=shown, own=False, prompt=True)
    return Spoken([kept], memory)


def _few(shown: Sequence[Button]) -> tuple[Button, ...]:
    """Keep the first choices and, whatever its place, the one that says nothing ("I don't know")."""
    way_out = tuple(button for button in shown[CRISIS_CHOICES:] if button.payload in _WAYS_OUT)[:1]
    return (*shown[: CRISIS_CHOICES - len(way_out)], *way_out)


def _at_most(most: int, says: Sequence[Say], memory: Memory, content: Content) -> Spoken:
    """Keep the first bubbles; what is left out was not said, and "go on" leads to it."""
    kept, dropped = list(says[: max(most, 0)]), says[max(most, 0) :]
    if any(bubble.prompt for bubble in dropped):
        # What was not said is not in hand: the next "go on" presents it.
        memory = replace(memory, pending=None)
    memory = _unsaid(dropped, memory)
    if kept and dropped and not choices_of(kept[-1], memory, content):
        go_on = choices("utter_go_on", memory, content)
        kept[-1] = replace(kept[-1], choices=go_on, own=False)
    return Spoken(kept, memory)


def _unsaid(dropped: Iterable[Say], memory: Memory) -> Memory:
    taken_back: dict[str, Any] = {
        bubble.marks: _UNSAID[bubble.marks] for bubble in dropped if bubble.marks
    }
    return replace(memory, **taken_back)


def owes_human(names: Iterable[str], memory: Memory, content: Content) -> bool:
    """Whether the chat enters the queue in this turn and none of these responses says so."""
    announced = any(content.announces(name) for name in names)
    ours = memory.language is not None  # the messages in other languages have words of their own
    return memory.is_fresh("queue") and ours and not memory.life and not announced


def _with_human(says: Sequence[Say], memory: Memory, content: Content, *, room: int) -> list[Say]:
    if not owes_human((bubble.response for bubble in says), memory, content):
        return list(says)
    place = next((index for index, bubble in enumerate(says) if bubble.prompt), len(says))
    place = max(0, min(place, room - 1))
    coming = say("utter_human_coming", memory, content)
    return [*says[:place], coming, *says[place:]]


def _with_a_way_to_a_human(says: Sequence[Say], memory: Memory, content: Content) -> list[Say]:
    """Where a bubble speaks of a person and nobody was asked for yet, let the last one offer it."""
    offered = any(
        HUMAN_OFFERED in advice_of(bubble, content) and not is_single(bubble.response)
        for bubble in says
    )
    if not offered or memory.level is not None:
        return list(says)
    shown = [choices_of(bubble, memory, content) for bubble in says]
    place = max((index for index, offers in enumerate(shown) if offers), default=len(says) - 1)
    if any(button.payload == _TO_A_HUMAN for button in shown[place]):
        return list(says)
    way = (b for b in choices("utter_go_on", memory, content) if b.payload == _TO_A_HUMAN)
    offering = replace(says[place], choices=(*says[place].choices, *way))
    return [*says[:place], offering, *says[place + 1 :]]


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
