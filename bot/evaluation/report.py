"""The table of an evaluation as text: per language, per topic, per signal, and what was missed."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.evaluation import figures
from bot.labels import TOPICS, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.evaluation.figures import Found, Pair, Share

_NAME = 34


@dataclass(frozen=True)
class Measured:
    """What was read in one language. `damaged` are the same messages with a tenth of their letters damaged.

    `times_ms` is how long each message took, one process, one thread, warm.
    """

    language: str
    pairs: Sequence[Pair]
    damaged: Sequence[Pair]
    times_ms: Sequence[float]


def lines_of(
    measured: Sequence[Measured], curve: Sequence[Mapping[str, Any]] = ()
) -> Iterator[str]:
    """Give the report, line by line; `curve` are the rows of the learning curve measured last."""
    for one in measured:
        yield from _summary(one)
    yield from _difference(measured)
    yield from _curve(curve)
    for one in measured:
        yield from _by_topic(one)
        yield from _missed(one)


def _summary(one: Measured) -> Iterator[str]:
    yield f"## {one.language}: {len(one.pairs)} messages (share [95 % interval] count)"
    right = figures.topic_right(one.pairs)
    yield _row("topic right", right)
    low, high = figures.macro_f1_ends(one.pairs)
    f1 = f"{figures.macro_f1(one.pairs):.3f} [{low:.3f}, {high:.3f}]"
    yield _row("macro-F1 over topics", f"{f1} {len(one.pairs)} messages")
    yield _row("role right", figures.role_right(one.pairs))
    yield _row("language right", figures.language_right(one.pairs))
    yield from _both("level life", figures.life_found(one.pairs))
    yield from _both("level life or urgent", figures.pressing_found(one.pairs))
    for signal in Signal:
        yield from _both(signal.value, figures.signal_found(one.pairs, signal))
    yield from _both("wants_human", figures.human_found(one.pairs))
    yield _row("out_of_scope read as a situation", figures.strays(one.pairs))
    if one.damaged:
        after = figures.topic_right(one.damaged)
        loss = _points(*figures.lost(one.pairs, one.damaged))
        yield _row("topic right, a tenth damaged", f"{after} ({loss} lost)")
    if one.times_ms:
        median = statistics.median(one.times_ms)
        yield _row("reading a message, median ms", f"{median:.1f} of {len(one.times_ms)}")
    yield ""


def _difference(measured: Sequence[Measured]) -> Iterator[str]:
    shares = {one.language: figures.topic_right(one.pairs) for one in measured}
    if {"fr", "nl"} <= set(shares):
        apart = _points(*figures.difference(shares["fr"], shares["nl"]))
        yield _row("difference fr–nl in topic", apart)
        yield ""


def _points(value: float, low: float, high: float) -> str:
    return f"{value * 100:+.1f} points [{low * 100:+.1f}, {high * 100:+.1f}]"


def _curve(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if rows:
        yield "## learning curve of the pipeline without the encoder (`make learning-curve` measures it anew)"
        yield from map(curve_line, rows)
        yield ""


def curve_line(row: Mapping[str, Any]) -> str:
    """Show one row of `bot.evaluation.curve`."""
    return (
        f"{row['language']}  {row['share']:>5.0%}  {row['examples']:>6} examples  "
        f"topic right {row['topic_right']:.3f}  life {row['life_recall']:.3f} / "
        f"{row['life_precision']:.3f}  F1 of signals {row['signals_f1']:.3f}"
    )


def _by_topic(one: Measured) -> Iterator[str]:
    yield f"## {one.language}, by topic"
    for topic in TOPICS:
        found = figures.topic_found(one.pairs, topic)
        if found.recall.total or found.precision.total:
            yield from _both(topic, found)
    yield ""


def _missed(one: Measured) -> Iterator[str]:
    """Name every signal that was missed or made up, with its message."""
    for signal in Signal:
        name = signal.value
        missed = _texts(
            one,
            lambda gold, reading, n=name: (
                n in gold.signals - set(reading.set_signals) - gold.optional
            ),
        )
        made_up = _texts(
            one,
            lambda gold, reading, n=name: (
                n in set(reading.set_signals) - gold.signals - gold.optional
            ),
        )
        yield f"## {one.language}, {name}: {len(missed)} missed, {len(made_up)} made up"
        yield from (f"  missed   {text}" for text in missed)
        yield from (f"  made up  {text}" for text in made_up)
    yield ""


def _texts(one: Measured, is_meant: Callable[..., bool]) -> list[str]:
    return [f"{gold.id}: {gold.text}" for gold, reading in one.pairs if is_meant(gold, reading)]


def _both(name: str, found: Found) -> Iterator[str]:
    yield _row(f"{name} recall", found.recall)
    yield _row(f"{name} precision", found.precision)


def _row(name: str, value: Share | str) -> str:
    return f"{name:<{_NAME}} {value}"
