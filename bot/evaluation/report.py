"""The table of an evaluation as text: per language, per topic, per signal, and what was missed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.evaluation import figures
from bot.evaluation.figures import Share
from bot.evaluation.goals import GOALS, MOST_APART, MOST_LOST, MOST_MS, MOST_STRAY
from bot.labels import TOPICS, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.evaluation.figures import Found, Pair
    from bot.evaluation.goals import Goal

_NAME = 34
_VALUE = 36
# The goal is set for a message of 20 words: about as many have these.
_OF_20_WORDS = range(18, 23)


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
        yield from _wrong_topics(one)
        yield from _missed(one)


def _summary(one: Measured) -> Iterator[str]:
    yield (
        f"## {one.language}: {len(one.pairs)} messages (share [95 % interval] count; "
        "✓ the aim or the floor is reached, ✗ the floor is not)"
    )
    right = figures.topic_right(one.pairs)
    yield _row("topic right", right, goal=GOALS["topic_right"])
    f1, (low, high) = figures.macro_f1(one.pairs), figures.macro_f1_ends(one.pairs)
    yield _row(
        "macro-F1 over topics",
        f"{f1:.3f} [{low:.3f}, {high:.3f}] {len(one.pairs)} messages",
        f1,
        GOALS["macro_f1"],
    )
    yield _row("role right", figures.role_right(one.pairs), goal=GOALS["role_right"])
    yield _row("language right", figures.language_right(one.pairs), goal=GOALS["language_right"])
    yield from _both("level life", figures.life_found(one.pairs), "life")
    yield from _both("level life or urgent", figures.pressing_found(one.pairs), "pressing")
    for signal in Signal:
        found = figures.signal_found(one.pairs, signal)
        yield from _both(signal.value, found, signal.value)
    yield from _both("wants_human", figures.human_found(one.pairs), "wants_human")
    yield _row("out_of_scope read as a situation", figures.strays(one.pairs), goal=MOST_STRAY)
    if one.damaged:
        after = figures.topic_right(one.damaged)
        lost = figures.lost(one.pairs, one.damaged)
        said = f"{after} ({_points(*lost)} lost)"
        yield _row("topic right, a tenth damaged", said, lost[0], MOST_LOST)
    yield _row("topic wrong, and known as unsure", figures.unsure(one.pairs, when_right=False))
    yield _row("topic right, but held unsure", figures.unsure(one.pairs, when_right=True))
    error = figures.calibration_error(one.pairs)
    yield _row("confidence off by, in the mean", f"{error:.3f} of {right.total}")
    yield from _times(one)
    yield ""


def _times(one: Measured) -> Iterator[str]:
    if not one.times_ms:
        return
    lengths = [len(gold.text.split()) for gold, _ in one.pairs]
    of_20 = [
        time for time, length in zip(one.times_ms, lengths, strict=True) if length in _OF_20_WORDS
    ]
    for name, times, goal in (
        ("reading a message, median ms", one.times_ms, None),
        ("reading one of 18 to 22 words, ms", of_20, MOST_MS),
    ):
        if times:
            median, low, high = figures.median_ends(times)
            said = f"{median:.1f} [{low:.1f}, {high:.1f}] of {len(times)}"
            yield _row(name, said, median, goal)


def _difference(measured: Sequence[Measured]) -> Iterator[str]:
    shares = {one.language: figures.topic_right(one.pairs) for one in measured}
    if {"fr", "nl"} <= set(shares):
        apart = figures.difference(shares["fr"], shares["nl"])
        yield _row("difference fr–nl in topic", _points(*apart), abs(apart[0]), MOST_APART)
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
    shares = {
        name: Share(round(row[name] * row[of]), row[of])
        for name, of in (
            ("topic_right", "topics"),
            ("life_recall", "lives"),
            ("life_precision", "alarms"),
        )
    }
    return (
        f"{row['language']}  {row['share']:>5.0%}  {row['examples']:>6} examples  "
        f"topic right {shares['topic_right']}  life {shares['life_recall']} / {shares['life_precision']}  "
        f"F1 of signals {row['signals_f1']:.3f}  trained in {row['trained_s']} s"
    )


def _by_topic(one: Measured) -> Iterator[str]:
    yield f"## {one.language}, by topic"
    for topic in TOPICS:
        found = figures.topic_found(one.pairs, topic)
        if found.recall.total or found.precision.total:
            yield from _both(topic, found)
    yield ""


def _wrong_topics(one: Measured) -> Iterator[str]:
    """Name every message whose topic was misread."""
    wrong = [
        (gold, reading)
        for gold, reading in figures.with_topic(one.pairs)
        if reading.topic not in gold.topics
    ]
    yield f"## {one.language}, topic: {len(wrong)} wrong"
    yield from (
        f"  {gold.topics[0]} read as {reading.topic}{' (unsure)' * reading.unsure}  {gold.id}: {gold.text}"
        for gold, reading in wrong
    )
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


def _both(name: str, found: Found, goal: str = "") -> Iterator[str]:
    yield _row(f"{name} recall", found.recall, goal=GOALS.get(f"{goal}_recall"))
    yield _row(f"{name} precision", found.precision, goal=GOALS.get(f"{goal}_precision"))


def _row(name: str, said: Share | str, value: float | None = None, goal: Goal | None = None) -> str:
    """Show a figure; beside it, where it has a goal, whether `value` (of a Share: its own) reaches it."""
    if not isinstance(said, str):
        value = said.value if value is None else value
    row = f"{name:<{_NAME}} {said}"
    if goal is None or value is None or math.isnan(value):
        return row
    return f"{row:<{_NAME + _VALUE}} {goal.judge(value)}"
