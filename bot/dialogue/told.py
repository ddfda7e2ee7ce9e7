"""What a visitor says beside the topic: a correction, which app, a step that is already done."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.labels import QUESTIONS, SITUATIONS, URGENT_TOPICS, Role, Signal

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Cues, Question
    from bot.dialogue.memory import Memory
    from bot.reading import Reading

# A correction replaces what was told before, so a lukewarm reading does not make one.
SURE = 0.6
# "Mijn tante misschien wel, die vindt hem ook raar" names an adult; a longer message tells something of one.
MOST_WORDS_OF_A_NAMING = 9
# "Non mais je l'ai bloqué": with more words beside, the message says something of its own.
MOST_WORDS_BESIDE_TOLD = 3
# Fewer words ("elle, oui") do not say for whom a chat is.
WORDS_TO_TELL = 4

# Begins the facts that say of what kind (cues.yml, adults) the one close who does it is.
SUSPECT = "suspect:"
AT_HOME = {"mother", "father", "parents", "step_parent"}
PARENTS_FEARED = "parents_feared"
_MAY_BE_AT_HOME = {PARENTS_FEARED, "abuser_close", "offline_abuse", "exploitation", "missing"}
_OF_A_SUSPECT = {Signal.KNOWN_OFFLINE.value, Signal.ABUSER_CLOSE.value}


def app_in(reading: Reading, content: Content) -> str | None:
    """Name the app that a message is about, None when it names none or several."""
    text = reading.plain
    found = [name for name, app in content.app_ways.items() if app.words.search(text)]
    return found[0] if len(found) == 1 else None


def corrects(reading: Reading, content: Content) -> bool:
    """Whether the message takes back something told before."""
    text = reading.plain
    cues = content.cues
    return bool(cues.first.match(text) or cues.anywhere.search(text))


def corrected_situation(reading: Reading, memory: Memory, content: Content) -> str | None:
    """Name the situation that a correction puts in the place of the chat's, None without one.

    Only within a family, so that a threat stays a threat; never away from what is urgent.
    """
    told = memory.situation
    if told is None or told in URGENT_TOPICS or not corrects(reading, content):
        return None
    corrections = content.cues.corrections
    said = [each for each in corrections if not each.myself and each.said_in(reading.plain)]
    if any(each.told == told for each in said):
        return None
    meant = next((each.told for each in said if told in each.over), None)
    if meant is not None:
        return meant
    if reading.unsure or reading.confidence < SURE or reading.topic not in SITUATIONS:
        return None
    return _within_family(reading.topic, told, content.cues)


def _within_family(topic: str, told: str, cues: Cues) -> str | None:
    for family in cues.families:
        if told in family.situations:
            meant = family.reads_as.get(topic, topic)
            if meant in family.situations and meant != told:
                return meant
    return None


def is_about_myself(reading: Reading, content: Content) -> bool:
    """Whether somebody who wrote for another says that it is about themselves."""
    said = content.cues.myself.search(reading.plain)
    return reading.role == Role.SELF.value and said is not None


def leading_answer(reading: Reading, content: Content) -> str | None:
    """Give the plain yes or no with which a message begins; "yes but is it my fault?" has none."""
    for name, words in content.cues.answers.items():
        begun = words.match(reading.plain)
        if begun is None:
            continue
        asks = reading.topic in QUESTIONS
        objects = content.cues.but.match(reading.plain, begun.end() + 1)
        return None if asks and objects else name
    return None


def adult_in(reading: Reading, content: Content) -> str | None:
    """Name the adult whom a short message names as the one to trust, None when it does not."""
    text = reading.plain
    cues = content.cues
    asks = "?" in reading.redacted
    if asks or len(text.split()) > MOST_WORDS_OF_A_NAMING or cues.no_adult.search(text):
        return None
    return next(iter(adults_of(text, content)), None)


def adults_of(text: str, content: Content) -> list[str]:
    """Name the kinds of adults of whom a plain text speaks, the one that counts first."""
    return [name for name, words in content.cues.adults.items() if words.search(text)]


def only_names(reading: Reading, content: Content) -> str | None:
    """Name the adult whom a message names and says nothing else: "ma tante peut-être"."""
    named = content.cues.naming.is_all_of(reading.plain)
    return adult_in(reading, content) if named else None


def is_about_suspect(question: Question) -> bool:
    """Whether an answer to it says who does it: an adult named there is no one to trust."""
    signals = (answer.signals for answer in question.answers.values())
    return not _OF_A_SUSPECT.isdisjoint(itertools.chain.from_iterable(signals))


def may_be_trusted(adult: str, memory: Memory) -> bool:
    """Whether somebody of this kind can be an adult to tell: not who does it, nor is feared.

    Where something happens nearby and it is not said who does it, nobody at home is.
    """
    suspects = {fact.removeprefix(SUSPECT) for fact in memory.facts if fact.startswith(SUSPECT)}
    if adult in suspects:
        return False
    elsewhere = bool(suspects) and suspects.isdisjoint(AT_HOME)
    fears = {PARENTS_FEARED} if elsewhere else _MAY_BE_AT_HOME
    return adult not in AT_HOME or memory.truths.isdisjoint(fears)


def as_naming(reading: Reading) -> Reading:
    """Give the reading of a message that names a trusted adult: what it says of a suspect is left out."""
    signals = tuple(name for name in reading.set_signals if name not in _OF_A_SUSPECT)
    return replace(reading, topic="affirm", role=Role.SELF.value, set_signals=signals)


def confessed(reading: Reading, memory: Memory, content: Content) -> str | None:
    """Name the situation that who wrote for another confesses as their own deed, None without one."""
    if memory.role == Role.SELF.value:
        return None
    found = (
        correction.told
        for correction in content.cues.corrections
        if correction.myself
        and memory.situation in correction.over
        and correction.said_in(reading.plain)
    )
    return next(found, None)


def changes_role(reading: Reading, memory: Memory, content: Content) -> bool:
    """Whether the message tells for whom it is written, other than what stands so far.

    A first message tells it as it is read, also an unclear one that says it plainly. Later "elle
    s'appelle Zoé" or "elle l'a envoyé à mon cousin" reads by itself like a friend: whose story it
    is stays, unless it is said plainly, or who writes for another tells a situation anew.
    """
    if reading.role == Role.SELF.value:
        return False
    plainly = content.cues.for_another.search(reading.plain) is not None
    if reading.unsure and (memory.situation is not None or not plainly):
        return False
    if memory.situation is None:
        return reading.topic in SITUATIONS or len(reading.redacted.split()) >= WORDS_TO_TELL
    return plainly or (memory.role != Role.SELF.value and reading.topic in SITUATIONS)


def puts_off(reading: Reading, content: Content) -> bool:
    """Whether a message only says "not now", whatever it is read as."""
    return "?" not in reading.redacted and content.cues.later.is_all_of(reading.plain)


def told_in_passing(reading: Reading, content: Content) -> list[str]:
    """Name the facts and the steps already done that a message states."""
    text = reading.plain
    return [name for name, told in content.cues.told.items() if told.found_in(text)]


def tells_only(reading: Reading, content: Content) -> bool:
    """Whether a message tells such facts and steps and hardly anything beside."""
    text = reading.plain
    names = told_in_passing(reading, content)
    for name in names:
        text = content.cues.told[name].words.sub(" ", text)
    asks = "?" in reading.redacted
    return bool(names) and not asks and len(text.split()) <= MOST_WORDS_BESIDE_TOLD
