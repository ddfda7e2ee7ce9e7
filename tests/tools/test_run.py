"""`tools/run.py` with the real engine and service, beside a `var/` of its own."""

from __future__ import annotations

import json
import re
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.support.stack import free_port
from tests.tools.conftest import ROOT, plain_environment, wait_until

_START_S = 300  # also where others use the processors; how long it takes is not tested here
_STOP_S = 30


def processes_with(mark: str) -> list[str]:
    """List what runs with this in its environment, by command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:  # it has ended meanwhile
            continue
    return found


def settings(folder: Path, mark: str) -> dict[str, str]:
    return {
        "PORT": str(free_port()),
        "ENGINE_PORT": str(free_port()),
        "ENGINE_SECRET_FILE": str(folder / "engine.secret"),
        "DATABASE_URL": f"sqlite:///{folder / 'chat.db'}",
        "KEY_FILE": str(folder / "keys.json"),
        "ERASURE_FILE": str(folder / "erasures.txt"),
        "DEMO_LOGINS_FILE": str(folder / "demo-logins.json"),
        "STARTED_BY": mark,
    }


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_to_go_and_leaves_nothing_behind(
    tmp_path: Path, with_signal: signal.Signals
) -> None:
    mark = secrets.token_hex(16)
    chosen = settings(tmp_path, mark)
    log = tmp_path / "run.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "tools/run.py"],
            cwd=ROOT,
            env=plain_environment() | chosen,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        wait_until(
            lambda: "Ctrl-C stops everything." in log.read_text() or process.poll() is not None,
            "ready",
            _START_S,
        )
        said = log.read_text()
        assert process.poll() is None, said
        base = f"http://127.0.0.1:{chosen['PORT']}"
        for name, place in (
            ("Demo page", "/"),
            ("Counsellor desk", "/desk/"),
            ("Trainer desk", "/trainer/"),
        ):
            assert re.search(
                rf"^  {name} +{re.escape(base + place)}(?:  \(.*\))?$", said, re.MULTILINE
            ), said
            assert httpx.get(base + place, timeout=10).status_code == httpx.codes.OK
        logins = json.loads((tmp_path / "demo-logins.json").read_text("utf-8"))
        assert {"counsellor", "trainer"} <= {login["role"] for login in logins}
        for login in logins:
            assert re.search(
                rf"^    {login['role']} +{login['name']} +{re.escape(login['password'])}$",
                said,
                re.MULTILINE,
            )
        assert len(processes_with(mark)) >= 3
        process.send_signal(with_signal)
        assert process.wait(_STOP_S) == 0, log.read_text()
    finally:
        if process.poll() is None:
            process.terminate()  # it stops its own; a kill would leave them
            process.wait(_STOP_S)
    assert processes_with(mark) == []
    assert "Traceback" not in log.read_text()
    for name in ("PORT", "ENGINE_PORT"):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", int(chosen[name]))) != 0
