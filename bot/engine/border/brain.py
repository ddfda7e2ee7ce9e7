"""A loaded model as the rest of the engine sees it: read a text, carry on a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.shared.core.events import BotUttered, UserUttered

from bot.engine.border.actions import ActionEndpoint
from bot.engine.border.model import load_model
from bot.engine.border.nlg import OURS, FileGenerator
from bot.engine.border.processor import Processor, Step
from bot.engine.border.tracker import slots_of, state_of, tracker_of
from bot.engine.errors import ActionRaisedError, ActionWaitedError, NoReadingError
from bot.engine.replies import Bubble
from bot.engine.responses import ResponseFiles
from bot.nlu.parse import reading_of

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from bot.engine.state import State
    from bot.reading import Reading


class Brain:
    """A model, its texts and its actions.

    Args:
        archive: a checked copy of a model.
        project: where data/responses lies.
        actions: the package of custom actions.
    """

    def __init__(self, archive: Path, *, project: Path, actions: str) -> None:
        self._model = load_model(archive)
        self.texts = ResponseFiles(project / "data" / "responses")
        endpoint = ActionEndpoint(actions)
        self._check_actions(endpoint)
        self._processor = Processor(self._model, FileGenerator(self.texts), endpoint)
        self.intents = frozenset(self._model.domain.intents)

    def read(self, text: str, *, language: str | None, now: str | None) -> Reading:
        """Read one cleaned text; `now` dates the ages that are told by birth year.

        Raises: NoReadingError: the pipeline gave none.
        """
        parse = self._model.parse(text, {"chat_language": language, "now": now})
        if "reading" not in parse:
            raise NoReadingError("The pipeline of the model ended without a reading.")
        return reading_of(parse)

    def conversation(self, state: State) -> Conversation:
        """Take up a chat where its state left it."""
        return Conversation(self._processor, tracker_of(state, self._model.domain))

    def _check_actions(self, endpoint: ActionEndpoint) -> None:
        wanted = {
            name
            for name in self._model.domain.user_actions
            if not name.startswith("utter_") and name not in self._model.domain.form_names
        }
        if missing := wanted - endpoint.names():
            raise ActionRaisedError(f"{min(missing)} is in the domain, but nobody wrote it.")


class Conversation:
    """One chat for the time of one turn."""

    def __init__(self, processor: Processor, tracker: Any) -> None:
        self._processor = processor
        self._tracker = tracker

    @property
    def slots(self) -> dict[str, Any]:
        """The slots that differ from their default."""
        return slots_of(self._tracker)

    def hear(
        self, intent: str, *, text: str = "", value: str | None = None, **extra: Any
    ) -> list[Bubble]:
        """Take in a message, a choice or an event, and fill the slots from it.

        `text` is redacted, `value` is what a choice carries, `extra` are further keys of Rasa's
        `latest_message` for the actions (`reading`, `turn`).
        """
        seen = len(self._tracker.events)
        named = {"name": intent, "confidence": 1.0}
        entities = [] if value is None else [{"entity": "value", "value": value}]
        parse = {"text": text, "intent": named, "entities": entities, **extra}
        _run(self._processor.hear(self._tracker, UserUttered(text, named, entities, parse)))
        return self._bubbles(seen)

    def answer(self) -> tuple[list[Bubble], list[Step]]:
        """Let the bot speak until it listens again."""
        seen = len(self._tracker.events)
        steps = _run(self._processor.answer(self._tracker))
        return self._bubbles(seen), steps

    def state(self) -> State:
        """Take the snapshot to keep."""
        return state_of(self._tracker)

    def _bubbles(self, since: int) -> list[Bubble]:
        events = list(self._tracker.events)[since:]
        return [_bubble(event) for event in events if isinstance(event, BotUttered)]


def _bubble(event: BotUttered) -> Bubble:
    ours = event.metadata.get(OURS) or {}
    return Bubble(
        response=str(event.metadata.get("utter_action") or ""),
        text=event.text or "",
        language=ours.get("language"),
        buttons=tuple(event.data.get("buttons") or ()),
        metadata=ours.get("metadata") or {},
        step=event.metadata.get("step"),
    )


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end in one go: nothing in a turn may wait for the outside world."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise ActionWaitedError("An action waits for something outside of the turn.")
