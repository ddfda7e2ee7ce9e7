"""Rasa's side of the dialogue: tracker in, bubbles and slots out. No text for visitors here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from bot.dialogue.acting import act, params_of_each
from bot.dialogue.content import Content
from bot.dialogue.memory import Memory
from bot.dialogue.turn import turn_of

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher


class SpeakingAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk has no types
    """Says what `bot.dialogue` says for the action of this name; subclasses give only the name."""

    @abstractmethod
    def name(self) -> str:
        """Give the name in the domain."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 - Rasa's interface
    ) -> list[dict[str, Any]]:
        """Utter the bubbles; give back what memory holds now."""
        content = Content.current()
        before = Memory.from_slots(tracker.slots)
        turn = turn_of(tracker.latest_message)
        says, after = act(self.name(), before, turn, content)
        for bubble, filled in zip(says, params_of_each(says, after, turn, content), strict=True):
            dispatcher.utter_message(
                response=bubble.response,
                step=bubble.step,
                own_choices=bubble.own,
                asks=bubble.asks,
                buttons=[
                    {"title": button.title, "payload": button.payload} for button in bubble.choices
                ],
                **filled,
            )
        return changed_slots(before, after)


def changed_slots(before: Memory, after: Memory) -> list[dict[str, Any]]:
    """Give an event for each slot that changed."""
    old, new = before.to_slots(), after.to_slots()
    return [SlotSet(name, value) for name, value in new.items() if value != old[name]]
