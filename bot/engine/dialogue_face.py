"""What the engine asks of the dialogue beside its actions: who must come, and the plan to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from bot.dialogue import Content, Memory, escalation, plan
from bot.dialogue.phrases import explained
from bot.labels import Signal, level_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.engine.payload import Choice
    from bot.reading import Reading

    Slots = Mapping[str, Any]


class Dialogue(Protocol):
    """The part of a dialogue that is asked by code, not predicted by policies."""

    def refresh(self) -> None:
        """Follow what professionals have changed on disk."""

    def explained(self, reading: Reading, before: Slots) -> Reading:
        """Leave out the signals that a set phrase of the message explains."""

    def escalation(
        self, before: Slots, after: Slots, readings: Sequence[Reading], acts: Sequence[str]
    ) -> dict[str, Any] | None:
        """Give the escalation that this turn raises."""

    def plan(self, slots: Slots) -> list[dict[str, Any]]:
        """Give the steps to show, ticked or not."""

    def choice_reading(self, choice: Choice, before: Slots, after: Slots) -> dict[str, Any]:
        """Say what a choice has set."""


class ProjectDialogue:
    """The dialogue of the project: `bot.dialogue` over content/."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self.refresh()  # a broken file stops the start, not the first turn

    def refresh(self) -> None:
        """Read content/ again if it was changed."""
        Content.refreshed(self._project)

    def explained(self, reading: Reading, before: Slots) -> Reading:
        """Ask `phrases.py`."""
        return explained(reading, Memory.from_slots(before), Content.current(self._project))

    def escalation(
        self, before: Slots, after: Slots, readings: Sequence[Reading], acts: Sequence[str]
    ) -> dict[str, Any] | None:
        """Ask `triage.py`; a button for a human counts wherever it stood in the turn."""
        act = "human" if "human" in acts else next(iter(acts[-1:]), None)
        raised = escalation(Memory.from_slots(before), Memory.from_slots(after), readings, act)
        return raised.as_json() if raised else None

    def plan(self, slots: Slots) -> list[dict[str, Any]]:
        """Ask `agenda.py`."""
        return plan(Memory.from_slots(slots), Content.current(self._project))

    def choice_reading(self, choice: Choice, before: Slots, after: Slots) -> dict[str, Any]:
        """Give what stands in the place of a reading for a choice."""
        old, new = Memory.from_slots(before), Memory.from_slots(after)
        stated = [signal for signal in new.signals if signal not in old.signals]
        # A situation that stood before is not this choice's, except that it makes an age pressing.
        counts = new.situation != old.situation or Signal.UNDER_13.value in stated
        level = level_of(
            topic=new.situation if counts else None,
            signals=stated,
            wants_human=choice.act == "human",
        )
        return {
            "choice": True,
            "act": choice.act,
            "intent": choice.intent,
            "value": choice.value,
            "set": stated,
            "level": level.value if level else None,
        }
