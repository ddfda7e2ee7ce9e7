"""The walker: one step or question of the plan at a time, and back to it after whatever came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda
from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.memory import Pending
from bot.dialogue.speaking import MOST_BUBBLES, Say, Spoken, choices, say
from bot.labels import SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Step
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

    Move = Callable[[Memory, Step, Content], Spoken]

STEP_PICK = "step:"
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
    if turn.intent in {"done", "why", "how", "cant"} and memory.situation:
        return _joined([say("utter_no_step", memory, content)], advance(memory, content))
    if turn.intent in SITUATIONS and memory.opened:
        return _joined([say("utter_listening", memory, content)], advance(memory, content))
    return advance(memory, content)


def step_in_hand(memory: Memory, content: Content) -> Step | None:
    """Give the step that waits for the visitor."""
    if memory.pending is None or memory.pending.kind != "step":
        return None
    return content.steps.get(memory.pending.id)


def advance(memory: Memory, content: Content) -> Spoken:
    """Say the first answer if it was not given yet, then present what comes next."""
    says: list[Say] = []
    if must_open(memory):
        opening, memory = open_situation(memory, content)
        says.append(opening)
    item = agenda.next_item(memory, content)
    if item is not None and memory.said + len(says) < MOST_BUBBLES:
        return _joined(says, present(item, memory, content))
    if item is not None:
        last = replace(says[-1], choices=choices("utter_go_on", memory, content)) if says else None
        return Spoken([*says[:-1], last or say("utter_go_on", memory, content)], memory)
    if memory.situation is None and not memory.ticks and not memory.set_aside:
        name = "utter_tell_me_more" if memory.life else "utter_what_happened"
        nudge = replace(say(name, memory, content), marks="nudged")
        return Spoken([*says, nudge], replace(memory, nudged=True))
    return _joined(says, _end(memory, content))


def must_open(memory: Memory) -> bool:
    """Whether the first answer to the situation is still owed."""
    return memory.situation is not None and memory.opened != _place(memory)


def _place(memory: Memory) -> str:
    return f"{memory.situation}/{memory.role}"


def open_situation(memory: Memory, content: Content) -> tuple[Say, Memory]:
    """Say the first answer to the situation."""
    row = agenda.row(memory, content)
    if row is None:
        raise LookupError("no situation is known: ask must_open first")
    bubble = replace(say(row.first, memory, content), marks="opened")
    return bubble, replace(memory, opened=_place(memory), ended=False)


def present(item: str, memory: Memory, content: Content) -> Spoken:
    """Take a step or question in hand; the come-back code is offered before leaving the app."""
    step = content.steps.get(item)
    if step is None:
        question = content.questions[item]
        bubble = replace(say(question.say, memory, content), prompt=True)
        return Spoken([bubble], replace(memory, pending=Pending("question", item)))
    bubble = replace(say(step.say, memory, content), step=item, prompt=True)
    says = [bubble]
    if step.leaves_app and "code_offered" not in memory.told:
        says = [say("utter_code_offered", memory, content), bubble]
    return Spoken(says, replace(memory, pending=Pending("step", item)))


def remind(memory: Memory, content: Content) -> Spoken:
    """Come back to what is in hand, shortly, or go on with the plan."""
    step = step_in_hand(memory, content)
    if step is not None:
        bubble = replace(
            say("utter_back_to_step", memory, content),
            step=step.id,
            choices=choices(step.say, memory, content),
            prompt=True,
        )
        return Spoken([bubble], memory)
    if memory.pending is not None and memory.pending.id in content.questions:
        return present(memory.pending.id, memory, content)
    if memory.situation is not None and not memory.ended:
        return advance(memory, content)
    if memory.situation is None and not memory.nudged:
        return advance(memory, content)
    return Spoken([], replace(memory, pending=None))


def _joined(before: list[Say], spoken: Spoken) -> Spoken:
    return Spoken([*before, *spoken.says], spoken.memory)


def _after_answer(name: str, memory: Memory, content: Content) -> Spoken:
    _, question, answer = name.split(":", 2)
    then = content.questions[question].answers[answer].then
    says = [say(then, memory, content)] if then else []
    return _joined(says, advance(memory, content))


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
    return _or_something(_joined(says, remind(memory, content)), content)


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
        return _joined(says, present(smaller, memory, content))
    return _joined(says, advance(memory, content))


def _later(memory: Memory, step: Step, content: Content) -> Spoken:
    memory = replace(memory.adding("set_aside", step.id), pending=None)
    return _joined([say("utter_set_aside", memory, content)], advance(memory, content))


def _why(memory: Memory, step: Step, content: Content) -> Spoken:
    shown = choices(step.say, memory, content, leave_out=["why"])
    bubble = replace(say(step.why, memory, content), step=step.id, choices=shown, prompt=True)
    return Spoken([bubble], memory)


def _how(memory: Memory, step: Step, content: Content) -> Spoken:
    shown = choices(step.say, memory, content, leave_out=["how"])
    name = step.how_app.get(memory.app or "", step.how)
    if not memory.app:
        apps = (Button(content.apps[app], payload_of("pick", app)) for app in step.how_app)
        shown = (*shown, *apps)
    bubble = replace(say(name, memory, content), step=step.id, choices=shown, prompt=True)
    return Spoken([bubble], memory)


def _end(memory: Memory, content: Content) -> Spoken:
    language = memory.language or "fr"
    aside = tuple(
        Button(content.steps[step].label[language], payload_of("pick", STEP_PICK + step))
        for step in agenda.open_steps(memory, content)
    )
    if memory.ended:
        name = "utter_plan_after"
    else:
        name = "utter_plan_end_open" if aside else "utter_plan_end"
    bubble = replace(say(name, memory, content), choices=aside, marks="ended")
    return Spoken([bubble], replace(memory, ended=True, pending=None))


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
