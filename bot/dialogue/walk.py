"""The walker: what each move within a plan does, and back to it after whatever came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda, clarify
from bot.dialogue.content_responses import payload_of
from bot.dialogue.content_types import Button
from bot.dialogue.memory import LAST, LATER, OTHER_APP, Pending, told_now
from bot.dialogue.presenting import (
    STEP_PICK,
    advance,
    joined,
    keep_if_next,
    must_open,
    open_situation,
    present,
    remind,
    step_in_hand,
    still_here,
)
from bot.dialogue.speaking import Say, Spoken, choices, say
from bot.dialogue.told import tells_only
from bot.labels import SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Step
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

    Move = Callable[[Memory, Step, Content], Spoken]

OTHER = "other"
# "We go at your pace" so many times; then what can be done.
TIMES_CALM = 2


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Answer a situation, a move within the plan or an answer to a question."""
    if memory.is_fresh("situation") or memory.is_fresh("role"):
        return _other_plan(memory, content)
    for name in memory.fresh:
        if name.startswith("answer:"):
            return _after_answer(name, memory, content)
    step = step_in_hand(memory, content)
    if memory.is_fresh("app") and step is not None:
        return _how(memory, step, content)
    if turn.act == "pick":
        return _picked(memory, turn, content)
    if _waits_for(memory, "guess"):
        return _not_guessed(memory, turn, content)
    return _moved(memory, step, turn, content)


def _other_plan(memory: Memory, content: Content) -> Spoken:
    """Open what was told now; a step in hand that stays the next one is not said again in full."""
    kept = keep_if_next(memory, content)
    if kept.pending is None or kept.is_fresh("role"):
        return advance(replace(kept, pending=None), content)
    if not must_open(kept):
        return remind(kept, content)
    opening, kept = open_situation(kept, content)
    return joined([opening], remind(kept, content))


def _moved(memory: Memory, step: Step | None, turn: Turn, content: Content) -> Spoken:
    cant = _cant_of_signal(memory, turn, content)
    if cant:
        return joined([say(cant, memory, content)], remind(memory, content))
    move = _later if memory.is_fresh(LATER) else _MOVES.get(turn.intent)
    if step is None or move is None or _means_another(step, memory, turn, content):
        return _told_on(memory, turn, content)
    if move is not _later and _waits_for(memory, "app") and turn.intent in _NO_APP:
        move = _how
    return move(memory, step, content)


def _cant_of_signal(memory: Memory, turn: Turn, content: Content) -> str | None:
    """Give the words to a typed "I can't" that means the warning of the last answer, not a step."""
    if turn.intent != "cant" or turn.reading is None:
        return None
    warned = (each.cant for name, each in content.signals.items() if memory.is_fresh(LAST + name))
    return next((cant for cant in warned if cant), None)


def _waits_for(memory: Memory, kind: str) -> bool:
    return memory.pending is not None and memory.pending.kind == kind


def _means_another(step: Step, memory: Memory, turn: Turn, content: Content) -> bool:
    """Whether what was typed is no answer to the step: it was not shown last, or names another."""
    says_done = turn.intent in {"done", "affirm"}
    if says_done and _told_of_plan(memory, content):
        return not agenda.is_done(step.id, memory, content)
    if turn.reading is None:
        return False
    if not says_done and told_now(memory) and tells_only(turn.reading, content):
        return True
    return turn.act in {"yes", "no"} and not memory.prompted


def _told_of_plan(memory: Memory, content: Content) -> bool:
    """Whether what is told is a fact, or a step of the plan: "ik stuur niks meer terug" may be its own step's done."""
    planned = agenda.items(memory, content)
    kinds = ((name, *content.cues.told[name].instead) for name in told_now(memory))
    return any(kind[0] not in content.steps or set(planned) & set(kind) for kind in kinds)


def _not_guessed(memory: Memory, turn: Turn, content: Content) -> Spoken:
    memory = replace(memory, pending=None)
    if turn.act == "no" and memory.situation is None:
        return Spoken([say("utter_something_else", memory, content)], replace(memory, nudged=True))
    return advance(memory, content)


def _told_on(memory: Memory, turn: Turn, content: Content) -> Spoken:
    if memory.pending is not None:
        return _with_pending(memory, turn, content)
    if turn.intent in {"later", "calm"}:
        return _at_your_pace(memory, content)
    if memory.life or memory.said:
        # One bubble at a time, or danger has spoken: the step itself rather than a word before it.
        return advance(memory, content)
    if turn.intent in {"done", "why", "how", "cant"} and memory.situation:
        return joined([say("utter_no_step", memory, content)], advance(memory, content))
    if (turn.intent in SITUATIONS and memory.opened) or told_now(memory):
        heard, memory = _listening(memory, content)
        return joined([heard], advance(memory, content))
    return advance(memory, content)


def _at_your_pace(memory: Memory, content: Content) -> Spoken:
    if memory.times("utter_calm") >= TIMES_CALM:
        return still_here(memory, content)
    return Spoken([say("utter_calm", memory, content)], memory.counting("utter_calm"))


def _after_answer(name: str, memory: Memory, content: Content) -> Spoken:
    _, question, answer = name.split(":", 2)
    given = content.questions[question].answer(answer, memory.role, memory.signals)
    says = [say(given.then, memory, content)] if given.then else []
    if given.step and not agenda.is_done(given.step, memory, content):
        aside = tuple(step for step in memory.set_aside if step != given.step)
        memory = replace(memory, set_aside=aside)
        return joined(says, present(given.step, memory, content))
    if memory.is_fresh("named") and memory.pending is not None:
        return joined(says, remind(memory, content))
    return joined(says, advance(memory, content))


def _picked(memory: Memory, turn: Turn, content: Content) -> Spoken:
    value = turn.value or ""
    chosen = value.removeprefix(STEP_PICK)
    if value.startswith(STEP_PICK) and chosen in content.steps:
        aside = tuple(step for step in memory.set_aside if step != chosen)
        return present(chosen, replace(memory, set_aside=aside, ended=False), content)
    if value == OTHER and (memory.pending is None or _waits_for(memory, "guess")):
        memory = replace(memory, nudged=True, pending=None)
        return Spoken([say("utter_something_else", memory, content)], memory)
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
    heard = turn.intent in SITUATIONS or bool(told_now(memory))
    says: list[Say] = []
    if heard:
        bubble, memory = _listening(memory, content)
        says.append(bubble)
    return _or_something(joined(says, remind(memory, content)), content)


def _listening(memory: Memory, content: Content) -> tuple[Say, Memory]:
    """Say that it was read, in three lines in turn: who tells the same again may want a human rather."""
    name = "utter_listening"
    human = "utter_listening_human" if memory.level is None else "utter_talk_to_human_waiting"
    # Of what is told by the way, each is something new.
    last = () if told_now(memory) else (human,)
    lines = (name, "utter_listening_more", *last)
    times = memory.times(name) % len(lines)
    is_last = times == len(lines) - 1
    after = memory.counting_anew(name) if is_last else memory.counting(name)
    return say(lines[times], memory, content), after


def _or_something(spoken: Spoken, content: Content) -> Spoken:
    if spoken.says:
        return spoken
    return still_here(spoken.memory, content)


def _done(memory: Memory, step: Step, content: Content) -> Spoken:
    memory = replace(memory.adding("ticks", step.id), pending=None)
    return advance(memory, content)


def _cant(memory: Memory, step: Step, content: Content) -> Spoken:
    """Give the smaller step, whose words are kind already, or kind words and the next step."""
    memory = replace(memory.adding("set_aside", step.id), pending=None)
    if step.cant_then:
        return present(step.cant_then, memory, content)
    says = [say(step.cant, memory, content)] if step.cant else []
    return joined(says, advance(memory, content))


def _later(memory: Memory, step: Step, content: Content) -> Spoken:
    memory = replace(memory.adding("set_aside", step.id), pending=None)
    return joined([say("utter_set_aside", memory, content)], advance(memory, content))


def _why(memory: Memory, step: Step, content: Content) -> Spoken:
    if memory.times(step.why) >= clarify.TIMES_BEFORE_HUMAN:
        return clarify.offer_human(memory, content)
    memory = memory.counting(step.why)
    shown = choices(step.say, memory, content, leave_out=["why"])
    bubble = replace(say(step.why, memory, content), step=step.id, choices=shown, prompt=True)
    return Spoken([bubble], memory)


def _how(memory: Memory, step: Step, content: Content) -> Spoken:
    if step.how_app and not memory.app and not memory.life:
        return _which_app(memory, step, content)
    shown = choices(step.say, memory, content, leave_out=["how"])
    name = step.how_app.get(memory.app or "", step.how)
    bubble = replace(say(name, memory, content), step=step.id, choices=shown, prompt=True)
    return Spoken([bubble], replace(memory, pending=Pending("step", step.id)))


def _which_app(memory: Memory, step: Step, content: Content) -> Spoken:
    """Ask for the app; asked once, so from now on it is another one until told."""
    bubble = say("utter_which_app", memory, content)
    apps = (
        Button(content.apps[app], payload_of("pick", app)) for app in content.apps_offered(step)
    )
    shown = (*apps, *content.buttons(bubble.response, memory.language))
    bubble = replace(bubble, step=step.id, choices=shown, own=False, prompt=True)
    return Spoken([bubble], replace(memory, app=OTHER_APP, pending=Pending("app", step.id)))


# Not knowing which app, in answer to "which app?".
_NO_APP = {"affirm", "deny", "dont_know", "how"}
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
