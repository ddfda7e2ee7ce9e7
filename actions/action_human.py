"""Says what happens with the wish for a human."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionHuman(SpeakingAction):
    """Says honestly who comes, and when."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_human"
