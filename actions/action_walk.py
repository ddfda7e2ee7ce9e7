"""Walks the plan of the situation, one step or question at a time."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionWalk(SpeakingAction):
    """Says the first answer, the next step, or the answer to a move."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_walk"
