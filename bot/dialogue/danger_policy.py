"""Rasa's side of `danger.py`: a policy above the rules that only asks `decide` and `after`."""

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import danger, language
from bot.dialogue.content import Content
from bot.dialogue.memory import Memory
from bot.dialogue.routing import ROUTES
from bot.dialogue.turn import turn_of

# Rasa resolves the annotations of components while it checks the graph, so nothing here is
# imported for type checking only.
_OURS = {danger.ACTION, language.ACTION}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class DangerPolicy(Policy):  # type: ignore[misc]  # Rasa has no types
    """Predicts with certainty when danger must be answered first, and has no opinion otherwise.

    Its priority (7) stands above RulePolicy (6): two certain predictions go by priority.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the settings of the component."""
        return {"priority": 7}

    @staticmethod
    def supported_data() -> SupportedData:
        """Say that it looks at rules and stories alike (it learns from neither)."""
        return SupportedData.ML_AND_RULE_DATA

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],  # noqa: ARG002 - Rasa's interface
        domain: Domain,  # noqa: ARG002 - Rasa's interface
        **_kwargs: Any,
    ) -> Resource:
        """Learn nothing: what must be certain is code."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,  # noqa: ARG002 - Rasa's interface
        **_kwargs: Any,
    ) -> PolicyPrediction:
        """Name the action that danger asks for, if any."""
        probabilities = self._default_predictions(domain)
        action = _next_action(tracker)
        if action is not None:
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)


def _next_action(tracker: DialogueStateTracker) -> str | None:
    done = _actions_of_turn(tracker)
    if done is None:
        return None
    memory = Memory.from_slots(tracker.current_slot_values())
    turn = turn_of(tracker.latest_message.parse_data)
    if not done:
        return danger.decide(memory, turn, Content.current())
    if done[0] not in _OURS or done[0] == ROUTES[turn.intent]:
        return None  # what a rule began, or would have begun with, a rule ends
    follows = danger.after(memory, turn) if len(done) == 1 else None
    return follows or ACTION_LISTEN_NAME


def _actions_of_turn(tracker: DialogueStateTracker) -> list[str] | None:
    """Name the actions run since the visitor's message, None when there was no message."""
    done: list[str] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return done[::-1]
        if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            done.append(event.action_name)
    return None
