"""A person was asked for: what happens now, honestly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.content_types import LANGUAGES
from bot.dialogue.language import SAID, of_help
from bot.dialogue.presenting import remind
from bot.dialogue.speaking import Say, Spoken, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.dialogue.content import Content
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Help, Turn


def speak(memory: Memory, turn: Turn, content: Content) -> Spoken:
    """Say what happens with the wish for a human, and go on meanwhile."""
    spoken = remind(memory, content)
    if memory.is_fresh(SAID):
        return spoken  # said already, in the language of who asked
    waits = turn.help.state == "waiting"
    name = "utter_talk_to_human_waiting" if waits else "utter_talk_to_human"
    return Spoken([say(name, memory, content), *spoken.says], spoken.memory)


# From here on a number of minutes is neither true nor of use; with a life in danger much sooner.
MOST_MINUTES = 60
MOST_MINUTES_IN_DANGER = 10

_HELP, _CHILD_FOCUS = "{help}", "{child_focus_phone}"


def help_texts(says: Iterable[Say], memory: Memory, turn: Turn, content: Content) -> list[str]:
    """Give `{help}` for each bubble of an answer: said once, and no number twice.

    Where a bubble gives the number of Child Focus anyway, the words for who is there leave it out.
    """
    responses = (content.responses[bubble.response] for bubble in says)
    texts = [response.wording(memory.language).text for response in responses]
    numbered = any(_CHILD_FOCUS in text for text in texts)
    spoken = of_help(memory)
    said = help_text(turn.help, spoken, content, life=memory.life, beside_number=numbered)
    first = next((place for place, text in enumerate(texts) if _HELP in text), 0)
    return ["" if _HELP in text and place > first else said for place, text in enumerate(texts)]


def help_text(
    help_now: Help,
    language: str,
    content: Content,
    *,
    life: bool = False,
    beside_number: bool = False,
) -> str:
    """Give the words for `{help}`: whether somebody is there, and when.

    Args:
        help_now: what the service says of the counsellors.
        language: one of ours, or `en` and `de`, whose texts have names of their own.
        content: where the words stand.
        life: whether a life signal stands.
        beside_number: whether the number of Child Focus stands beside it.
    """
    ending, ours = ("", language) if language in LANGUAGES else (f"_{language}", None)
    beside = "_beside" if beside_number and ours else ""
    if not help_now.open:
        return content.text(f"utter_help_closed{beside}{ending}", ours, {})
    if help_now.wait_s is None:
        return content.text(f"utter_help_open{ending}", ours, {})
    minutes = max(1, -(-int(help_now.wait_s) // 60))
    if minutes >= (MOST_MINUTES_IN_DANGER if life else MOST_MINUTES):
        return content.text(f"utter_help_late{beside}{ending}", ours, {})
    return content.text(f"utter_help_open_wait{ending}", ours, {"minutes": str(minutes)})
