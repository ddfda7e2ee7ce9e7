"""Equal input gives an equal result, to the byte, in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.bot.engine.fixtures.engine_process import Engine, misdeed, running, turn_body

if TYPE_CHECKING:
    from pathlib import Path

_TURNS: list[dict[str, Any]] = [
    turn_body(event="opening"),
    turn_body({"text": "salut"}),
    turn_body({"text": "il veut 200€"}, {"text": "j'ai payé"}, {"text": "il est dans ma classe"}),
    turn_body({"payload": "/done"}, {"text": "je veux mourir"}),
    turn_body({"text": "merci"}, speaker="human"),
    turn_body(event="silence", silent_s=60, help={"open": True, "wait_s": 30, "state": "waiting"}),
    turn_body(event="language", language="nl"),
    misdeed("raise"),
    turn_body({"text": "/restart"}, language=None),
]


def _talk(engine: Engine) -> list[bytes]:
    state: Any = None
    answers = []
    for body in _TURNS:
        answer = engine.call("/turn", {**body, "state": state})
        answers.append(answer.raw)
        state = answer.body.get("state", state)
    return answers


def test_two_processes_give_the_same_bytes(engine: Engine, trained: Path, tmp_path: Path) -> None:
    model = trained / "first.tar.gz"
    with running(model, tmp_path, workers=1, hash_seed="4711") as other:
        answers = _talk(other)
        assert len(answers) == len(_TURNS)
        for _ in range(3):  # so that both workers of the first engine take turns
            assert _talk(engine) == answers
