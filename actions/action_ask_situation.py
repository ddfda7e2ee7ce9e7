"""Asks what it is about when a message was not understood."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionAskSituation(SpeakingAction):
    """Offers likely situations, then a human."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_ask_situation"
