"""Answers a danger signal before anything else."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionDanger(SpeakingAction):
    """Says what danger owes in this turn."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_danger"
