"""The engine over HTTP, with real processes: who may call, what fails how, who is replaced."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.engine.fixtures.engine_process import NOW, misdeed, turn_body

if TYPE_CHECKING:
    from tests.bot.engine.fixtures.engine_process import Engine


def test_health_names_the_model(engine: Engine) -> None:
    answer = engine.call("/health")
    assert (answer.status, answer.body) == (
        200,
        {"model": "first", "ready": True, "responses": None},
    )


@pytest.mark.parametrize("secret", [None, "", "wrong", "fixture-secret-fixture-secreT", "é"])
@pytest.mark.parametrize("path", ["/turn", "/read", "/model", "/health", "/nowhere"])
def test_nobody_is_answered_without_the_secret(
    engine: Engine, secret: str | None, path: str
) -> None:
    encoded = secret.encode().decode("latin-1") if secret else secret
    answer = engine.call(path, secret=encoded, method="GET" if path == "/health" else "POST")
    assert (answer.status, answer.code) == (401, "wrong_secret")


def test_a_turn_answers_as_the_contract_says(engine: Engine) -> None:
    answer = engine.turn({"seq": 3, "text": "il veut 200€, appelle-moi au 0470123456"})
    assert answer.status == 200
    assert list(answer.body) == [
        *("readings", "reading", "replies", "plan", "state", "escalation", "language"),
        *("trace", "model"),
    ]
    assert answer.body["model"] == "first"
    assert answer.body["replies"] == [
        {
            "response": "utter_answer",
            "text": "Compris (sextortion_money), tour 1.",
            "language": "fr",
            "choices": [{"label": "Fait", "act": "done", "payload": "/done"}],
            "advice": [],
            "links": [],
            "step": "step",
            "more": None,
        }
    ]
    assert b"0470123456" not in answer.raw


def test_read_gives_a_reading_for_each_message(engine: Engine) -> None:
    texts = ["merci", "je veux mourir"]
    answer = engine.call("/read", {"messages": [{"text": text} for text in texts]})
    assert [reading["topic"] for reading in answer.body["readings"]] == ["thanks", "out_of_scope"]
    assert [reading["level"] for reading in answer.body["readings"]] == [None, "life"]
    assert answer.body["model"] == "first"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (misdeed("raise"), "action_raised"),
        (misdeed("nameless"), "action_raised"),
        (misdeed("foreign"), "action_raised"),
        (misdeed("wait"), "action_waited"),
        (misdeed("silent"), "empty_reply"),
        (misdeed("blank"), "empty_reply"),
        (misdeed("plain"), "empty_reply"),
        (misdeed("unknown"), "response_missing"),
        (misdeed("nl_only"), "response_missing"),
        (misdeed("unfilled"), "placeholder_missing"),
        (misdeed("bad_button"), "bad_choice"),
        (misdeed("fill"), "state_too_large"),
        (turn_body({"payload": "/how"}), "prediction_limit"),
    ],
)
def test_a_failure_is_a_code_and_never_an_empty_list(
    engine: Engine, body: dict[str, Any], code: str
) -> None:
    answer = engine.call("/turn", body)
    assert (answer.status, answer.code) == (500, code)
    assert "replies" not in answer.body


def test_what_an_action_says_while_it_raises_is_neither_answered_nor_logged(
    engine: Engine,
) -> None:
    answer = engine.call("/turn", misdeed("raise"))
    assert b"Camille" not in answer.raw
    assert "Camille" not in engine.log.read_text("utf-8")
    assert "misbehaving.py" in engine.log.read_text("utf-8")


def test_no_word_of_a_visitor_is_logged(engine: Engine) -> None:
    engine.turn({"text": "je m'appelle Anouk et je suis triste"})
    engine.call("/read", {"messages": [{"text": "je m'appelle Anouk"}]})
    engine.call("/turn", {"messages": [{"text": "Anouk", "typo": 1}], "now": NOW})
    assert "Anouk" not in engine.log.read_text("utf-8")


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 400, "bad_request"),
        (b"{", 400, "bad_request"),
        (b"\xff", 400, "bad_request"),
        (b"[" * 100_000, 400, "bad_request"),
        (b'{"messages": "' + b"x" * 1_000_001 + b'"}', 413, "too_large"),
    ],
)
def test_a_body_that_is_no_request_is_refused(
    engine: Engine, raw: bytes, status: int, code: str
) -> None:
    answer = engine.call("/turn", raw=raw, method="POST")
    assert (answer.status, answer.code) == (status, code)


def test_other_calls_do_not_exist(engine: Engine) -> None:
    assert engine.call("/").code == "no_such_call"
    assert engine.call("/turn", method="GET").code == "wrong_method"


@pytest.mark.parametrize("name", ["sleep", "swallow", "deaf"])
def test_a_turn_that_hangs_is_stopped_and_its_worker_replaced(engine: Engine, name: str) -> None:
    started = time.monotonic()
    try:
        answer = engine.call("/turn", misdeed(name, deadline_ms=300), timeout_s=20)
    except OSError:  # the deaf one hears no alarm: the master ends it, the connection is cut
        assert name == "deaf"
    else:
        assert (answer.status, answer.code) == (504, "deadline")
    assert time.monotonic() - started < 10
    assert engine.turn({"text": "merci"}).status == 200


def test_while_one_turn_hangs_the_other_worker_answers(engine: Engine) -> None:
    import threading  # noqa: PLC0415 - used by this test alone

    codes: list[str] = []
    body = misdeed("sleep", deadline_ms=1500)
    hanging = threading.Thread(target=lambda: codes.append(engine.call("/turn", body).code))
    hanging.start()
    time.sleep(0.3)
    started = time.monotonic()
    assert all(engine.turn({"text": "merci"}).status == 200 for _ in range(5))
    assert time.monotonic() - started < 1.0
    hanging.join(10)
    assert codes == ["deadline"]


def test_a_turn_that_wants_too_much_memory_is_stopped(engine: Engine) -> None:
    answer = engine.call("/turn", misdeed("allocate"))
    assert (answer.status, answer.code) == (500, "memory")
    assert engine.turn({"text": "merci"}).status == 200


def test_a_worker_that_leaks_is_replaced_before_a_turn_fails(engine: Engine) -> None:
    before = set(engine.workers())
    assert {engine.call("/turn", misdeed("leak")).status for _ in range(12)} == {200}
    assert not before <= set(engine.workers())


def test_a_worker_that_is_killed_is_replaced(engine: Engine) -> None:
    victims = engine.kill_workers()
    assert engine.turn({"text": "merci"}).status == 200
    for victim in victims:
        engine.until_workers(other_than=victim, count=2)


def test_a_turn_that_kills_its_worker_costs_only_itself(engine: Engine) -> None:
    with pytest.raises(http.client.RemoteDisconnected):
        engine.call("/turn", misdeed("die"))
    assert engine.turn({"text": "merci"}).status == 200
