"""Opens a model: checked, loaded, wired to texts, actions and dialogue, and tried once."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.engine import archive
from bot.engine.errors import EngineError, ModelFailedError
from bot.engine.wire import LANGUAGES, ReadRequest, turn_request
from bot.nlu.encoder_files import EncoderFileError, OtherEncoderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.archive import Allowed
    from bot.engine.border.brain import Brain
    from bot.engine.dialogue_face import Dialogue
    from bot.engine.turn import TurnTaker

# Components load rules and lists at the first text of a language: here, once, and not in each worker.
_WARMING = (
    "ça va mal, j'ai 14 ans",
    "het gaat slecht, ik ben 14",
    "I need help",
    "ich brauche Hilfe",
)
_ANY_TIME = "2026-01-01T12:00:00+01:00"


@dataclass(frozen=True)
class Opened:
    """A model that takes turns."""

    model: str
    brain: Brain
    taker: TurnTaker
    dialogue: Dialogue

    def refresh(self) -> None:
        """Follow the files that professionals change: texts and content."""
        self.brain.texts.refresh()
        self.dialogue.refresh()


@dataclass(frozen=True)
class Project:
    """Where a Rasa project lies and what belongs to it.

    Args:
        root: with config.yml and data/responses.
        actions: the package of its custom actions.
        dialogue: makes the part of the dialogue that code asks.
        allowed: the components that its models may have.
    """

    root: Path
    actions: str
    dialogue: Callable[[Path], Dialogue]
    allowed: Allowed

    def open(self, model: Path) -> Opened:
        """Open a model.

        Raises: ModelRefusedError: it is not ours. ModelFailedError: it cannot be used.
        """
        with tempfile.TemporaryDirectory() as folder:
            copy = archive.checked_copy(model, Path(folder), allowed=self.allowed)
            try:
                opened = self._wire(archive.name_of(model), copy)
                _try(opened)
            except Exception as error:
                raise ModelFailedError(_why(model, error)) from error
        return opened

    def _wire(self, name: str, copy: Path) -> Opened:
        # Late: some seconds and hundreds of MB, for the master alone.
        from bot.engine.border.quiet import silence_rasa  # noqa: PLC0415

        silence_rasa()
        from bot.engine.border.lean import put_off_tensorflow  # noqa: PLC0415

        put_off_tensorflow()
        from bot.engine.border.brain import Brain  # noqa: PLC0415
        from bot.engine.turn import TurnTaker  # noqa: PLC0415

        brain = Brain(copy, project=self.root, actions=self.actions)
        dialogue = self.dialogue(self.root)
        return Opened(name, brain, TurnTaker(brain, dialogue), dialogue)


def _try(opened: Opened) -> None:
    """Read a text and open a chat in each language: a model that cannot is not put into service."""
    opened.taker.read(ReadRequest(_WARMING, None))
    for language in LANGUAGES:
        body = {"event": "opening", "language": language, "now": _ANY_TIME}
        opened.taker.turn(turn_request(body, intents=opened.brain.intents))


def _why(model: Path, error: BaseException) -> str:
    reason = type(error).__name__
    cause: BaseException | None = error
    while cause:  # Rasa wraps what a component raises
        # Only our own texts are known to hold no words of anybody.
        if isinstance(cause, (EngineError, EncoderFileError, OtherEncoderError)):
            reason = str(cause)
        cause = cause.__cause__
    return f"{model.name} cannot be used: {reason}"
