"""Gets ready what a command needs: `python3 tools/setup.py [ports] [engine] [service] [web] [model] [encoder]`.

`--dev` adds the tools of the tests to the environments, `--force` trains though nothing changed.
Runs on any python3 from 3.9 with nothing but its standard library.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 9):  # noqa: UP036 - an older python3 must get this line, not a traceback
    raise SystemExit("✗ python3 is too old: install Python 3.9 or newer, then run again.")

import signal
import subprocess
from typing import TYPE_CHECKING

from console import ROOT, calmly
from environments import ensure_encoder_python, ensure_python
from ports import check_ports

from web import ensure_packages, ensure_web

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE_S = 10


def main(arguments: list) -> None:
    """Build each named part in order."""
    dev = "--dev" in arguments
    for part in arguments:
        if part == "ports":
            check_ports()
        elif part in {"engine", "service"}:
            ensure_python(part, dev=dev)
        elif part == "encoder":
            ensure_encoder_python()
        elif part == "web":
            ensure_web()
            if dev:
                ensure_packages()
        elif part == "model":
            _train(ensure_python("engine", dev=dev), ["--force"] if "--force" in arguments else [])


def _train(python: Path, options: list) -> None:
    """Train in a session of its own: a Ctrl-C reaches it through us, once, and so it says one line."""
    training = subprocess.Popen(
        [python, "-m", "bot.train", *options],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = training.wait()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        training.terminate()
        try:
            code = training.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            training.kill()
            code = training.wait()
        if code != 130:  # it had no time to say so itself
            raise
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    calmly(lambda: main(sys.argv[1:]))
