"""What the bench prints of its measurements, and whether the goal is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GOAL = 6.0


@dataclass(frozen=True)
class Result:
    """What one product did: turns per second with many senders, latencies in ms with one."""

    turns_per_s: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Ours:
    """Our product with one pipeline, named by its file."""

    pipeline: str
    result: Result


def table(
    ours: Sequence[Ours], stock: Result, *, as_configured: tuple[float, float]
) -> Iterator[str]:
    """Give the lines of the table, and the ratios of each of ours to the stock Rasa."""
    yield f"{'':<34}{'turns/s':>9}{'p50 ms':>9}{'p95 ms':>9}"
    for each in ours:
        yield _row(f"ours, {each.pipeline}, no gathering", each.result)
    yield _row("stock Rasa, 1 epoch", stock)
    p50_ms, p95_ms = as_configured
    yield f"{'ours, as configured (1.2 s)':<34}{'':>9}{p50_ms:>9.1f}{p95_ms:>9.1f}"
    for each in ours:
        ratio = _ratio(each.result, stock)
        p50 = stock.p50_ms / each.result.p50_ms
        yield f"{each.pipeline}: ratio of turns/s {ratio:.1f} (goal {GOAL:.0f}); of p50 {p50:.1f}"


def missed(ours: Sequence[Ours], stock: Result) -> str | None:
    """Say in one line which pipelines are below the goal, None when all reach it."""
    below = [
        f"{each.pipeline} {_ratio(each.result, stock):.2f}"
        for each in ours
        if _ratio(each.result, stock) < GOAL
    ]
    if not below:
        return None
    return f"✗ Fewer than {GOAL:.0f} times the turns of a stock Rasa: {', '.join(below)}."


def _row(name: str, result: Result) -> str:
    return f"{name:<34}{result.turns_per_s:>9.1f}{result.p50_ms:>9.1f}{result.p95_ms:>9.1f}"


def _ratio(ours: Result, stock: Result) -> float:
    return ours.turns_per_s / stock.turns_per_s
