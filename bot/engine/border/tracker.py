"""Turns a state into Rasa's tracker and a tracker into a state: rebuilt each time, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, DEFAULT_SLOT_NAMES, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.state import MOST_TURNS, PastTurn, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import Event
    from rasa.shared.core.slots import Slot

# All trackers have the same name: nothing that is said may depend on whose chat it is.
SENDER = "chat"


class TurnTracker(DialogueStateTracker):  # type: ignore[misc]  # Rasa carries no types
    """A tracker that is quickly made: Rasa copies it for every look into the past."""

    def __init__(self, sender_id: str, slots: Iterable[Slot], **options: Any) -> None:
        super().__init__(sender_id, (), **options)
        self.slots = {slot.name: _fresh(slot) for slot in slots}

    def init_copy(self) -> TurnTracker:
        """Give a tracker without events."""
        return TurnTracker(
            self.sender_id, self.slots.values(), is_rule_tracker=self.is_rule_tracker
        )


def _fresh(slot: Slot) -> Slot:
    """Copy a slot and reset it; `copy.copy` takes four times as long."""
    copy = object.__new__(type(slot))
    copy.__dict__.update(slot.__dict__)
    copy.reset()
    return copy


def tracker_of(state: State, domain: Domain) -> DialogueStateTracker:
    """Rebuild the tracker; slots and actions that the model no longer has are left out."""
    tracker = TurnTracker(SENDER, domain.slots)
    for event in _events(state, domain):
        tracker.update(event, domain)
    return tracker


def slots_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Give the slots that differ from their default, in the order of the domain."""
    return {
        name: slot.value
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value
        and (name not in DEFAULT_SLOT_NAMES or name == REQUESTED_SLOT)
    }


def state_of(tracker: DialogueStateTracker) -> State:
    """Take the snapshot; a turn in which the bot did nothing (a human spoke) is no turn of its."""
    turns = [turn for turn in _turns(tracker) if turn.actions]
    return State(
        slots=slots_of(tracker), turns=tuple(turns[-MOST_TURNS:]), loop=tracker.active_loop_name
    )


def _events(state: State, domain: Domain) -> Iterator[Event]:
    known = {slot.name for slot in domain.slots}
    for name in sorted(known.intersection(state.slots)):
        yield SlotSet(name, state.slots[name])
    yield ActionExecuted(ACTION_LISTEN_NAME)
    actions = set(domain.action_names_or_texts)
    for turn in state.turns:
        if turn.intent not in domain.intents:
            continue
        intent = {"name": turn.intent, "confidence": 1.0}
        yield UserUttered(text="", intent=intent, parse_data=_parse_data(intent))
        for name in (*turn.actions, ACTION_LISTEN_NAME):
            if name in actions:
                yield ActionExecuted(name, hide_rule_turn=turn.hidden)
    if state.loop in domain.form_names:
        yield ActiveLoop(state.loop)


def _parse_data(intent: dict[str, Any]) -> dict[str, Any]:
    return {"text": "", "intent": intent, "entities": []}


def _turns(tracker: DialogueStateTracker) -> Iterator[PastTurn]:
    intent: Any = None
    actions: list[ActionExecuted] = []
    for event in tracker.events:
        if isinstance(event, UserUttered):
            if intent:
                yield _turn(intent, actions)
            intent, actions = event.intent.get("name"), []
        elif isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            actions.append(event)
    if intent:
        yield _turn(intent, actions)


def _turn(intent: str, actions: list[ActionExecuted]) -> PastTurn:
    hidden = bool(actions) and all(event.hide_rule_turn for event in actions)
    return PastTurn(intent, tuple(str(event.action_name) for event in actions), hidden=hidden)
