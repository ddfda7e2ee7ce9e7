"""Opens the chat."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionOpen(SpeakingAction):
    """Says the two lines of the opening."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_open"
