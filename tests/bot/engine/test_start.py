"""Starting and stopping: one line that helps, 503 until ready, and nothing left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.engine.settings import ROOT
from tests.bot.engine.fixtures.engine_process import (
    HERE,
    SECRET,
    Answer,
    Engine,
    free_port,
    running,
    stop,
)


def _start(trained: Path, port: int) -> subprocess.Popen[bytes]:
    arguments = [str(port), SECRET, str(trained / "first.tar.gz"), "2", str(HERE / "project")]
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(HERE / "launch.py"), *arguments], stderr=subprocess.DEVNULL
    )


def _first_answer(engine: Engine, path: str, body: object = None) -> Answer:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            return engine.call(path, body)
        time.sleep(0.05)
    raise AssertionError("nobody listens")


def test_before_the_model_is_loaded_it_says_so_and_can_be_stopped(trained: Path) -> None:
    port = free_port()
    process = _start(trained, port)
    engine = Engine(port, process, trained, Path(os.devnull))
    try:
        health = _first_answer(engine, "/health")
        assert (health.status, health.body) == (503, {"model": None, "ready": False})
        turn = engine.turn({"text": "salut"})
        assert (turn.status, turn.code) == (503, "not_ready")
        assert engine.call("/health", secret="wrong").status == 401
        children = engine.workers()
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
        assert not [child for child in children if Path(f"/proc/{child}").exists()]
    finally:
        process.kill()
        process.wait()


def test_who_was_told_ready_is_not_sent_away_again(trained: Path) -> None:
    port = free_port()
    process = _start(trained, port)
    engine = Engine(port, process, trained, Path(os.devnull))
    try:
        while _first_answer(engine, "/health").status != 200:
            assert process.poll() is None
        assert {engine.turn({"text": "merci"}).status for _ in range(200)} == {200}
    finally:
        stop(process)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_good_order(trained: Path, tmp_path: Path, name: signal.Signals) -> None:
    with running(trained / "first.tar.gz", tmp_path) as engine:
        children = engine.workers()
        assert len(children) == 2
        engine.process.send_signal(name)
        assert engine.process.wait(15) == 0
        assert not [child for child in children if Path(f"/proc/{child}").exists()]
        with pytest.raises(OSError, match="refused"):
            engine.call("/health")


def test_workers_do_not_outlive_a_master_that_was_killed(trained: Path, tmp_path: Path) -> None:
    with running(trained / "first.tar.gz", tmp_path) as engine:
        children = engine.workers()
        engine.process.kill()
        end = time.monotonic() + 15
        while any(Path(f"/proc/{child}/exe").exists() for child in children):
            assert time.monotonic() < end
            time.sleep(0.05)


def _main(**env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.engine"],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def model_and_secret(trained: Path, tmp_path: Path) -> dict[str, str]:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    return {
        "ENGINE_MODEL": str(trained / "first.tar.gz"),
        "ENGINE_SECRET_FILE": str(secret),
        "ENGINE_PORT": str(free_port()),
    }


def _one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    *_, last = done.stderr.splitlines()
    assert last.startswith("✗ ")
    assert "Traceback" not in done.stderr
    return last


def test_a_taken_port_is_one_line(model_and_secret: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        line = _one_line(_main(**{**model_and_secret, "ENGINE_PORT": port}))
    assert f"Port {port} on 127.0.0.1 is taken" in line
    assert "ENGINE_PORT" in line


def test_a_missing_secret_is_one_line(model_and_secret: dict[str, str]) -> None:
    line = _one_line(_main(**{**model_and_secret, "ENGINE_SECRET_FILE": "var/none"}))
    assert "make run" in line


def test_a_model_of_another_project_is_one_line(model_and_secret: dict[str, str]) -> None:
    """The fixture's model uses a component that our config.yml does not."""
    line = _one_line(_main(**model_and_secret))
    assert "fixture_bot.keyword_reader.KeywordReader" in line
