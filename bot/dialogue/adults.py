"""Hears of adults: who is named as the one to tell, who knows already, who is no one to trust."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import told
from bot.dialogue.known import asked, with_facts
from bot.labels import SITUATIONS, Role, Signal
from bot.nlu.fold import plain

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn
    from bot.reading import Reading

# The step that an adult who knows ticks; new in a turn that tells of one to trust.
TELL_ADULT = "tell_adult"
KNOWS = "knows"
# What is answered by who names an adult without being asked, and what was said before that.
SOMEONE = "someone"
_ASKS_FOR_ADULT = "which_adult"
_TALKS_OF_ADULT = {"tell_adult", "ask_safe_adult"}


def named(memory: Memory, turn: Turn, content: Content) -> tuple[Turn, str] | None:
    """Take the naming of an adult as the answer that a click would give, and as nothing else.

    Who is trusted is not who does it, so no such signal and no situation comes from it.

    Returns: the turn as that click, and the question that it answers.
    """
    question = asked(memory, content)
    if turn.reading is None or turn.help.state == "human":
        return None
    if question is not None and question.names_adult:
        adult = told.adult_in(turn.reading, content)
    else:
        question = content.questions.get(_ASKS_FOR_ADULT)
        adult = _named_unasked(memory, turn, turn.reading, content)
    if adult is None or question is None:
        return None
    known = (adult, SOMEONE, "yes")
    name = next(n for n in known if n in question.answers)
    reading = told.as_naming(turn.reading)
    return replace(turn, intent="pick", value=name, reading=reading), question.id


def _named_unasked(memory: Memory, turn: Turn, reading: Reading, content: Content) -> str | None:
    """Name the adult whom a message names while nobody asks: after a "nobody", or in a step."""
    question = asked(memory, content)
    if question is not None and (question.safety or told.leading_answer(reading, content)):
        return None
    of_suspect = question is not None and told.is_about_suspect(question)
    talked_of = turn.intent == "tell_adult" or not _TALKS_OF_ADULT.isdisjoint(memory.told)
    tells_more = turn.intent in SITUATIONS or set(reading.set_signals).difference(memory.signals)
    own = memory.situation is not None and memory.role == Role.SELF.value and not memory.life
    if of_suspect or tells_more or not talked_of or not own:
        return None
    adult = told.only_names(reading, content)
    return adult if adult and told.may_be_trusted(adult, memory) else None


def suspects(reading: Reading, content: Content) -> list[str]:
    """Give the facts that say of what kind the one is who does it, if it is somebody close."""
    close = Signal.ABUSER_CLOSE.value
    words = plain(reading.why.get(close, "")) if close in reading.set_signals else ""
    return [f"{told.SUSPECT}{adult}" for adult in told.adults_of(words, content)]


def knows(memory: Memory, reading: Reading, content: Content) -> Memory:
    """Hear that an adult knows: one to trust, unless it may be the one who does it or is feared."""
    kinds = told.adults_of(reading.plain, content)
    trusted = next((kind for kind in kinds if told.may_be_trusted(kind, memory)), None)
    if trusted is None:
        return memory
    question = content.questions.get(_ASKS_FOR_ADULT)
    if question is not None and not content.cues.afraid.search(reading.plain):
        # Not the answer of that adult: it goes with a first sentence to tell them.
        memory = with_facts(memory, question.answers[SOMEONE].facts, content)
    return memory.with_fresh(KNOWS)
