"""Runs custom actions inside this process, and lets none of their failures pass unseen."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING, Any

from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa_sdk import Action as CustomAction
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from rasa_sdk.utils import all_subclasses

from bot.engine.errors import ActionRaisedError

if TYPE_CHECKING:
    from rasa.core.channels.channel import OutputChannel
    from rasa.core.nlg.generator import NaturalLanguageGenerator
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker


class ActionEndpoint:
    """Looks like Rasa's endpoint of an action server, but calls the actions of a package itself.

    Args:
        package: all subclasses of rasa_sdk's Action in it and below are registered.
    """

    url = "in this process"

    def __init__(self, package: str) -> None:
        # Without this Rasa would send the whole domain along with every call.
        self.kwargs = {"enable_selective_domain": True}
        self._executor = _StrictExecutor()
        _import_all(package)
        for action in all_subclasses(CustomAction):
            inside = f"{action.__module__}.".startswith(f"{package}.")
            if inside and not inspect.isabstract(action) and _has_name(action):
                self._executor.register_action(action)

    def names(self) -> frozenset[str]:
        """Give the names of the registered actions."""
        return frozenset(self._executor.actions)

    async def request(self, json: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Run one action.

        Raises: ActionRaisedError: whatever it raised; its own text, which may hold a visitor's
            words, is not repeated.
        """
        name = json["next_action"]
        try:
            result: dict[str, Any] | None = await self._executor.run(json)
        except ActionNotFoundException as error:
            raise ActionRaisedError(f"{name} is not in the package of actions.") from error
        except ActionExecutionRejection as error:
            raise ActionRaisedError(f"{name} rejected its execution.") from error
        except (ActionRaisedError, MemoryError):
            raise
        except Exception as error:
            raise ActionRaisedError(f"{name} raised {type(error).__name__}.") from error
        if result is None:
            raise ActionRaisedError(f"{name} gave no result.")
        return result


class InProcessAction(RemoteAction):  # type: ignore[misc]  # Rasa carries no types
    """A custom action in this process: Rasa's, without what only an action server needs.

    Compression, plug-ins, a schema for the answer and a search of all classes for each event cost
    Rasa 5 ms.
    """

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run the action; give what it said and set."""
        answer = await self.action_endpoint.request(json=self._action_call_format(tracker, domain))
        said = await self._utter_responses(answer["responses"], output_channel, nlg, tracker)
        return [*said, *map(_event, answer["events"])]


class ExtractSlots(ActionExtractSlots):  # type: ignore[misc]  # Rasa carries no types
    """Fills the slots; Rasa's own logs a custom mapping that failed and goes on without it."""

    async def _run_custom_action(
        self,
        custom_action: str,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        action = InProcessAction(custom_action, self._action_endpoint)
        events = await action.run(output_channel, nlg, tracker, domain)
        for event in events:
            if not isinstance(event, (SlotSet, BotUttered)):
                raise ActionRaisedError(f"{custom_action} may only set slots.")
        return list(events)


class _StrictExecutor(ActionExecutor):  # type: ignore[misc]  # rasa_sdk carries no types
    """Refuses what is no event; rasa_sdk's own logs it and goes on without it."""

    @staticmethod
    def validate_events(events: list[Any], action_name: str) -> list[Any]:
        for event in events:
            if not isinstance(event, dict) or not event.get("event"):
                raise ActionRaisedError(f"{action_name} gave back what is no event.")
        return events


def _event(event: dict[str, Any]) -> Event:
    if event["event"] == SlotSet.type_name:
        return SlotSet(event["name"], event["value"])
    return Event.from_parameters(event)


def _import_all(package: str) -> None:
    module = importlib.import_module(package)
    for found in pkgutil.walk_packages(getattr(module, "__path__", ()), prefix=f"{package}."):
        importlib.import_module(found.name)


def _has_name(action: type[Any]) -> bool:
    """Leave out base classes, which have no name of their own."""
    try:
        return bool(action().name())
    except NotImplementedError:
        return False
