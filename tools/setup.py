"""Gets ready what a command needs: `python3 tools/setup.py [engine] [service] [web] [model] [encoder] [--dev]`.

Runs on any python3 from 3.9 with nothing but its standard library.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 9):  # noqa: UP036 - an older python3 must get this line, not a traceback
    raise SystemExit("✗ python3 is too old: install Python 3.9 or newer, then run again.")

import subprocess

from console import ROOT
from environments import ensure_encoder_python, ensure_python

from web import ensure_packages, ensure_web


def main(arguments: list) -> None:
    """Build each named part in order."""
    dev = "--dev" in arguments
    for part in arguments:
        if part in {"engine", "service"}:
            ensure_python(part, dev=dev)
        elif part == "encoder":
            ensure_encoder_python()
        elif part == "web":
            ensure_web()
            if dev:
                ensure_packages()
        elif part == "model":
            python = ensure_python("engine", dev=dev)
            code = subprocess.run([python, "-m", "bot.train"], cwd=ROOT, check=False).returncode
            if code:
                raise SystemExit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
