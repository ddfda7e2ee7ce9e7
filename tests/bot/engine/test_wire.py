"""Requests: what is accepted, and which field is named when one is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.errors import BadRequestError
from bot.engine.payload import Choice
from bot.engine.wire import Typed, model_request, read_request, turn_request

_INTENTS = {"done", "pick"}
_NOW = "2026-01-31T12:00:00+01:00"


def _turn(**change: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"language": "fr", "state": None, "now": _NOW}
    body["messages"] = [{"seq": 1, "text": "salut"}]
    return {key: value for key, value in {**body, **change}.items() if value is not ...}


def test_a_whole_request_is_read() -> None:
    body = _turn(
        messages=[{"seq": 1, "text": "a"}, {"seq": 2, "payload": "/done"}],
        speaker="human",
        help={"open": True, "wait_s": 60, "state": "waiting"},
        silent_s=3.5,
        provisional=True,
        deadline_ms=1500,
    )
    request = turn_request(body, intents=_INTENTS)
    assert request.messages == (Typed("a"), Choice("done"))
    assert (request.speaker, request.deadline_s) == ("human", 1.5)
    assert request.context.help == {"open": True, "wait_s": 60, "state": "waiting"}
    assert (request.context.silent_s, request.context.provisional) == (3.5, True)
    assert (request.context.now, request.context.language) == (_NOW, "fr")


def test_what_may_be_left_out_has_a_cautious_default() -> None:
    request = turn_request(_turn(language=..., state=...), intents=_INTENTS)
    assert request.context.help == {"open": False, "wait_s": None, "state": "bot"}
    assert (request.speaker, request.deadline_s, request.context.provisional) == ("bot", 5.0, False)


def test_an_event_stands_in_place_of_messages() -> None:
    request = turn_request(_turn(messages=..., event="silence"), intents=_INTENTS)
    assert (request.messages, request.context.event) == ((), "silence")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"messages": ...}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": "salut"}, "messages"),
        ({"messages": [{"text": "x"}] * 101}, "messages"),
        ({"event": "opening"}, "messages"),
        ({"messages": ..., "event": "restart"}, "event"),
        ({"messages": ..., "event": "language", "language": None}, "language"),
        ({"messages": ["salut"]}, "messages[0]"),
        ({"messages": [{"seq": 1}]}, "messages[0].text"),
        ({"messages": [{"text": "a", "payload": "/done"}]}, "messages[0].text"),
        ({"messages": [{"text": "a"}, {"text": 3}]}, "messages[1].text"),
        ({"messages": [{"text": "x" * 2001}]}, "messages[0].text"),
        ({"messages": [{"text": "\ud800"}]}, "messages[0].text"),
        ({"messages": [{"seq": -1, "text": "a"}]}, "messages[0].seq"),
        ({"messages": [{"seq": True, "text": "a"}]}, "messages[0].seq"),
        ({"messages": [{"text": "a", "from": "x"}]}, "messages[0].from"),
        ({"messages": [{"payload": "/restart"}]}, "messages[0].payload"),
        ({"messages": [{"payload": 3}]}, "messages[0].payload"),
        ({"language": "en"}, "language"),
        ({"speaker": "visitor"}, "speaker"),
        ({"now": ...}, "now"),
        ({"now": "today"}, "now"),
        ({"help": {"open": "yes"}}, "help.open"),
        ({"help": {"wait_s": -1}}, "help.wait_s"),
        ({"help": {"state": "asleep"}}, "help.state"),
        ({"help": {"queue": 1}}, "help.queue"),
        ({"silent_s": "1"}, "silent_s"),
        ({"silent_s": float("nan")}, "silent_s"),
        ({"provisional": 1}, "provisional"),
        ({"deadline_ms": 0}, "deadline_ms"),
        ({"deadline_ms": 10**9}, "deadline_ms"),
        ({"sender": "x"}, "sender"),
    ],
)
def test_the_wrong_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRequestError) as failure:
        turn_request(_turn(**change), intents=_INTENTS)
    assert failure.value.field == field
    assert failure.value.as_json()["error"]["field"] == field


@pytest.mark.parametrize("body", [None, [], "x", 3, True])
def test_a_body_must_be_an_object(body: object) -> None:
    for read in (lambda: turn_request(body, intents=_INTENTS), lambda: read_request(body)):
        with pytest.raises(BadRequestError, match="must be an object"):
            read()


def test_reading_takes_texts_only() -> None:
    request = read_request({"messages": [{"text": "a"}, {"text": ""}], "language": "nl"})
    assert (request.texts, request.language) == (("a", ""), "nl")
    with pytest.raises(BadRequestError, match=r"messages\[0\].payload"):
        read_request({"messages": [{"payload": "/done"}]})


def test_a_model_is_asked_for_by_its_path() -> None:
    assert model_request({"path": "models/x.tar.gz"}) == "models/x.tar.gz"
    with pytest.raises(BadRequestError, match="path"):
        model_request({})
