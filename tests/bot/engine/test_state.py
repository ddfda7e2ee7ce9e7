"""The state: bounded, versioned, and refused when it was not made by us."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.errors import BadStateError, StateTooLargeError
from bot.engine.state import MOST_BYTES, PastTurn, State, read_state, write_state

_TURN = {"intent": "greet", "actions": ["action_open"]}


def test_what_was_written_is_read_again() -> None:
    turns = (PastTurn("greet", ("a", "b")), PastTurn("done", (), hidden=True))
    state = State({"language": "fr", "facts": ["é"]}, turns, loop="a_form")
    assert read_state(write_state(state)) == state


def test_without_a_state_a_chat_begins() -> None:
    assert read_state(None) == State()


def test_only_the_last_three_turns_are_written() -> None:
    state = State({}, tuple(PastTurn(f"intent_{index}", ()) for index in range(9)))
    assert [turn["intent"] for turn in write_state(state)["turns"]] == [
        "intent_6",
        "intent_7",
        "intent_8",
    ]


def test_a_state_that_grew_too_large_is_a_failure() -> None:
    room = MOST_BYTES - len('{"v":1,"slots":{"x":""},"turns":[]}')
    write_state(State({"x": "a" * room}))
    with pytest.raises(StateTooLargeError):
        write_state(State({"x": "a" * (room + 1)}))
    with pytest.raises(StateTooLargeError):
        write_state(State({"x": "é" * (room // 2 + 1)}))


def _deep(levels: int) -> Any:
    value: Any = {}
    for _ in range(levels):
        value = {"x": value}
    return value


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ([], "state"),
        ("x", "state"),
        ({}, "state.v"),
        ({"v": 2, "slots": {}, "turns": []}, "state.v"),
        ({"v": "1", "slots": {}, "turns": []}, "state.v"),
        ({"v": 1, "slots": [], "turns": []}, "state.slots"),
        ({"v": 1, "slots": {}}, "state.turns"),
        ({"v": 1, "slots": {}, "turns": [_TURN] * 4}, "state.turns"),
        ({"v": 1, "slots": {}, "turns": [{"intent": "x"}]}, "state.turns[0].actions"),
        ({"v": 1, "slots": {}, "turns": [{**_TURN, "actions": [3]}]}, "state.turns[0].actions"),
        ({"v": 1, "slots": {}, "turns": [{**_TURN, "text": "x"}]}, "state.turns[0].text"),
        ({"v": 1, "slots": {}, "turns": [], "loop": 3}, "state.loop"),
        ({"v": 1, "slots": {}, "turns": [], "text": "x"}, "state.text"),
        ({"v": 1, "slots": {"x": "a" * 9000}, "turns": []}, "state"),
        ({"v": 1, "slots": {"x": float("nan")}, "turns": []}, "state"),
        ({"v": 1, "slots": {"x": "\ud800"}, "turns": []}, "state"),
        (_deep(100_000), "state"),
    ],
)
def test_what_we_did_not_make_is_refused(state: object, field: str) -> None:
    with pytest.raises(BadStateError) as failure:
        read_state(state)
    assert (failure.value.field, failure.value.status) == (field, 400)
