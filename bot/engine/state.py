"""The state of a chat between two turns: a snapshot, rebuilt each time, never a cut history.

    {"v": 1, "slots": {…}, "turns": [{"intent": …, "actions": […]}, …], "loop": …}

Only slots that differ from their default, only the last three turns, and of those only names: no
word of the visitor.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.engine.errors import BadRequestError, BadStateError, StateTooLargeError
from bot.engine.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
MOST_BYTES = 8192
MOST_TURNS = 3
_MOST_ACTIONS = 20
_LONGEST_NAME = 100


@dataclass(frozen=True)
class PastTurn:
    """What was understood and done. `hidden`: only rules knew this turn, stories must not see it."""

    intent: str
    actions: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True)
class State:
    """The snapshot of a chat. `loop` is the name of the active form, if any."""

    slots: Mapping[str, Any] = field(default_factory=dict)
    turns: tuple[PastTurn, ...] = ()
    loop: str | None = None


def read_state(value: object) -> State:
    """Check a state that came with a request; null is the beginning of a chat.

    Raises: BadStateError: it is malformed, too large or of another version.
    """
    if value is None:
        return State()
    try:
        size = len(_as_bytes(value))
    except (RecursionError, ValueError) as error:
        raise BadStateError("state", "is not plain JSON") from error
    if size > MOST_BYTES:
        raise BadStateError("state", f"is larger than {MOST_BYTES} bytes")
    try:
        return _read(Fields(value, "state", allowed={"v", "slots", "turns", "loop"}))
    except BadStateError:
        raise
    except BadRequestError as error:
        raise BadStateError(error.field, str(error).partition(": ")[2]) from error


def write_state(state: State) -> dict[str, Any]:
    """Give the JSON of a state.

    Raises: StateTooLargeError: the service could not keep it.
    """
    written: dict[str, Any] = {
        "v": VERSION,
        "slots": dict(state.slots),
        "turns": [_write_turn(turn) for turn in state.turns[-MOST_TURNS:]],
    }
    if state.loop:
        written["loop"] = state.loop
    size = len(_as_bytes(written))
    if size > MOST_BYTES:
        raise StateTooLargeError(f"The new state has {size} bytes, more than {MOST_BYTES}.")
    return written


def _as_bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _read(fields: Fields) -> State:
    if fields.number("v", least=0, most=1000) != VERSION:
        raise BadStateError("state.v", f"must be {VERSION}: this engine knows no other version")
    slots = fields.raw("slots")
    if not isinstance(slots, dict):
        raise BadStateError("state.slots", "must be an object")
    turns = fields.raw("turns")
    if not isinstance(turns, list) or len(turns) > MOST_TURNS:
        raise BadStateError("state.turns", f"must be a list of at most {MOST_TURNS}")
    return State(
        slots=slots,
        turns=tuple(_read_turn(turn, f"state.turns[{index}]") for index, turn in enumerate(turns)),
        loop=fields.text("loop", longest=_LONGEST_NAME) if fields.has("loop") else None,
    )


def _read_turn(value: object, path: str) -> PastTurn:
    fields = Fields(value, path, allowed={"intent", "actions", "hidden"})
    actions = fields.raw("actions")
    if not isinstance(actions, list) or len(actions) > _MOST_ACTIONS:
        raise BadStateError(fields.path("actions"), f"must be a list of at most {_MOST_ACTIONS}")
    if not all(isinstance(name, str) and len(name) <= _LONGEST_NAME for name in actions):
        raise BadStateError(fields.path("actions"), "must hold names")
    return PastTurn(
        intent=fields.text("intent", longest=_LONGEST_NAME),
        actions=tuple(actions),
        hidden=fields.flag("hidden", default=False),
    )


def _write_turn(turn: PastTurn) -> dict[str, Any]:
    written: dict[str, Any] = {"intent": turn.intent, "actions": list(turn.actions)}
    return {**written, "hidden": True} if turn.hidden else written
