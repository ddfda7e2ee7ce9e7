"""Speaks again after a counsellor."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionHandback(SpeakingAction):
    """Says that the robot is back, and where we were."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_handback"
