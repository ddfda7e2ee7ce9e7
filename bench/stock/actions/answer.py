"""The stock bot's one custom action: it answers, as ours does, through the action server."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action


class ActionAnswer(Action):  # type: ignore[misc]  # rasa_sdk carries no types
    """Says the one answer of the stock bot."""

    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ARG002 - Rasa's
        dispatcher.utter_message(response="utter_answer")
        return []
