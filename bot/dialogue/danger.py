"""Danger first: what a turn owes to the safety of the child before anything else is said.

`decide` is the one small policy of our own above Rasa's rules (`danger_policy.py` only asks it).
The order and the hold are those of labels.md and contract §3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import agenda, language, phrases, routing
from bot.dialogue.content_check import CRISIS_CHOICES
from bot.dialogue.known import asked
from bot.dialogue.memory import LAST, Pending
from bot.dialogue.presenting import (
    advance,
    joined,
    keep_if_next,
    must_open,
    open_situation,
    present,
    remind,
)
from bot.dialogue.speaking import (
    HELD,
    MOST_BUBBLES,
    Say,
    Spoken,
    choices,
    choices_of,
    owes_human,
    say,
)
from bot.labels import LIFE_SIGNALS, Signal

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Answer
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

ACTION = "action_danger"
MOST_AT_ONCE = 2
# The shortest words first: without the blame and the number, without the blame alone.
BESIDE = ("_beside", "_beside_number")
PROVISIONAL = "provisional_asked"
_SAID = "said:"
# So many lines of the hold for each that asks, before it begins anew.
_ROUND = 3

_LIFE = {signal.value for signal in LIFE_SIGNALS}
# While the safety question is open these are still answered as asked: none of them is a step.
_ANSWERED_IN_HOLD = {"talk_to_human", "delete_chat", "privacy", "are_you_human", "change_language"}


def decide(memory: Memory, turn: Turn, content: Content) -> str | None:
    """Name the action that must come first in this turn, None when the rules may decide."""
    if turn.intent.startswith("event_"):
        return None
    if language.must_tell(memory, turn):
        return language.ACTION
    if _life_due(memory, content) or _holds(memory, turn, content):
        return ACTION
    if _must_ask(memory, turn, content) or _due(memory, content):
        return ACTION
    lines = (phrases.line(memory, content, goes_on=each) for each in (False, True))
    return ACTION if any(lines) or _asks(memory, turn, content) else None


def after(memory: Memory, turn: Turn) -> str | None:
    """Name the action that follows once danger has spoken, None when the turn is over."""
    if memory.is_fresh(HELD) or memory.language is None:
        return None
    return routing.after_danger(turn.intent)


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say what danger owes: one life signal by itself, or up to two others and the situation."""
    due = _life_due(memory, content)
    if due and not (_answered_open(memory, content) and not memory.is_fresh(f"signal:{due}")):
        return _life(due, memory, content)
    if _must_ask(memory, turn, content):
        spoken = present("safe_now", memory, content)
        return Spoken(spoken.says, spoken.memory.with_fresh(HELD).adding("facts", PROVISIONAL))
    line = phrases.line(memory, content)
    if line:
        return Spoken([say(line, memory, content)], memory.with_fresh(HELD))
    if _holds(memory, turn, content):
        return _hold(memory, content)
    if _due(memory, content):
        return _others(memory, content)
    asks = _asks(memory, turn, content)
    line = None if asks else phrases.line(memory, content, goes_on=True)
    spoken = _line_first(line, memory, content) if line else advance(memory, content)
    return Spoken(spoken.says, spoken.memory.with_fresh(HELD))


def _line_first(line: str, memory: Memory, content: Content) -> Spoken:
    """Say a line and come back to what is in hand; the first answer to a situation stands before it."""
    says: list[Say] = []
    if must_open(memory):
        opening, memory = open_situation(memory, content)
        memory = replace(memory, pending=None)
        says.append(opening)
    spoken = remind(memory, content)
    bubble = say(line, memory, content)
    if memory.life and spoken.says:
        # One bubble, with the choices of what is in hand.
        shown = choices_of(spoken.says[-1], spoken.memory, content)
        return Spoken([replace(bubble, choices=shown, prompt=True)], spoken.memory)
    return joined([*says, bubble], spoken)


def _life_due(memory: Memory, content: Content) -> str | None:
    return next((name for name in _unanswered(memory, content) if name in _LIFE), None)


def _unanswered(memory: Memory, content: Content) -> list[str]:
    return [
        name
        for name in agenda.ORDER
        if name in memory.signals and name not in memory.answered and _first(name, memory, content)
    ]


def _first(name: str, memory: Memory, content: Content) -> str | None:
    """Name what is said first to a signal, None if it only changes the plan."""
    signal = content.signals[name]
    if signal.first is None and not memory.is_fresh(f"signal:{name}"):
        return None
    truths = memory.truths
    held = next((case for case in signal.cases if agenda.holds(case, truths)), None)
    return held.say if held else signal.first


def _due(memory: Memory, content: Content) -> list[str]:
    if memory.life and _answer_is_owed(memory, content):
        return []
    young = Signal.UNDER_13.value
    unanswered = _unanswered(memory, content)
    return [name for name in unanswered if name != young or memory.situation is not None]


def _answer_is_owed(memory: Memory, content: Content) -> bool:
    # One bubble at a time: "I called" is answered first, what else is due with "go on".
    given = _given(memory, content)
    return given is not None and given.then is not None


def _given(memory: Memory, content: Content) -> Answer | None:
    """Give the answer of this turn to what was asked."""
    for name in memory.fresh:
        if name.startswith("answer:"):
            _, question, answer = name.split(":", 2)
            return content.questions[question].answer(answer, memory.role, memory.signals)
    return None


def _holds(memory: Memory, turn: Turn, content: Content) -> bool:
    question = asked(memory, content)
    waits = memory.life and question is not None and question.safety
    return waits and turn.intent not in _ANSWERED_IN_HOLD


def _must_ask(memory: Memory, turn: Turn, content: Content) -> bool:
    # The service heard a danger word and the reading found none: the question is asked once.
    asks = turn.provisional and not memory.life and PROVISIONAL not in memory.facts
    return asks and not agenda.is_known(content.questions["safe_now"], memory)


def _asks(memory: Memory, turn: Turn, content: Content) -> bool:
    # A listed phrase calls for a question, the first in the plan now; an answer asks it by itself.
    heard = any(memory.is_fresh(f"ask:{name}") for name in content.questions)
    heard = heard or bool(phrases.advised(memory, content))
    return heard and turn.intent not in content.answers


def _life(name: str, memory: Memory, content: Content) -> Spoken:
    signal = content.signals[name]
    memory = memory.adding("answered", name, *signal.covers).with_fresh(HELD)
    first = _first(name, memory, content)
    if signal.first_answered and first == signal.first and _answers(name, memory, content):
        return _answered(signal.first_answered, memory, content)
    bubble = say(first or "", memory, content)
    if signal.asks is None:
        return Spoken([bubble], memory)
    asked_anew = content.questions[signal.asks].all_facts
    facts = tuple(
        fact for fact in memory.facts if fact not in asked_anew and not fact.startswith(_SAID)
    )
    bubble = replace(bubble, prompt=True)
    pending = Pending("question", signal.asks)
    return Spoken([bubble], replace(memory, facts=facts, pending=pending, again=0))


def _answers(name: str, memory: Memory, content: Content) -> bool:
    """Whether this turn has set the signal by an answer, or tells for good what the signal asks."""
    given = _given(memory, content)
    if given is None:
        return False
    asks = content.signals[name].asks
    closes = given.asks is None and not given.open
    told = asks and content.questions[asks].all_facts.intersection(given.facts)
    return name in given.signals or bool(closes and told)


def _answered(line: str, memory: Memory, content: Content) -> Spoken:
    """Say what a signal owes to who has just answered, and ask what follows from the answer."""
    question = asked(memory, content)
    if question is None or not question.safety:
        go_on = choices("utter_go_on", memory, content)
        return Spoken([replace(say(line, memory, content), choices=go_on)], memory)
    shown = choices(question.say, memory, content)[:CRISIS_CHOICES]
    bubble = replace(say(line, memory, content), choices=shown, own=False, prompt=True)
    return Spoken([bubble], memory)


def _answered_open(memory: Memory, content: Content) -> bool:
    question, given = asked(memory, content), _given(memory, content)
    return question is not None and given is not None and (given.open or given.asks is not None)


def _hold(memory: Memory, content: Content) -> Spoken:
    """Answer within the hold: the words of an answer once, then lines that ask again, and lines of company.

    First each line asks in turn, then one of three; while an attempt is under way, each. A typed "yes" counts as
    an answer only after a line that asks.
    """
    question = asked(memory, content)
    if question is None:
        raise LookupError("no safety question is open: ask decide first")
    memory = memory.with_fresh(HELD)
    shown = choices(question.say, memory, content)[:CRISIS_CHOICES]
    given = _given(memory, content)
    # The same answer once more is not met with the same words once more.
    if given is not None and given.then and _SAID + given.then not in memory.facts:
        bubble = replace(say(given.then, memory, content), choices=shown, own=False)
        return Spoken([bubble], memory.adding("facts", _SAID + given.then))
    count, asking = memory.again, len(question.again)
    memory = replace(memory, again=(count + 1) % (_ROUND * asking))
    in_danger = Signal.DANGER_NOW.value in memory.signals
    # There is one quiet line alone: never twice running.
    asks = count % _ROUND < _ROUND - 1 if in_danger else count < asking or count % _ROUND == 1
    if asks or Signal.ATTEMPT_NOW.value in memory.signals:
        line = question.again[count % asking]
    elif in_danger:
        line = content.company.quiet
    else:
        line = content.company.lines[memory.company % len(content.company.lines)]
        memory = replace(memory, company=(memory.company + 1) % len(content.company.lines))
    prompt = line in question.again
    bubble = replace(say(line, memory, content), choices=shown, own=False, prompt=prompt)
    return Spoken([bubble], memory)


def _others(memory: Memory, content: Content) -> Spoken:
    names, opens = _at_once(memory, content)
    says: list[Say] = []
    said: set[str] = set()
    for name in names:
        if opens and name == memory.situation:
            bubble, memory = open_situation(memory, content)
            memory = keep_if_next(memory, content)
        else:
            signal = content.signals[name]
            bubble = say(_first(name, memory, content) or "", memory, content)
            memory = memory.adding("answered", name, *signal.covers)
            memory = memory.adding("facts", *([LAST + name] if signal.cant else []))
            memory = _goes_before(name, memory, content)
        bubble = _not_twice(bubble, said, content)
        said.update(content.advice(bubble.response))
        says.append(replace(bubble, own=False))
    says = _each_once(says, content)
    owed = owes_human((bubble.response for bubble in says), memory, content)
    if memory.life or len(says) + owed >= MOST_BUBBLES:
        says[-1] = replace(says[-1], choices=choices("utter_go_on", memory, content))
        # "Go on" is no answer to what is in hand: that comes back with it.
        memory = agenda.counting_answer(replace(memory, pending=None)).with_fresh(HELD)
    return Spoken(says, memory)


def _not_twice(bubble: Say, said: set[str], content: Content) -> Say:
    """Take the shorter words for a bubble where the ones before it say what these leave out."""
    for ending in BESIDE:
        name = bubble.response + ending
        if name in content.responses:
            told = {*said, *content.advice(name)}
            if told.issuperset(content.advice(bubble.response)):
                return replace(bubble, response=name)
    return bubble


def _at_once(memory: Memory, content: Content) -> tuple[list[str], bool]:
    """Name the signals of this answer, and the situation if its first answer is still owed.

    Where the line about the human needs the third bubble, the lower signal waits for the next answer.
    """
    names = _due(memory, content)[: 1 if memory.life else MOST_AT_ONCE]
    if not must_open(memory):
        return names, False
    if memory.life:
        first = min(*names, memory.situation or "", key=_rank)
        return [first], first == memory.situation
    row = agenda.row(memory, content)
    owed = [_first(name, memory, content) or "" for name in names] + ([row.first] if row else [])
    firsts = [
        bubble.response
        for bubble in _each_once([say(name, memory, content) for name in owed], content)
    ]
    if len(firsts) >= MOST_BUBBLES and owes_human(firsts, memory, content):
        names = names[:-1]
    return sorted({*names, memory.situation or ""}, key=_rank), True


def _each_once(says: list[Say], content: Content) -> list[Say]:
    """Leave out what another bubble says already: under 13 and an abuser close both tell of a human."""
    kept = list(says)
    for bubble in reversed(says):
        others = [other for other in kept if other is not bubble]
        told = {tag for other in others for tag in content.advice(other.response)}
        announced = any(content.announces(other.response) for other in others)
        covered = told.issuperset(content.advice(bubble.response))
        if (
            others
            and covered
            and bubble.marks is None
            and (announced or not content.announces(bubble.response))
        ):
            kept = others
    return kept


def _goes_before(name: str, memory: Memory, content: Content) -> Memory:
    # What a signal adds comes before any step, also one in hand: that one comes back after it.
    # In the short plan what stands in the long one does not come back.
    pending = memory.pending
    gone = pending is not None and pending.id not in agenda.items(memory, content)
    if content.signals[name].items or (name == Signal.UNDER_13.value and gone):
        return replace(memory, pending=None, ended=False)
    return memory


def _rank(name: str) -> float:
    # labels.md: "…, under 13, paid, then the situation"; what stands in no line of it comes after.
    return agenda.ORDER.index(name) if name in agenda.ORDER else agenda.LAST_BEFORE_SITUATION + 0.5
