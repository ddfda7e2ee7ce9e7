"""Starts engine and service together, waits until both answer, prints where to go, stops both on Ctrl-C.

Run by `make run` with the service's python. The processes are those of the Procfile.
"""

from __future__ import annotations

import json
import math
import os
import secrets
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from console import calmly, say
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer
from ports import engine_port, service_port

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
_PATIENCE_S = 120


def main() -> None:
    """Run until one process ends or the operator stops it."""
    port = service_port()
    env = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "DEMO": os.environ.get("DEMO", "1"),
        "PORT": str(port),
        "ENGINE_PORT": str(engine_port(port)),
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
    # An operator's Ctrl-C or SIGTERM is a normal end; a process that died by itself is not.
    raise SystemExit(0 if manager.returncode in {0, 130, 143} else 1)


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
    late = time.monotonic() + _PATIENCE_S
    while not over.wait(0.25):
        if time.monotonic() > late:
            late = math.inf
            say(f"… Not ready after {_PATIENCE_S} s, still waiting: see engine and service above.")
        try:
            with urllib.request.urlopen(f"{base}/api/health", timeout=2) as answer:  # noqa: S310 - http on loopback
                ready = json.load(answer).get("ready")
        except (urllib.error.URLError, OSError, ValueError):
            continue
        if ready:
            say(_where(base, demo=demo))
            return


def _where(base: str, *, demo: bool) -> str:
    lines = [
        "",
        f"  Demo page        {base}/",
        f"  Counsellor desk  {base}/desk/  (an admin finds the accounts here)",
        f"  Trainer desk     {base}/trainer/",
    ]
    logins = ROOT / os.environ.get("DEMO_LOGINS_FILE", "var/demo-logins.json")
    if demo and logins.exists():
        shown = logins.relative_to(ROOT) if ROOT in logins.parents else logins
        lines += ["", f"  Demo logins (also in {shown})"]
        lines += [
            f"    {entry['role']:<11} {entry['name']:<8} {entry['password']}"
            for entry in json.loads(logins.read_text("utf-8"))
        ]
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])


if __name__ == "__main__":
    calmly(main)
