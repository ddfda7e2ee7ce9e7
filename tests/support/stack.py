"""Starts the real engine and service on free ports, with a database of their own, and stops them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
_ENGINE_PYTHON = ROOT / ".venv" / "bin" / "python"
_SERVICE_PYTHON = ROOT / "service" / ".venv" / "bin" / "python"
_START_S = 120
_STOP_S = 15
_DATABASE = "chat.db"


@dataclass(frozen=True)
class Login:
    """One demo account, as `var/demo-logins.json` lists it."""

    role: str
    name: str
    password: str


class Program:
    """One of the product's processes, which a test may kill and start again."""

    def __init__(self, name: str, command: list[str], env: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self._command = command
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its output goes to the end of its log."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own two programs
                self._command, cwd=ROOT, env=self._env, stdout=out, stderr=out
            )

    @property
    def ended(self) -> bool:
        """Whether it is not running."""
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """Let it die at once, without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """Tell it to end; kill it if it does not."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()


@dataclass(frozen=True)
class Stack:
    """A running product: where it answers and where it keeps its things."""

    base: str
    folder: Path
    engine_url: str
    secret: str
    engine: Program
    service: Program

    def kill_engine(self) -> None:
        """Let the engine die; its workers notice and end, too."""
        self.engine.kill()
        until = time.monotonic() + _STOP_S
        while time.monotonic() < until:
            try:
                httpx.get(f"{self.engine_url}/health", timeout=5)
            except httpx.ConnectError:
                return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"the engine's workers still answer: see {self.engine.log}")

    def wait_until_ready(self) -> None:
        """Wait until a message would be answered.

        Raises: RuntimeError: a process ended or did not get ready; names its log.
        """
        end = time.monotonic() + _START_S
        while time.monotonic() < end:
            for program in (self.engine, self.service):
                if program.ended:
                    raise RuntimeError(f"{program.name} ended: {program.log.read_text()}")
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.base}/api/health", timeout=5).status_code == httpx.codes.OK:
                    return
            time.sleep(0.2)
        raise RuntimeError(f"not ready after {_START_S} s: see {self.folder}/*.log")

    def let_silence_pass(self, chat: str, minutes: float) -> bool:
        """Make a visitor's silence so much longer, as if the time had passed; tell if a line is due."""
        earlier = f"-{round(minutes * 60)} seconds"
        with contextlib.closing(self._connect()) as database, database:
            database.execute(
                "UPDATE chats SET silence_from = strftime('%Y-%m-%d %H:%M:%f', silence_from, :earlier) || '000',"
                " silence_at = strftime('%Y-%m-%d %H:%M:%f', silence_at, :earlier) || '000' WHERE id = :chat",
                {"earlier": earlier, "chat": chat},
            )
            due = (
                "SELECT silence_at <= strftime('%Y-%m-%d %H:%M:%f', 'now') FROM chats WHERE id = ?"
            )
            return bool(database.execute(due, [chat]).fetchone()[0])

    def said_in_silence(self, chat: str) -> int:
        """Count the turns that this silence has had and that are done."""
        with contextlib.closing(self._connect()) as database:
            lines = "SELECT silence_lines FROM chats WHERE id = ?"
            wanted = "SELECT engine_event IS NOT NULL FROM turns WHERE chat_id = ?"
            return int(database.execute(lines, [chat]).fetchone()[0]) - int(
                database.execute(wanted, [chat]).fetchone()[0]
            )

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / _DATABASE, timeout=10)

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


def limits_in_force(changed: Mapping[str, str] | None = None) -> str:
    """Name the limits that a product started by `running` keeps, as it keeps them (contract §2)."""
    settings = Settings.model_validate(
        {name.lower(): value for name, value in (changed or {}).items()}
    )
    kept = ("message_chars", "body_bytes", "rate_per_s", "rate_burst", "turn_deadline_s")
    gathered = f"burst_quiet_s={settings.burst_quiet_s:g} burst_max_s={settings.burst_max_s:g}"
    others = " ".join(f"{name}={getattr(settings, name):g}" for name in kept)
    return f"limits in force: {others}; no gathering of bursts (where a test gathers: {gathered})"


@contextlib.contextmanager
def running(
    folder: Path,
    *,
    settings: Mapping[str, str] | None = None,
    gathers: bool = False,
    engine_of: Stack | None = None,
) -> Iterator[Stack]:
    """Run engine and service until the block ends; their output is in `folder`/*.log.

    Args:
        folder: empty place for database, keys, secret and logs.
        settings: environment variables beyond the defaults, for example `DATABASE_URL`.
        gathers: bursts are gathered as configured; else each message is a turn of its own at once.
        engine_of: another running product, whose engine this one shares.
    Raises: RuntimeError: a process ended or did not get ready; names its log.
    """
    env = _environment(folder, engine_of)
    if not gathers:
        env |= {"BURST_QUIET_S": "0", "BURST_MAX_S": "0"}
    env |= settings or {}
    engine = Program("engine", [str(_ENGINE_PYTHON), "-m", "bot.engine"], env, folder)
    stack = Stack(
        base=f"http://127.0.0.1:{env['PORT']}",
        folder=folder,
        engine_url=env["ENGINE_URL"],
        secret=Path(env["ENGINE_SECRET_FILE"]).read_text("utf-8"),
        engine=engine_of.engine if engine_of else engine,
        service=Program("service", [str(_SERVICE_PYTHON), "-m", "service"], env, folder),
    )
    with contextlib.ExitStack() as ends:
        for program in (stack.service,) if engine_of else (stack.engine, stack.service):
            ends.callback(program.stop)
            program.start()
        stack.wait_until_ready()
        yield stack


def _environment(folder: Path, engine_of: Stack | None) -> dict[str, str]:
    secret = folder / "engine.secret"
    secret.write_text(engine_of.secret if engine_of else secrets.token_hex(32), encoding="utf-8")
    secret.chmod(0o600)
    engine_url = engine_of.engine_url if engine_of else f"http://127.0.0.1:{free_port()}"
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PORT": str(free_port()),
        "ENGINE_PORT": engine_url.rpartition(":")[2],
        "ENGINE_URL": engine_url,
        "ENGINE_SECRET_FILE": str(secret),
        "DATABASE_URL": f"sqlite:///{folder / _DATABASE}",
        "KEY_FILE": str(folder / "keys.json"),
        "ERASURE_FILE": str(folder / "erasures.txt"),
        "DEMO": "1",
        "DEMO_LOGINS_FILE": str(folder / "demo-logins.json"),
    }
