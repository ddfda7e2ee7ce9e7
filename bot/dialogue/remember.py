"""Folds what happened in a turn into memory: reading, choice, answer to what was asked, event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import phrases, triage
from bot.dialogue.content_types import LANGUAGES
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
    if turn.intent == "start_over":
        after = _start_over(after)
    after = _answer(after, turn, content)
    after = _chosen(after, turn, content)
    if turn.reading:
        after = _read(after, turn.reading)
    after = phrases.hear(after, turn, content)
    after = _misses(after, turn)
    return _level(before, _situation(after, turn), turn)


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
    if question is None or name is None or name not in question.answers:
        return memory
    if turn.help.state == "human":
        # What is said now answers the counsellor, not what the bot asked before.
        return memory
    if question.safety and turn.reading and not memory.prompted:
        # "Yes" to a line of company is not "yes, I am safe": it is asked once more.
        return memory
    answer = question.answers[name]
    others = {fact for other in question.answers.values() for fact in other.facts}
    memory = replace(memory, facts=tuple(fact for fact in memory.facts if fact not in others))
    memory = memory.adding("facts", *answer.facts)
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


def _chosen(memory: Memory, turn: Turn, content: Content) -> Memory:
    if turn.act != "pick" or turn.value is None:
        return memory
    if turn.value in content.apps:
        return replace(memory, app=turn.value).with_fresh("app")
    return memory


def _read(memory: Memory, reading: Reading) -> Memory:
    memory = _with_signals(memory, reading.set_signals)
    telling = reading.topic in SITUATIONS or len(reading.redacted.split()) >= WORDS_TO_SWITCH
    if reading.role != Role.SELF.value and telling and not reading.unsure:
        memory = replace(memory, role=reading.role)
    return replace(memory, cannot_write=False) if reading.redacted else memory


def _with_signals(memory: Memory, signals: tuple[str, ...]) -> Memory:
    brought = [BRINGS[Signal(signal)].value for signal in signals if signal in _BRINGING]
    new = [signal for signal in (*signals, *brought) if signal not in memory.signals]
    return memory.adding("signals", *new).with_fresh(*(f"signal:{signal}" for signal in new))


def _situation(memory: Memory, turn: Turn) -> Memory:
    if turn.act == "pick" and turn.value in SITUATIONS:
        told: str | None = turn.value
    elif turn.intent in SITUATIONS and turn.reading is None:
        told = turn.intent
    elif turn.reading and not turn.reading.unsure and turn.reading.topic in SITUATIONS:
        told = turn.reading.topic if wins(turn.reading.topic, over=memory.situation) else None
    else:
        told = None
    if told is None or told == memory.situation:
        return memory
    return replace(memory, situation=told, ended=False, nudged=False).with_fresh("situation")


def _misses(memory: Memory, turn: Turn) -> Memory:
    missed = turn.intent == FALLBACK and not any(
        name.startswith("signal:") for name in memory.fresh
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
