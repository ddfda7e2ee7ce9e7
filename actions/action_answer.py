"""Answers a question in between, then comes back to the plan."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionAnswer(SpeakingAction):
    """Says the answer that fits the situation."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_answer"
