"""Gives Rasa our texts in place of those that were trained into the model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rasa.core.nlg.generator import NaturalLanguageGenerator

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.engine.responses import ResponseFiles, Wording

# The key under which what is ours travels through Rasa's message to `BotUttered.metadata`.
OURS = "wording"


class FileGenerator(NaturalLanguageGenerator):  # type: ignore[misc]  # Rasa carries no types
    """Words a response from data/responses/*.yml."""

    def __init__(self, files: ResponseFiles) -> None:
        self._files = files

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,  # noqa: ARG002 - Rasa's interface
        **values: Any,
    ) -> dict[str, Any]:
        """Give the message that Rasa utters.

        `own_choices=False` among the values leaves the buttons of the response out; `asks` names
        another response whose words, tags and links follow in the same message.

        Raises: MissingResponseError, MissingPlaceholderError.
        """
        slots = tracker.current_slot_values()
        wording = self._files.wording(utter_action, slots=slots, values=values)
        if values.get("asks"):
            asked = self._files.wording(values["asks"], slots=slots, values=values)
            wording = _followed_by(wording, asked)
        buttons = wording.buttons if values.get("own_choices", True) else ()
        return {
            "text": wording.text,
            "buttons": [dict(button) for button in buttons],
            OURS: {"metadata": wording.metadata, "language": wording.language},
        }


def _followed_by(wording: Wording, asked: Wording) -> Wording:
    metadata = dict(wording.metadata)
    for name in ("advice", "links"):
        mine = list(metadata.get(name) or ())
        mine += [entry for entry in asked.metadata.get(name) or () if entry not in mine]
        metadata[name] = mine
    return replace(wording, text=f"{wording.text} {asked.text}", metadata=metadata)
