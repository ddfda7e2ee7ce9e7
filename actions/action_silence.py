"""Keeps company when nobody has written for a while."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionSilence(SpeakingAction):
    """Says one line."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_silence"
