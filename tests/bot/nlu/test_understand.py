"""`python -m bot.understand`, run as a program: contract §1."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.bot.nlu.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE_S = 120
_KEYS = {"language", "topic", "confidence", "ranking", "role", "signals", "set", "wants_human"}
_KEYS |= {"level", "redacted", "why"}


def _run(lines: bytes, model: Path) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "ignore", "-m", "bot.understand", "--model", str(model)],
        input=lines,
        capture_output=True,
        cwd=ROOT,
        timeout=_PATIENCE_S,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_readings_come_in_the_order_of_the_messages(small_model: Path) -> None:
    lines = [
        {"id": "a", "text": "il veut 200€", "chat_language": "fr", "anything": 1},
        {"text": "ik wil dood"},
    ]
    status, found = _run("\n".join(map(json.dumps, lines)).encode(), small_model)
    assert status == 0
    assert found[0]["id"] == "a"
    assert "id" not in found[1]
    assert all(set(reading) >= _KEYS for reading in found)
    assert found[1]["level"] == "life"


def test_a_bad_line_gets_an_error_and_the_others_a_reading(small_model: Path) -> None:
    bad = [
        b"",
        b"{broken",
        b"[]",
        b'"text"',
        b'{"id": 7}',
        b'{"text": null}',
        b'{"text": 5}',
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"text": "x", "chat_language": "xx"}',
    ]
    status, found = _run(b"\n".join([*bad, b'{"id": 1, "text": "help"}', b""]), small_model)
    assert status == 1
    assert [set(answer) - {"id"} for answer in found[:-1]] == [{"error"}] * len(bad)
    assert found[4]["id"] == 7
    assert found[-1]["topic"]


def test_odd_texts_are_read(small_model: Path) -> None:
    texts = ["", "😭", "شكرا", "\u200b", "\ud800", "a" * 2000, "YWJj" * 25_000, "x\x00y\r\nz"]
    lines = b"\n".join(json.dumps({"text": text}).encode() for text in texts)
    status, found = _run(lines, small_model)
    assert status == 0
    assert len(found) == len(texts)


def test_without_a_model_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot.understand", "--model", str(tmp_path / "none.tar.gz")],
        input=b"",
        capture_output=True,
        cwd=ROOT,
        timeout=_PATIENCE_S,
        check=False,
    )
    assert done.returncode == 2
    assert b"make train" in done.stderr
    assert done.stdout == b""
