"""A choice is read strictly, and only if the model knows its intent."""

from __future__ import annotations

import pytest

from bot.engine.payload import Choice, PayloadError, choice_of

_INTENTS = {"done", "pick", "affirm", "talk_to_human", "how_evidence", "event_opening"}


@pytest.mark.parametrize(
    ("payload", "choice", "act"),
    [
        ("/done", Choice("done"), "done"),
        ("/affirm", Choice("affirm"), "yes"),
        ("/talk_to_human", Choice("talk_to_human"), "human"),
        ('/pick{"value": "13_15"}', Choice("pick", "13_15"), "pick"),
        ('/pick{"value":"é}"}', Choice("pick", "é}"), "pick"),
        ("/how_evidence", Choice("how_evidence"), "pick"),
    ],
)
def test_a_payload_names_an_intent_and_perhaps_a_value(
    payload: str, choice: Choice, act: str
) -> None:
    read = choice_of(payload, intents=_INTENTS)
    assert (read, read.act) == (choice, act)


@pytest.mark.parametrize(
    "payload",
    [
        *(
            "",
            "done",
            " /done",
            "/done ",
            "/done\n",
            "//done",
            "/Done",
            "/no_such_intent",
            "/restart",
        ),
        *("/pick{}", '/pick{"value": 3}', '/pick{"value": ""}', '/pick{"value": "x", "other": 1}'),
        *("/pick{value: x}", '/pick["value"]', '/pick{"value": "x"', "/event_opening", "/donе"),
        '/pick{"value": "' + "x" * 300 + '"}',
    ],
)
def test_anything_else_is_refused(payload: str) -> None:
    with pytest.raises(PayloadError):
        choice_of(payload, intents=_INTENTS)
