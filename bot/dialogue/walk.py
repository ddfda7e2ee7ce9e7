"""The walker: what each move within a plan does, and back to it after whatever came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.presenting import STEP_PICK, advance, joined, present, remind, step_in_hand
from bot.dialogue.speaking import Spoken, choices, say
from bot.labels import SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Step
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

    Move = Callable[[Memory, Step, Content], Spoken]

OTHER = "other"


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer a situation, a move within the plan or an answer to a question."""
    if memory.is_fresh("situation"):
        return advance(replace(memory, pending=None), content)
    for name in memory.fresh:
        if name.startswith("answer:"):
            return _after_answer(name, memory, content)
    if turn.act == "pick":
        return _picked(memory, turn, content)
    step = step_in_hand(memory, content)
    move = _MOVES.get(turn.intent)
    if step is not None and move is not None:
        return move(memory, step, content)
    return _told_on(memory, turn, content)


def _told_on(memory: Memory, turn: Turn, content: Content) -> Spoken:
    if memory.pending is not None:
        return _with_pending(memory, turn, content)
    if turn.intent in {"later", "calm"}:
        return Spoken([say("utter_calm", memory, content)], memory)
    if memory.life:
        # One bubble at a time: the step itself rather than a word before it.
        return advance(memory, content)
    if turn.intent in {"done", "why", "how", "cant"} and memory.situation:
        return joined([say("utter_no_step", memory, content)], advance(memory, content))
    if turn.intent in SITUATIONS and memory.opened:
        return joined([say("utter_listening", memory, content)], advance(memory, content))
    return advance(memory, content)


def _after_answer(name: str, memory: Memory, content: Content) -> Spoken:
    _, question, answer = name.split(":", 2)
    then = content.questions[question].answers[answer].then
    says = [say(then, memory, content)] if then else []
    return joined(says, advance(memory, content))


def _picked(memory: Memory, turn: Turn, content: Content) -> Spoken:
    value = turn.value or ""
    chosen = value.removeprefix(STEP_PICK)
    if value.startswith(STEP_PICK) and chosen in content.steps:
        aside = tuple(step for step in memory.set_aside if step != chosen)
        return present(chosen, replace(memory, set_aside=aside, ended=False), content)
    if value == OTHER and memory.pending is None:
        return Spoken([say("utter_something_else", memory, content)], replace(memory, nudged=True))
    step = step_in_hand(memory, content)
    if memory.is_fresh("app") and step is not None:
        return _how(memory, step, content)
    return _or_something(remind(memory, content), content)


def _with_pending(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Something that is no answer came while a question waits, or a step that is told on."""
    pending = memory.pending
    if pending is not None and pending.kind == "question":
        asked_again = f"{pending.id}:asked_again"
        if turn.intent in {"later", "calm"} or asked_again in memory.facts:
            # Nobody is asked a third time.
            return advance(replace(memory.adding("set_aside", pending.id), pending=None), content)
        memory = memory.adding("facts", asked_again)
    says = [say("utter_listening", memory, content)] if turn.intent in SITUATIONS else []
    return _or_something(joined(says, remind(memory, content)), content)


def _or_something(spoken: Spoken, content: Content) -> Spoken:
    if spoken.says:
        return spoken
    return Spoken([say("utter_plan_after", spoken.memory, content)], spoken.memory)


def _done(memory: Memory, step: Step, content: Content) -> Spoken:
    memory = replace(memory.adding("ticks", step.id), pending=None)
    return advance(memory, content)


def _cant(memory: Memory, step: Step, content: Content) -> Spoken:
    says = [say(step.cant, memory, content)]
    memory = replace(memory.adding("set_aside", step.id), pending=None)
    smaller = step.cant_then
    if smaller and smaller not in memory.ticks and smaller not in memory.set_aside:
        return joined(says, present(smaller, memory, content))
    return joined(says, advance(memory, content))


def _later(memory: Memory, step: Step, content: Content) -> Spoken:
    memory = replace(memory.adding("set_aside", step.id), pending=None)
    return joined([say("utter_set_aside", memory, content)], advance(memory, content))


def _why(memory: Memory, step: Step, content: Content) -> Spoken:
    shown = choices(step.say, memory, content, leave_out=["why"])
    bubble = replace(say(step.why, memory, content), step=step.id, choices=shown, prompt=True)
    return Spoken([bubble], memory)


def _how(memory: Memory, step: Step, content: Content) -> Spoken:
    shown = choices(step.say, memory, content, leave_out=["how"])
    name = step.how_app.get(memory.app or "", step.how)
    if not memory.app:
        apps = (
            Button(content.apps[app], payload_of("pick", app)) for app in content.apps_offered(step)
        )
        shown = (*shown, *apps)
    bubble = replace(say(name, memory, content), step=step.id, choices=shown, prompt=True)
    return Spoken([bubble], memory)


_MOVES: dict[str, Move] = {
    "done": _done,
    "affirm": _done,
    "cant": _cant,
    "deny": _cant,
    "why": _why,
    "how": _how,
    "dont_know": _how,
    "later": _later,
    "calm": _later,
}
