"""Folds what happened in a turn into memory: reading, choice, answer to what was asked, event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import phrases, told, triage
from bot.dialogue.content_types import LANGUAGES
from bot.dialogue.cues import plain
from bot.dialogue.memory import LAST, OTHER_APP
from bot.dialogue.situation import wins
from bot.dialogue.turn import FALLBACK
from bot.labels import BRINGS, SITUATIONS, Role, Signal, highest

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Question
    from bot.dialogue.memory import Memory, Pending
    from bot.dialogue.turn import Turn
    from bot.reading import Reading

# A message of fewer words ("ok", "nee", "slm") does not change the language of a chat.
WORDS_TO_SWITCH = 4
# "C'est sur instagram je crois": a longer message tells more than which app it is.
MOST_WORDS_OF_AN_APP = 5

_BRINGING = {signal.value for signal in BRINGS}
_ANSWER_OF_ACT = {"yes": "yes", "no": "no", "unsure": "unsure", "calm": "calm", "cant": "unsure"}


def remember(memory: Memory, turn: Turn, content: Content) -> Memory:
    """Give the memory after this turn was heard and before anything is said to it."""
    before = replace(memory, fresh=(), said=0)
    after = _language(before, turn)
    if turn.intent == "event_handback":
        # trust.md: a handback is refused while the safety question is open, so it is answered now.
        return replace(after, safety_open=False, pending=_unless_safety(after, content))
    if turn.intent.startswith("event_"):
        return after
    after = _of_last(after)
    back = phrases.comes_back(after, turn, content)
    if back:
        after = replace(after.with_fresh(f"phrase:{back}"), misses=0, cannot_write=False)
        return _level(before, after, turn)
    if turn.intent == "start_over":
        after = _start_over(after)
    after = _answer(after, turn, content)
    after = _chosen(after, turn, content)
    if turn.reading:
        after = _read(after, turn.reading)
        after = _told(after, turn, turn.reading, content)
    after = phrases.hear(after, turn, content)
    after = _misses(after, turn)
    return _level(before, _situation(after, turn, content), turn)


def _of_last(memory: Memory) -> Memory:
    """Make what holds until the next message new in this one, and forget it."""
    last = [name for name in memory.facts if name.startswith(LAST)]
    kept = tuple(name for name in memory.facts if name not in last)
    return replace(memory, facts=kept).with_fresh(*last)


def _language(memory: Memory, turn: Turn) -> Memory:
    chosen = memory.language
    if turn.intent == "change_language":
        chosen = _asked_language(memory, turn)
    elif turn.language in LANGUAGES and (not chosen or turn.intent == "event_language"):
        chosen = turn.language
    elif turn.reading and turn.reading.language in LANGUAGES:
        clearly = turn.words >= WORDS_TO_SWITCH
        chosen = turn.reading.language if clearly or not chosen else chosen
    changed = replace(memory, language=chosen)
    return changed if chosen == memory.language else changed.with_fresh("language")


def _asked_language(memory: Memory, turn: Turn) -> str | None:
    if turn.value in LANGUAGES:
        return turn.value
    if turn.reading and turn.reading.language not in LANGUAGES:
        return memory.language  # the wish may be for English: the safe message offers ours
    if memory.language is None:
        return (
            turn.reading.language if turn.reading and turn.reading.language in LANGUAGES else None
        )
    return "nl" if memory.language == "fr" else "fr"


def _unless_safety(memory: Memory, content: Content) -> Pending | None:
    question = asked(memory, content)
    return None if question and question.safety else memory.pending


def _start_over(memory: Memory) -> Memory:
    return replace(
        memory,
        situation=None,
        opened=None,
        role=Role.SELF.value,
        pending=memory.pending if memory.safety_open else None,
        ticks=(),
        set_aside=(),
        ended=False,
        nudged=False,
    )


def asked(memory: Memory, content: Content) -> Question | None:
    """Give the question that waits for its answer."""
    if memory.pending is None or memory.pending.kind != "question":
        return None
    return content.questions.get(memory.pending.id)


def _answer(memory: Memory, turn: Turn, content: Content) -> Memory:
    question = asked(memory, content)
    name = turn.value if turn.act == "pick" else _ANSWER_OF_ACT.get(turn.act or "")
    name = _typed_answer(question, turn) or name
    if question is None or name is None or name not in question.answers:
        return memory
    if turn.help.state == "human":
        # What is said now answers the counsellor, not what the bot asked before.
        return memory
    if question.safety and turn.reading and not memory.prompted:
        # "Yes" to a line of company is not "yes, I am safe": it is asked once more.
        return memory
    answer = question.answers[name]
    memory = _with_facts(memory, question, *answer.facts)
    memory = _with_signals(memory, answer.signals)
    if question.slot == "age_band":
        memory = replace(memory, age_band=name)
    if question.slot == "app":
        memory = replace(memory, app=name)
    stays_open = question.safety and answer.open
    return replace(
        memory,
        pending=memory.pending if stays_open else None,
        safety_open=stays_open if question.safety else memory.safety_open,
        cannot_write=turn.act in {"unsure", "cant"} and Signal.DANGER_NOW.value in answer.signals,
    ).with_fresh(f"answer:{question.id}:{name}")


def _typed_answer(question: Question | None, turn: Turn) -> str | None:
    """Name the answer whose own words were typed, whatever the message is read as."""
    if question is None or turn.reading is None:
        return None
    text = plain(turn.reading.redacted)
    answers = question.answers.items()
    return next((name for name, each in answers if each.typed and each.typed.search(text)), None)


def _with_facts(memory: Memory, question: Question, *facts: str) -> Memory:
    """Put what is told now in the place of an earlier answer to the question."""
    others = {fact for answer in question.answers.values() for fact in answer.facts}
    memory = replace(memory, facts=tuple(fact for fact in memory.facts if fact not in others))
    return memory.adding("facts", *facts)


def _chosen(memory: Memory, turn: Turn, content: Content) -> Memory:
    if turn.act != "pick" or turn.value is None:
        return memory
    if turn.value in content.apps or turn.value == OTHER_APP:
        return replace(memory, app=turn.value).with_fresh("app")
    return memory


def _read(memory: Memory, reading: Reading) -> Memory:
    memory = _with_signals(memory, reading.set_signals)
    telling = reading.topic in SITUATIONS or len(reading.redacted.split()) >= WORDS_TO_SWITCH
    if reading.role != Role.SELF.value and telling and not reading.unsure:
        memory = replace(memory, role=reading.role)
    return replace(memory, cannot_write=False) if reading.redacted else memory


def _told(memory: Memory, turn: Turn, reading: Reading, content: Content) -> Memory:
    """Hear the set phrases of content/cues.yml: the app, whose story it is, what is done or known."""
    app = told.app_in(reading, content)
    asked_for_app = memory.pending is not None and memory.pending.kind == "app"
    if app is not None and (asked_for_app or memory.app in {None, OTHER_APP}):
        memory = replace(memory, app=app)
        if asked_for_app and turn.words <= MOST_WORDS_OF_AN_APP:
            memory = memory.with_fresh("app")
    if memory.role != Role.SELF.value and told.is_about_myself(reading, content):
        memory = replace(memory, role=Role.SELF.value).with_fresh("role")
    if reading.role != Role.SELF.value or memory.role != Role.SELF.value:
        return memory
    names = told.told_in_passing(reading, content)
    steps = [name for name in names if name in content.steps]
    for question in content.questions.values():
        facts = {fact for answer in question.answers.values() for fact in answer.facts}
        if facts.intersection(names):
            memory = _with_facts(memory, question, *facts.intersection(names))
    return memory.adding("ticks", *steps).with_fresh(*(f"told:{step}" for step in steps))


def _with_signals(memory: Memory, signals: tuple[str, ...]) -> Memory:
    brought = [BRINGS[Signal(signal)].value for signal in signals if signal in _BRINGING]
    new = [signal for signal in (*signals, *brought) if signal not in memory.signals]
    return memory.adding("signals", *new).with_fresh(*(f"signal:{signal}" for signal in new))


def _situation(memory: Memory, turn: Turn, content: Content) -> Memory:
    if memory.is_fresh("app"):
        # "Sur snap" says which app, though by itself it reads like a situation.
        return memory
    corrected = turn.reading and told.corrected_situation(turn.reading, memory, content)
    new = corrected or _told_situation(memory, turn)
    if new is None or new == memory.situation:
        return memory
    memory = replace(memory, situation=new, ended=False, nudged=False).with_fresh("situation")
    return memory.with_fresh("corrected") if corrected else memory


def _told_situation(memory: Memory, turn: Turn) -> str | None:
    if turn.act == "pick" and turn.value in SITUATIONS:
        return turn.value
    if turn.act == "yes" and memory.pending is not None and memory.pending.kind == "guess":
        return memory.pending.id
    if turn.intent in SITUATIONS and turn.reading is None:
        return turn.intent
    if turn.reading and not turn.reading.unsure and turn.reading.topic in SITUATIONS:
        return turn.reading.topic if wins(turn.reading.topic, over=memory.situation) else None
    return None


def _misses(memory: Memory, turn: Turn) -> Memory:
    missed = turn.intent == FALLBACK and not any(
        name.startswith(("signal:", "told:", "app", "role")) for name in memory.fresh
    )
    return replace(memory, misses=memory.misses + 1 if missed else 0)


def _level(before: Memory, after: Memory, turn: Turn) -> Memory:
    readings = [turn.reading] if turn.reading else []
    raised = triage.escalation(before, after, readings, turn.act)
    if raised is None:
        return after
    level = highest(before.chat_level, raised.level)
    after = replace(after, level=level.value if level else None)
    return after.with_fresh("queue") if turn.help.state == "bot" else after
