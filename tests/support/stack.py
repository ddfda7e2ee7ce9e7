"""Starts the real engine and service on free ports, with a database of their own, and stops them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
_ENGINE_PYTHON = ROOT / ".venv" / "bin" / "python"
_SERVICE_PYTHON = ROOT / "service" / ".venv" / "bin" / "python"
_START_S = 120
_STOP_S = 15


@dataclass(frozen=True)
class Login:
    """One demo account, as `var/demo-logins.json` lists it."""

    role: str
    name: str
    password: str


@dataclass(frozen=True)
class Stack:
    """A running product: where it answers and where it keeps its things."""

    base: str
    folder: Path
    engine_url: str
    secret: str

    def login(self, role: str) -> Login:
        """Give the demo account with this role."""
        entries = json.loads((self.folder / "demo-logins.json").read_text("utf-8"))
        entry = next(entry for entry in entries if entry["role"] == role)
        return Login(role=role, name=entry["name"], password=entry["password"])


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(folder: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Run engine and service until the block ends; their output is in `folder`/*.log.

    Args:
        folder: empty place for database, keys, secret and logs.
        settings: environment variables beyond the defaults, for example `DATABASE_URL`.
    Raises: RuntimeError: a process ended or did not get ready; names its log.
    """
    port, engine_port = free_port(), free_port()
    secret = folder / "engine.secret"
    secret.write_text(secrets.token_hex(32), encoding="utf-8")
    secret.chmod(0o600)
    env = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PORT": str(port),
        "ENGINE_PORT": str(engine_port),
        "ENGINE_URL": f"http://127.0.0.1:{engine_port}",
        "ENGINE_SECRET_FILE": str(secret),
        "DATABASE_URL": f"sqlite:///{folder / 'chat.db'}",
        "KEY_FILE": str(folder / "keys.json"),
        "DEMO": "1",
        "DEMO_LOGINS_FILE": str(folder / "demo-logins.json"),
        "BURST_QUIET_S": "0",
        "BURST_MAX_S": "0",
        **(settings or {}),
    }
    stack = Stack(
        base=f"http://127.0.0.1:{port}",
        folder=folder,
        engine_url=env["ENGINE_URL"],
        secret=secret.read_text("utf-8"),
    )
    with (
        _process([str(_ENGINE_PYTHON), "-m", "bot.engine"], env, folder / "engine.log") as engine,
        _process([str(_SERVICE_PYTHON), "-m", "service"], env, folder / "service.log") as service,
    ):
        _wait_until_ready(stack, {"engine": engine, "service": service})
        yield stack


@contextlib.contextmanager
def _process(
    command: list[str], env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own two programs
            command, cwd=ROOT, env=env, stdout=out, stderr=out
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(stack: Stack, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        for name, process in processes.items():
            if process.poll() is not None:
                message = f"{name} ended: {(stack.folder / name).with_suffix('.log').read_text()}"
                raise RuntimeError(message)
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{stack.base}/api/health", timeout=5).status_code == httpx.codes.OK:
                return
        time.sleep(0.2)
    raise RuntimeError(f"not ready after {_START_S} s: see {stack.folder}/*.log")
