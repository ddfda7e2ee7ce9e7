"""Finds the phrases of content/phrases.yml in a message: what the reading cannot settle by itself.

A phrase is asked about, answered or noted, whatever the topic of the message is; no signal comes
from it. Both languages are looked for (cues.py says how).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue import told
from bot.dialogue.memory import HEARD, SILENCE, Pending
from bot.dialogue.turn import FALLBACK
from bot.nlu.fold import plain

if TYPE_CHECKING:
    import re

    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn
    from bot.reading import Reading

# New in a turn in which a phrase calls for a step with this tag.
ADVISES = "advises:"
# How much may stand beside a phrase that is heard `alone`: "ok sorry", "da ben ik".
MOST_WORDS_BESIDE = 2
# After a silence: "dsl jfaisais la vaisselle" is read as anything, and seldom with certainty.
MOST_WORDS_OF_RETURN = 8
# "dsl mon frère était dans la chambre, c bon je suis là"
MOST_WORDS_AROUND = 12
CERTAIN = 0.9
_TELLS_NOTHING = {
    FALLBACK,
    "affirm",
    "done",
    "feeling_bad",
    "goodbye",
    "out_of_scope",
    "start_over",
}


@dataclass(frozen=True)
class Phrases:
    """One list of phrases and the one thing that follows: a question, a line, facts or a step.

    `patterns` are named `<language>:<place in the list>`; `never` is taken out of the text before.
    `goes_on`, `alone` and `after_silence` say when the line is said (docs/reference/content.md).
    `explains`: signals that the reading takes from these words alone, and that they do not mean.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    never: re.Pattern[str] | None = None
    asks: str | None = None
    says: str | None = None
    facts: tuple[str, ...] = ()
    advises: str | None = None
    goes_on: bool = False
    alone: bool = False
    after_silence: bool = False
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()

    def heard_in(self, words: str, truths: frozenset[str]) -> tuple[str, ...]:
        """Name the phrases that stand in a plain text, none where the conditions do not hold."""
        holds = truths.issuperset(self.when) and not truths.intersection(self.unless)
        return self.found_in(words) if holds else ()

    def found_in(self, words: str) -> tuple[str, ...]:
        """Name the phrases that stand in a plain text."""
        if self.never is not None:
            words = self.never.sub(" ", words)
        if self.alone and len(self.beside(words)) > MOST_WORDS_BESIDE:
            return ()
        return tuple(name for name, pattern in self.patterns if pattern.search(words))

    def beside(self, words: str) -> list[str]:
        """Give the words of a plain text that belong to no phrase."""
        for _, pattern in self.patterns:
            words = pattern.sub(" ", words)
        return words.split()

    def covers(self, words: str, part: str) -> bool:
        """Whether a part of a plain text lies in a phrase, or is one with hardly a word beside it."""
        found = (match for _, pattern in self.patterns for match in pattern.finditer(words))
        if part and any(f" {part} " in f" {match.group()} " for match in found):
            return True
        return bool(self.found_in(part)) and len(self.beside(part)) <= MOST_WORDS_BESIDE


def explained(reading: Reading, memory: Memory, content: Content) -> Reading:
    """Give the reading without the signals that a listed phrase explains.

    "Er komt iemand binnen" reads like somebody at the door. Where a danger stands it may be just
    that, and of what is said beside the phrase no signal is taken away.
    """
    if memory.danger:
        return reading
    truths = memory.truths | {reading.role}
    for phrases in content.phrases.values():
        if not set(phrases.explains).intersection(reading.set_signals):
            continue
        if phrases.heard_in(reading.plain, truths):
            reading = _without(phrases, reading)
    return reading


def _without(phrases: Phrases, reading: Reading) -> Reading:
    gone = {
        signal
        for signal in phrases.explains
        if phrases.covers(reading.plain, plain(reading.why.get(signal, "")))
    }
    kept = tuple(signal for signal in reading.set_signals if signal not in gone)
    if kept == reading.set_signals:
        return reading
    reading = replace(reading, set_signals=kept)
    # Somebody who comes in is no person asked for.
    return replace(reading, topic="out_of_scope", wants_human=False) if phrases.says else reading


def hear(memory: Memory, turn: Turn, content: Content) -> Memory:
    """Note what the message says of the listed phrases."""
    if turn.reading is None or turn.help.state == "human":
        return memory
    for name, phrases in content.phrases.items():
        found = phrases.heard_in(turn.reading.plain, memory.truths)
        if not found:
            continue
        memory = memory.adding("facts", *phrases.facts)
        if phrases.says:
            memory = memory.with_fresh(f"phrase:{name}")
        if phrases.asks:
            memory = _to_ask(memory, phrases.asks, f"{HEARD}{name}:{found[0]}", content)
        if phrases.advises:
            memory = _to_advise(memory, phrases.advises, content)
    return memory


def _to_advise(memory: Memory, tag: str, content: Content) -> Memory:
    """Let the steps of the plan that advise this come now, also those ticked: not meant so then."""
    steps = {name for name, step in content.steps.items() if tag in step.advice}
    if memory.situation is not None:
        items = content.situations[memory.situation].rows[memory.role].items
        steps &= {item.id for item in items}
    if not steps:
        return memory
    return replace(
        memory,
        ticks=tuple(name for name in memory.ticks if name not in steps),
        set_aside=tuple(name for name in memory.set_aside if name not in steps),
        pending=memory.pending if memory.safety_open else None,
        ended=False,
    ).with_fresh(f"{ADVISES}{tag}")


def _to_ask(memory: Memory, asks: str, heard: str, content: Content) -> Memory:
    # Once per phrase: an earlier "no" was no answer to this one. In the turn that answers the
    # question itself ("no, I just die of shame") the phrase is part of the answer.
    if heard in memory.facts:
        return memory
    question = content.questions[asks]
    if question.safety:
        return _to_ask_instead(memory, asks, content)
    memory = memory.adding("facts", heard)
    answered = any(name.startswith(f"answer:{asks}:") for name in memory.fresh)
    signals = {signal for answer in question.answers.values() for signal in answer.signals}
    if answered or signals.intersection(memory.signals):
        return memory
    memory = replace(
        memory,
        facts=tuple(fact for fact in memory.facts if fact not in question.all_facts),
        set_aside=tuple(name for name in memory.set_aside if name != asks),
    )
    if memory.safety_open and memory.life:
        return memory  # asked after the question that is open now
    return replace(memory, pending=None).with_fresh(f"ask:{asks}")


def _to_ask_instead(memory: Memory, asks: str, content: Content) -> Memory:
    """Put a safety question in the place of the one that follows its "no": "c bon il est parti"."""
    follows = {answer.asks for answer in content.questions[asks].answers.values()}
    if not memory.safety_open or memory.pending is None or memory.pending.id not in follows:
        return memory
    return replace(memory, pending=Pending("question", asks), again=0)


def comes_back(memory: Memory, turn: Turn, content: Content) -> str | None:
    """Name the list that a message belongs to which only says that somebody is back.

    One of its phrases says so at any time; after a silence any short message does that tells nothing,
    whatever topic it is taken for. What is dangerous, and a wish for a person, is never such a message.
    """
    reading = turn.reading
    if reading is None or reading.wants_human or turn.help.state == "human":
        return None
    if set(reading.set_signals).difference(memory.signals):
        return None
    name = next((name for name, each in content.phrases.items() if each.after_silence), None)
    if name is None or _hears_more(name, memory, turn, content):
        return None
    if content.phrases[name].found_in(reading.plain):
        return name
    certain = not reading.unsure and reading.confidence >= CERTAIN
    words = reading.plain
    around = len(content.phrases[name].beside(words)) < len(words.split())
    most = MOST_WORDS_AROUND if around else MOST_WORDS_OF_RETURN
    short = turn.words <= most and turn.intent in _TELLS_NOTHING
    return name if memory.is_fresh(SILENCE) and short and not certain else None


def _hears_more(name: str, memory: Memory, turn: Turn, content: Content) -> bool:
    reading = turn.reading
    if reading is None:
        return False
    others = (each for other, each in content.phrases.items() if other != name)
    asked_for_app = memory.pending is not None and memory.pending.kind == "app"
    return bool(
        any(each.found_in(reading.plain) for each in others)
        or told.told_in_passing(reading, content)
        or (asked_for_app and told.app_in(reading, content))
    )


def says_of(reading: Reading, content: Content) -> bool:
    """Whether a message holds a phrase that has words of its own."""
    return any(each.says and each.found_in(reading.plain) for each in content.phrases.values())


def line(memory: Memory, content: Content, *, goes_on: bool = False) -> str | None:
    """Name the line that a phrase of this turn is answered with.

    Args:
        memory: with what is new in the turn.
        content: the lists.
        goes_on: look for a line after which the walk goes on, else for one that is said alone.
    """
    said = (
        phrases.says
        for name, phrases in content.phrases.items()
        if phrases.says and phrases.goes_on is goes_on and memory.is_fresh(f"phrase:{name}")
    )
    return next(said, None)


def advised(memory: Memory, content: Content) -> set[str]:
    """Name the tags that phrases of this turn call for."""
    tags = {phrases.advises for phrases in content.phrases.values() if phrases.advises}
    return {tag for tag in tags if memory.is_fresh(f"{ADVISES}{tag}")}


def questions(memory: Memory, content: Content) -> list[str]:
    """Name the questions that phrases heard so far call for."""
    return [
        phrases.asks
        for name, phrases in content.phrases.items()
        if phrases.asks and any(fact.startswith(f"{HEARD}{name}:") for fact in memory.facts)
    ]
