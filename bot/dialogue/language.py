"""Which language the chat goes on in, and the one safe message for all others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.content_types import LANGUAGES
from bot.dialogue.presenting import remind
from bot.dialogue.remember import WORDS_TO_SWITCH
from bot.dialogue.speaking import HELD, Say, Spoken, say
from bot.labels import LIFE_SIGNALS

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn

ACTION = "action_language"
# Beside ours: in which written language each is answered; the first message to others is in three.
WRITTEN = {"en": "en", "de": "de", "other": "en"}
# New in a turn whose only bubble is in another written language: so is the state of help in it.
SAID = "other_language_said"


def must_tell(memory: Memory, turn: Turn) -> bool:
    """Whether this message needs the safe message for other languages, or a line that follows it."""
    if not _is_other(turn):
        return False
    if memory.language is None or memory.is_fresh("queue"):
        return True
    return memory.other_language != _kind(turn) and turn.words >= WORDS_TO_SWITCH


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say that the language has changed, or which languages there are."""
    if memory.language is None or _is_other(turn):
        return safe_message(memory, turn)
    changed = say("utter_language_changed", memory, content)
    spoken = remind(memory, content)
    return Spoken([changed, *spoken.says], spoken.memory)


def safe_message(memory: Memory, turn: Turn) -> Spoken:
    """Say what is safe in a language that is not ours: numbers first when a life is in danger.

    It is said once; later messages in that language get a short line with the state of help.
    """
    kind = _kind(turn) if _is_other(turn) else memory.other_language
    if kind is None:
        return Spoken([Say("utter_other_language")], memory)
    told = memory.other_language == kind
    ending = f"_{WRITTEN[kind]}"
    memory = replace(memory, other_language=kind)
    coming = memory.is_fresh("queue")
    if told or memory.life or coming:
        memory = memory.with_fresh(SAID)
    if _life_to_tell(memory, told=told):
        name = f"utter_other_language_life{ending}"
    elif told:
        # The state of help is the truth only once somebody was asked for.
        name = f"utter_other_language_{'human' if memory.level else 'again'}{ending}"
    else:
        name = "utter_other_language" + (ending if kind in WRITTEN.values() else "")
    # In danger one bubble; what the signal itself owes in our languages comes with the next turn.
    if memory.life:
        return Spoken([Say(name)], memory.with_fresh(HELD))
    human = f"utter_other_language_human{ending}"
    return Spoken([Say(name), *([Say(human)] if coming and name != human else [])], memory)


def of_help(memory: Memory) -> str:
    """Give the language in which the state of help is said: ours or a written other one."""
    if memory.language and not memory.is_fresh(SAID):
        return memory.language
    return WRITTEN.get(memory.other_language or "", "fr")


def _life_to_tell(memory: Memory, *, told: bool) -> bool:
    fresh = any(memory.is_fresh(f"signal:{signal.value}") for signal in LIFE_SIGNALS)
    return fresh or (memory.life and not told)


def _is_other(turn: Turn) -> bool:
    return turn.reading is not None and turn.reading.language not in LANGUAGES


def _kind(turn: Turn) -> str:
    spoken = turn.reading.language if turn.reading else ""
    return spoken if spoken in WRITTEN else "other"
