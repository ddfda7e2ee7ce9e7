"""The engine with the real project: its own model, content and texts, in two processes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.settings import ROOT
from bot.engine.state import MOST_BYTES
from bot.train import newest_model
from tests.bot.engine.fixtures.engine_process import (
    SECRET,
    Engine,
    free_port,
    stop,
    turn_body,
    until_ready,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FR: list[dict[str, Any]] = [
    {"event": "opening"},
    {"messages": [{"text": "slm"}, {"text": "un mec a mes photos"}, {"text": "il veut 200€"}]},
    {"messages": [{"payload": "/done"}]},
    {"messages": [{"payload": "/how"}]},
    {"messages": [{"text": "et si je paie quand même ?"}]},
    {"messages": [{"text": "Anouk Vandevelde, 0470 12 34 56, anouk@example.be"}]},
    {"messages": [{"payload": "/cant"}, {"text": "je veux mourir"}]},
    {"event": "silence", "silent_s": 60},
    {"messages": [{"text": "non ça va"}], "speaker": "human"},
    {"event": "handback"},
]
_NL: list[dict[str, Any]] = [
    {"event": "opening"},
    {"messages": [{"text": "iemand dreigt mijn naaktfoto's door te sturen als ik niet betaal"}]},
    {"messages": [{"text": "ik ben 11 jaar"}]},
    {"messages": [{"text": "kan ik met iemand praten?"}]},
    {"messages": [{"payload": "/done"}]},
    {"event": "language"},
]


@contextlib.contextmanager
def _running(folder: Path, hash_seed: str) -> Iterator[Engine]:
    model = newest_model()
    if model is None:
        pytest.skip("there is no model: `make train` makes it, `make test` does so by itself")
    secret = folder / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    port, log = free_port(), folder / "engine.log"
    env = {
        **os.environ,
        "ENGINE_PORT": str(port),
        "ENGINE_SECRET_FILE": str(secret),
        "ENGINE_MODEL": str(model),
        "PYTHONHASHSEED": hash_seed,
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.engine"], cwd=ROOT, env=env, stdout=out, stderr=out
        )
    started = Engine(port, process, model.parent, log)
    try:
        until_ready(started)
        yield started
    finally:
        stop(process)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with _running(tmp_path_factory.mktemp("project"), "0") as started:
        yield started


def _talk(engine: Engine, turns: list[dict[str, Any]], language: str) -> list[bytes]:
    state: Any = None
    answers = []
    for turn in turns:
        answer = engine.call("/turn", turn_body(**{**turn, "state": state, "language": language}))
        assert answer.status == 200, answer.raw
        answers.append(answer.raw)
        state = answer.body["state"]
    return answers


def test_another_process_gives_the_same_bytes(project: Engine, tmp_path: Path) -> None:
    french, dutch = _talk(project, _FR, "fr"), _talk(project, _NL, "nl")
    assert _talk(project, _FR, "fr") == french
    with _running(tmp_path, "4711") as other:
        assert _talk(other, _FR, "fr") == french
        assert _talk(other, _NL, "nl") == dutch


def test_every_turn_is_answered_in_the_language_of_the_chat(project: Engine) -> None:
    for turns, language in ((_FR, "fr"), (_NL, "nl")):
        for turn, raw in zip(turns, _talk(project, turns, language), strict=True):
            answer = json.loads(raw)
            assert bool(answer["replies"]) == (turn.get("speaker") != "human")
            # These texts are for messages in none of our languages.
            told = [
                reply
                for reply in answer["replies"]
                if not reply["response"].startswith("utter_other_language")
            ]
            assert {reply["language"] for reply in told} <= {language}


@pytest.mark.parametrize(
    "typed", ["/restart", "/back", '/affirm{"value": "x"}', "/talk_to_human", "/session_start"]
)
@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\ufeff\x1f", "／"])
def test_a_typed_command_is_read_as_its_words(project: Engine, typed: str, blank: str) -> None:
    texts = [typed.removeprefix("/"), blank + typed]
    body = {"messages": [{"text": text} for text in texts]}
    plain, command = project.call("/read", body).body["readings"]
    assert command == plain


def test_a_long_chat_costs_no_more_and_stays_small(project: Engine) -> None:
    state: Any = None
    sizes = []
    for index in range(300):
        turn = _FR[1 + index % 8]
        answer = project.call("/turn", turn_body(**{**turn, "state": state}))
        assert answer.status == 200, answer.raw
        state = answer.body["state"]
        sizes.append(len(json.dumps(state, ensure_ascii=False).encode()))
    assert len(state["turns"]) == 3
    assert max(sizes) < MOST_BYTES / 2
    assert max(sizes[280:]) <= max(sizes[40:60]) + 200


def test_neither_state_nor_log_holds_what_a_visitor_told_of_themselves(project: Engine) -> None:
    for raw in _talk(project, _FR, "fr"):
        state = json.dumps(json.loads(raw)["state"], ensure_ascii=False)
        assert not [word for word in ("Vandevelde", "0470", "example", "mourir") if word in state]
        assert b"anouk@example.be" not in raw
        assert b"0470 12 34 56" not in raw
    log = project.log.read_text("utf-8")
    assert not [word for word in ("Anouk", "0470", "example", "mourir", "photos") if word in log]


@pytest.mark.parametrize(
    "text", ["", " ", "/", "🫠", "?", "x" * 2000, "\n".join("ab" * 100), "\x00"]
)
def test_every_text_gets_a_reading_and_an_answer(project: Engine, text: str) -> None:
    answer = project.turn({"text": text})
    assert answer.status == 200, answer.raw
    assert len(answer.body["readings"]) == 1
    assert answer.body["replies"]
