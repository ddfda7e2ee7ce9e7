"""Starts engine and service together, waits until both answer, prints where to go, stops both on Ctrl-C.

Run by `make run` with the service's python. The processes are those of the Procfile.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
_PATIENCE_S = 120


def main() -> None:
    """Run until one process ends or the operator stops it."""
    port = _port()
    env = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "DEMO": os.environ.get("DEMO", "1"),
        "PORT": str(port),
        "ENGINE_PORT": str(_engine_port()),
        "ENGINE_SECRET_FILE": str(_secret()),
    }
    env["ENGINE_URL"] = f"http://127.0.0.1:{env['ENGINE_PORT']}"
    manager = Manager(Printer(sys.stderr))
    for name, command in parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes.items():
        manager.add_process(name, command, env=env, cwd=str(ROOT))
    over = threading.Event()
    announcer = threading.Thread(
        target=_announce, args=(port, over, env["DEMO"] == "1"), daemon=True
    )
    announcer.start()
    manager.loop()
    over.set()
    # An operator's Ctrl-C is a normal end; a process that died by itself is not.
    raise SystemExit(0 if manager.returncode in {0, 130, -2, -15} else 1)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(
            f"✗ PORT={text} is no port: give a number from 1 to 65535, e.g. PORT=8080 make run"
        )
    if not _is_free(int(text)):
        raise SystemExit(
            f"✗ Port {text} is taken: stop what uses it, or choose another: PORT=8080 make run"
        )
    return int(text)


def _engine_port() -> int:
    """Give the engine's usual port, or any free one: nobody but the service needs to know it."""
    wanted = int(os.environ.get("ENGINE_PORT", "5005"))
    if _is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _secret() -> Path:
    """Make the secret that service and engine share, once."""
    VAR.mkdir(exist_ok=True)
    file = Path(os.environ.get("ENGINE_SECRET_FILE", VAR / "engine.secret"))
    if not file.exists():
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_hex(32))
    return file


def _announce(port: int, over: threading.Event, demo: bool) -> None:  # noqa: FBT001 - thread argument
    base = f"http://127.0.0.1:{port}"
    for _ in range(_PATIENCE_S * 4):
        if over.wait(0.25):
            return
        try:
            with urllib.request.urlopen(f"{base}/api/health", timeout=2) as answer:  # noqa: S310 - http on loopback
                ready = json.load(answer).get("ready")
        except (urllib.error.URLError, OSError, ValueError):
            continue
        if ready:
            print(_where(base, demo=demo), file=sys.stderr, flush=True)
            return
    print(
        f"✗ Not ready after {_PATIENCE_S} s: read the lines of engine and service above.",
        file=sys.stderr,
    )


def _where(base: str, *, demo: bool) -> str:
    lines = [
        "",
        f"  Demo page        {base}/",
        f"  Counsellor desk  {base}/desk/  (an admin finds the accounts here)",
        f"  Trainer desk     {base}/trainer/",
    ]
    logins = VAR / "demo-logins.json"
    if demo and logins.exists():
        lines += ["", "  Demo logins (also in var/demo-logins.json)"]
        lines += [
            f"    {entry['role']:<11} {entry['name']:<8} {entry['password']}"
            for entry in json.loads(logins.read_text("utf-8"))
        ]
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])


if __name__ == "__main__":
    main()
