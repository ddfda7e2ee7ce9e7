"""What the bench of the desk prints of its measurements."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Times:
    """How long something took, in ms."""

    p50_ms: float
    p95_ms: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Times:
        """Sum up at least two times."""
        return cls(statistics.median(times), statistics.quantiles(times, n=20)[18])


@dataclass(frozen=True)
class Measured:
    """One side. `shown`: of the messages sent, the part whose words came on screen at all."""

    keys: Times
    rows: Times
    shown: float


def table(few: Measured, many: Measured, *, waiting: int) -> Iterator[str]:
    """Give the lines of the table, and the ratios of the full queue to the empty one."""
    yield f"{'':<38}{'p50 ms':>9}{'p95 ms':>9}{'shown':>8}"
    for name, side in (("nobody else", few), (f"{waiting} waiting", many)):
        yield _row(f"keystroke to screen, {name}", side.keys)
        yield f"{_row(f'message to row, {name}', side.rows)}{side.shown:>8.0%}"
    yield f"keystroke to screen: ratio of p50 {_ratios(few.keys, many.keys)}"
    yield f"message to row: ratio of p50 {_ratios(few.rows, many.rows)}"


def _row(name: str, times: Times) -> str:
    return f"{name:<38}{times.p50_ms:>9.1f}{times.p95_ms:>9.1f}"


def _ratios(few: Times, many: Times) -> str:
    return f"{many.p50_ms / few.p50_ms:.1f}, of p95 {many.p95_ms / few.p95_ms:.1f}"
