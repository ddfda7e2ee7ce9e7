"""The one table from an action's name to the function that speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import (
    answer,
    clarify,
    danger,
    human,
    language,
    opening,
    silence,
    small_talk,
    walk,
)
from bot.dialogue.adults import TELL_ADULT
from bot.dialogue.memory import LATER, told_now
from bot.dialogue.presenting import step_in_hand
from bot.dialogue.speaking import Spoken, finish
from bot.dialogue.told import tells_only

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.speaking import Say
    from bot.dialogue.turn import Turn

    Speak = Callable[[Memory, Turn, Content], Spoken]

SPEAKERS: dict[str, Speak] = {
    "action_danger": danger.speak,
    "action_walk": walk.speak,
    "action_answer": answer.speak,
    "action_ask_situation": clarify.speak,
    "action_human": human.speak,
    "action_small_talk": small_talk.speak,
    "action_language": language.speak,
    "action_open": opening.speak,
    "action_silence": silence.speak,
    "action_handback": opening.handback,
}
_TOLD = ("app", "role", "corrected", "named", LATER)
_GIVES_WAY = {"action_answer", "action_ask_situation", "action_small_talk"}
# Said by the way beside an answer, a question is answered; these say nothing of their own.
_SAYS_LITTLE = {"action_ask_situation", "action_small_talk"}
# What a fact told in passing ("ik ben 14") may be taken for.
_MISREAD = {"out_of_scope", "insult_bot"}
_WITH_A_HUMAN = {"waiting", "human"}
_WITHOUT_LANGUAGE = {"action_open", "action_language", "action_silence"}


def act(action: str, memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say what this action says in this turn."""
    if memory.language is None and action not in _WITHOUT_LANGUAGE:
        return finish(language.safe_message(memory, turn), content)
    to_walk = _told_the_walk(action, memory) or _told_in_passing(action, memory, turn, content)
    speak = walk.speak if to_walk else SPEAKERS[action]
    waits = turn.help.state in _WITH_A_HUMAN
    return finish(speak(memory, turn, content), content, asked=memory.pending, waits=waits)


def _told_the_walk(action: str, memory: Memory) -> bool:
    """Whether a set phrase told more than the topic: "eigenlijk gaat het over mij" reads as shame."""
    answers = any(name.startswith("answer:") for name in memory.fresh)
    told = any(name in memory.fresh for name in _TOLD) or (answers and action in _SAYS_LITTLE)
    return action in _GIVES_WAY and told


def _told_in_passing(action: str, memory: Memory, turn: Turn, content: Content) -> bool:
    """Whether a message tells what is known or done, so that it is thanked for rather than missed."""
    if turn.reading is None or not told_now(memory):
        return False
    if action == "action_ask_situation":
        return clarify.first_guess(memory, turn) is None or tells_only(turn.reading, content)
    if action == "action_small_talk":
        return turn.intent in _MISREAD
    if turn.intent == TELL_ADULT and TELL_ADULT in told_now(memory):
        return not content.cues.afraid.search(turn.reading.plain)
    return action == "action_answer" and tells_only(turn.reading, content)


def params(memory: Memory, turn: Turn, content: Content) -> dict[str, str]:
    """Give the values of all placeholders that a text may have in this turn."""
    chosen = memory.language or "fr"
    step = step_in_hand(memory, content)
    guess = memory.pending.id if memory.pending and memory.pending.kind == "guess" else None
    situation = content.situations.get(guess or memory.situation or "")
    return {
        **content.placeholders(chosen),
        **content.hours(chosen, turn.now),
        "help": human.help_text(turn.help, language.of_help(memory), content, life=memory.life),
        "step_label": step.label[chosen] if step else "",
        "situation_label": situation.label_for(memory.role, chosen) if situation else "",
    }


def params_of_each(
    says: Sequence[Say], memory: Memory, turn: Turn, content: Content
) -> list[dict[str, str]]:
    """Give the values for each bubble of an answer: the state of help is said in one of them."""
    shared = params(memory, turn, content)
    helps = human.help_texts(says, memory, turn, content)
    return [{**shared, "help": help_now} for help_now in helps]
