"""Answers greetings, thanks, teasing and what is not for this chat."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionSmallTalk(SpeakingAction):
    """Says something short, then leads back."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_small_talk"
