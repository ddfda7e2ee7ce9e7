"""What a turn may cost: a deadline that also stops code that hangs, and a bound on memory."""

from __future__ import annotations

import contextlib
import resource
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_AGAIN_S = 0.05
_MB = 1024 * 1024
_PAGE_BYTES = resource.getpagesize()


class TurnInterrupted(BaseException):
    """The time of the turn is over; raised in the middle of whatever runs."""


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TurnInterrupted in the block once the time is over (main thread of the process only).

    It is raised again every 50 ms, in case it met code that swallows everything.
    """
    before = signal.signal(signal.SIGALRM, _interrupt)
    end = time.monotonic() + seconds
    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), _AGAIN_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    # An interrupt that fell into a destructor is only printed by Python: the time is over anyway.
    if time.monotonic() > end:
        raise TurnInterrupted


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise TurnInterrupted


def limit_growth(megabytes: int) -> None:
    """Let this process take so much more private memory than it has now, then raise MemoryError."""
    now = _status_kb("VmData") * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (now + megabytes * _MB, hard))


def resident_mb() -> float:
    """Tell how much memory of this process lies in RAM, shared pages included."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE_BYTES / _MB


def _status_kb(name: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)
