"""What the tools say to the person at the keyboard: progress on stderr, one line when they must stop."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "var" / "setup.log"


def say(text: str) -> None:
    """Report progress; stdout stays free for results (`make understand`)."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> None:
    """End with one line that says what to do."""
    say("✗ " + text)
    raise SystemExit(1)


def calmly(work: Callable[[], None]) -> None:
    """Do the work; a Ctrl-C ends it with one line."""
    try:
        work()
    except KeyboardInterrupt:
        say("✗ Stopped. The same command goes on where it was.")
        raise SystemExit(130) from None


def quiet(
    command: list, *, what: str, remedy: str, cwd: Path = ROOT, env: dict | None = None
) -> None:
    """Run a command into the log; on failure stop with its remedy and where the details are.

    It reads nothing: the lines on stdin are for what is set up (`make understand`).
    """
    LOG.parent.mkdir(exist_ok=True)
    start = time.monotonic()
    say(f"… {what}")
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        try:
            code = subprocess.run(
                [str(part) for part in command],
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            ).returncode
        except OSError as error:
            log.write(f"{error}\n")
            code = 127
    if code:
        stop(f"{what} failed: {remedy} (details: {LOG.relative_to(ROOT)})")
    say(f"✓ {what} ({time.monotonic() - start:.0f} s)")
