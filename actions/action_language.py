"""Goes on in the chosen language, or says which languages there are."""

from __future__ import annotations

from actions.say import SpeakingAction


class ActionLanguage(SpeakingAction):
    """Says which language the chat goes on in."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_language"
