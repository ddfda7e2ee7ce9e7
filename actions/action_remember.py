"""Folds the visitor's message or choice into the slots, before anything is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa_sdk import Action

from actions.say import changed_slots
from bot.dialogue.content import Content
from bot.dialogue.memory import Memory
from bot.dialogue.remember import remember
from bot.dialogue.turn import turn_of

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher


class ActionRemember(Action):  # type: ignore[misc]  # rasa_sdk has no types
    """The custom slot mapping of every slot."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_remember"

    async def run(
        self,
        dispatcher: CollectingDispatcher,  # noqa: ARG002 - Rasa's interface
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 - Rasa's interface
    ) -> list[dict[str, Any]]:
        """Give back the slots that this turn has changed."""
        before = Memory.from_slots(tracker.slots)
        turn = turn_of(tracker.latest_message)
        return changed_slots(before, remember(before, turn, Content.current()))
