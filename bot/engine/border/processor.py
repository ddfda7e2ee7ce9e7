"""Runs the actions that the policies choose until they listen; no failure is swallowed.

Rasa's MessageProcessor does the same, but logs an action that raised and goes on without it, copies
all events for its log lines, and looks at the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasa.core.actions.action import Action, ActionExecutionRejection, action_for_name_or_text
from rasa.core.actions.action import RemoteAction as _RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecutionRejected, UserUttered

from bot.engine.border.actions import ActionEndpoint, ExtractSlots, InProcessAction
from bot.engine.errors import ActionRaisedError, PredictionLimitError

if TYPE_CHECKING:
    from rasa.shared.core.events import Event
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.engine.border.model import Model
    from bot.engine.border.nlg import FileGenerator

MOST_PREDICTIONS = 10


class SilentChannel(OutputChannel):  # type: ignore[misc]  # Rasa carries no types
    """Sends nothing: replies are read from the events, where they are whole."""

    @classmethod
    def name(cls) -> str:
        """Name the channel as conditions of responses would."""
        return "engine"


@dataclass(frozen=True)
class Step:
    """One action that was run: who chose it and how sure they were."""

    action: str
    policy: str
    confidence: float


class Processor:
    """Carries one tracker through one turn."""

    def __init__(self, model: Model, nlg: FileGenerator, endpoint: ActionEndpoint) -> None:
        self._model = model
        self._domain = model.domain
        self._nlg = nlg
        self._endpoint = endpoint
        self._channel = SilentChannel()
        self._extract = ExtractSlots(endpoint)
        self._actions: dict[str, Action] = {}

    async def hear(self, tracker: DialogueStateTracker, uttered: UserUttered) -> None:
        """Put a message on the tracker and fill the slots from it."""
        tracker.update(uttered, self._domain)
        events = await self._extract.run(self._channel, self._nlg, tracker, self._domain)
        tracker.update_with_events(events, self._domain)

    async def answer(self, tracker: DialogueStateTracker) -> list[Step]:
        """Predict and run actions until the bot listens.

        Raises: PredictionLimitError: it never does; ActionRaisedError and the failures of texts.
        """
        steps: list[Step] = []
        while len(steps) <= MOST_PREDICTIONS:
            prediction = self._predict(tracker)
            name = self._domain.action_names_or_texts[prediction.max_confidence_index]
            steps.append(_step(name, prediction))
            await self._run(name, tracker, prediction)
            if name == ACTION_LISTEN_NAME:
                return steps
        raise PredictionLimitError(
            f"More than {MOST_PREDICTIONS} actions in one turn, the last one {steps[-1].action}."
        )

    def _predict(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        follows = tracker.followup_action
        if not follows:
            return self._model.predict(tracker)
        tracker.clear_followup_action()
        if follows not in self._domain.action_names_or_texts:
            raise ActionRaisedError(f"{follows} shall follow, but the domain does not have it.")
        return PolicyPrediction.for_action_name(self._domain, follows, "followup")

    async def _run(
        self, name: str, tracker: DialogueStateTracker, prediction: PolicyPrediction
    ) -> None:
        action = self._action(name)
        scratch = tracker
        if prediction.events:
            # Its own tracker: what the policies set counts only if the action is not rejected.
            scratch = tracker.copy()
            scratch.update_with_events(prediction.events, self._domain)
        try:
            events = await action.run(self._channel, self._nlg, scratch, self._domain)
        except ActionExecutionRejection:
            rejected = ActionExecutionRejected(
                name, prediction.policy_name, prediction.max_confidence
            )
            tracker.update(rejected)
            return
        tracker.update_with_events(prediction.events, self._domain)
        tracker.update(action.event_for_successful_execution(prediction), self._domain)
        self._keep(name, events or [], tracker)

    def _keep(self, name: str, events: list[Event], tracker: DialogueStateTracker) -> None:
        if any(isinstance(event, UserUttered) for event in events):
            raise ActionRaisedError(f"{name} may not speak for the visitor.")
        tracker.update_with_events(events, self._domain)

    def _action(self, name: str) -> Action:
        """Give the action of a name; Rasa makes all of its own anew at each look-up."""
        if name == ACTION_SESSION_START_NAME:
            raise ActionRaisedError(f"{name} was predicted, but the engine has no sessions.")
        if name not in self._actions:
            action = action_for_name_or_text(name, self._domain, self._endpoint)
            if type(action) is _RemoteAction:
                action = InProcessAction(name, self._endpoint)
            self._actions[name] = action
        return self._actions[name]


def _step(name: str, prediction: PolicyPrediction) -> Step:
    policy = (prediction.policy_name or "").partition("_")[2] or str(prediction.policy_name)
    return Step(name, policy, round(float(prediction.max_confidence), 4))
