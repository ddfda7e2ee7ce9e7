"""Figures from readings beside gold: each with its count and a 95 % interval."""

from __future__ import annotations

import math
import random
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.labels import SITUATIONS, TOPICS, Level, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.evaluation.gold import Gold
    from bot.reading import Reading

    Pair = tuple[Gold, Reading]

_Z = 1.96  # 95 %
_PRESSING = (Level.LIFE, Level.URGENT)


@dataclass(frozen=True)
class Share:
    """So many of so many; `low` and `high` are Wilson's interval at 95 %."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share, NaN of nothing."""
        return self.hits / self.total if self.total else math.nan

    @property
    def low(self) -> float:
        """The lower end."""
        return self._end(-1)

    @property
    def high(self) -> float:
        """The upper end."""
        return self._end(1)

    def _end(self, sign: int) -> float:
        if not self.total:
            return math.nan
        n, p = self.total, self.value
        middle = p + _Z**2 / (2 * n)
        spread = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        # Rounding puts the lower end of none a hair below it.
        return max((middle + sign * spread) / (1 + _Z**2 / n), 0.0)

    def __str__(self) -> str:
        """Show value, interval and count."""
        if not self.total:
            return "none"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] {self.hits}/{self.total}"


@dataclass(frozen=True)
class Found:
    """How well something is found: `recall` of what is there, `precision` of what was said."""

    recall: Share
    precision: Share


def found(
    pairs: Iterable[Pair], there: Callable[[Gold], bool | None], said: Callable[[Reading], bool]
) -> Found:
    """Count hits; a message for which `there` gives None is left out."""
    hits = present = claimed = 0
    for gold, reading in pairs:
        truth = there(gold)
        if truth is None:
            continue
        claim = said(reading)
        hits += truth and claim
        present += truth
        claimed += claim
    return Found(Share(hits, present), Share(hits, claimed))


def with_topic(pairs: Iterable[Pair]) -> list[Pair]:
    """Leave the fragments out: they have no topic and no role."""
    return [(gold, reading) for gold, reading in pairs if gold.topics]


def topic_right(pairs: Sequence[Pair]) -> Share:
    """Share of messages whose topic is one that counts as right."""
    told = with_topic(pairs)
    return Share(sum(reading.topic in gold.topics for gold, reading in told), len(told))


def role_right(pairs: Sequence[Pair]) -> Share:
    """Share of messages whose role is right."""
    told = with_topic(pairs)
    return Share(sum(reading.role == gold.role for gold, reading in told), len(told))


def language_right(pairs: Sequence[Pair]) -> Share:
    """Share of messages whose language is one that counts as right."""
    return Share(sum(reading.language in gold.languages for gold, reading in pairs), len(pairs))


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Mean F1 over the topics that occur; an accepted alternative counts as the topic itself."""
    true: Counter[str] = Counter()
    said: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for gold, reading in with_topic(pairs):
        topic = reading.topic if reading.topic in gold.topics else gold.topics[0]
        true[topic] += 1
        said[reading.topic] += 1
        hits[topic] += reading.topic == topic
    scores = [2 * hits[topic] / (true[topic] + said[topic]) for topic in TOPICS if true[topic]]
    return sum(scores) / len(scores) if scores else math.nan


def macro_f1_ends(pairs: Sequence[Pair], *, draws: int = 500) -> tuple[float, float]:
    """Give the ends of its 95 % interval, by drawing the messages anew."""
    chance = random.Random(0)  # noqa: S311 - the same interval each time
    scores = sorted(macro_f1(chance.choices(pairs, k=len(pairs))) for _ in range(draws))
    return scores[round(0.025 * draws)], scores[round(0.975 * draws) - 1]


def lost(pairs: Sequence[Pair], damaged: Sequence[Pair]) -> tuple[float, float, float]:
    """Give how much less of the topics is right when the same messages are damaged, with its 95 % interval."""
    losses = [
        (before.topic in gold.topics) - (after.topic in gold.topics)
        for (gold, before), (_, after) in zip(pairs, damaged, strict=True)
    ]
    mean = statistics.mean(losses)
    spread = _Z * statistics.stdev(losses) / math.sqrt(len(losses)) if len(losses) > 1 else math.nan
    return mean, mean - spread, mean + spread


def difference(one: Share, other: Share) -> tuple[float, float, float]:
    """Give how much more of the one is right, with its 95 % interval (Newcombe's, from both of Wilson's)."""
    apart = one.value - other.value
    below = math.hypot(one.value - one.low, other.high - other.value)
    above = math.hypot(one.high - one.value, other.value - other.low)
    return apart, apart - below, apart + above


def topic_found(pairs: Sequence[Pair], topic: str) -> Found:
    """How well one topic is found; where it is only an alternative, the message is left out."""
    return found(
        with_topic(pairs),
        lambda gold: None if topic in gold.topics[1:] else gold.topics[0] == topic,
        lambda reading: reading.topic == topic,
    )


def signal_found(pairs: Sequence[Pair], signal: Signal) -> Found:
    """How well one signal is found."""
    return found(
        pairs,
        lambda gold: None if signal.value in gold.optional else signal.value in gold.signals,
        lambda reading: signal.value in reading.set_signals,
    )


def life_found(pairs: Sequence[Pair]) -> Found:
    """How well the level `life` is found."""
    return found(
        pairs, lambda gold: gold.level is Level.LIFE, lambda reading: reading.level is Level.LIFE
    )


def pressing_found(pairs: Sequence[Pair]) -> Found:
    """How well `life` or `urgent` is found."""
    return found(
        pairs, lambda gold: gold.level in _PRESSING, lambda reading: reading.level in _PRESSING
    )


def human_found(pairs: Sequence[Pair]) -> Found:
    """How well the wish for a human is found, where it is labelled."""
    return found(pairs, lambda gold: gold.wants_human, lambda reading: reading.wants_human)


def strays(pairs: Sequence[Pair]) -> Share:
    """Share of what is out of scope that was read as a situation."""
    outside = [reading for gold, reading in pairs if gold.topics[:1] == ("out_of_scope",)]
    return Share(sum(reading.topic in SITUATIONS for reading in outside), len(outside))


def unsure(pairs: Sequence[Pair], *, when_right: bool) -> Share:
    """Share of messages read rightly, or wrongly, whose topic is not acted upon without asking."""
    own = [
        reading
        for gold, reading in with_topic(pairs)
        if (reading.topic in gold.topics) is when_right
    ]
    return Share(sum(reading.unsure for reading in own), len(own))


def calibration_error(pairs: Sequence[Pair]) -> float:
    """How far the confidence is from the share of right topics, in the mean over messages, by tenths of confidence.

    The expected calibration error of Guo et al., "On Calibration of Modern Neural Networks" (2017).
    """
    told = with_topic(pairs)
    tenths: dict[int, list[float]] = {}
    for gold, reading in told:
        tenth = min(int(reading.confidence * 10), 9)
        tenths.setdefault(tenth, []).append(reading.confidence - (reading.topic in gold.topics))
    return sum(abs(sum(apart)) for apart in tenths.values()) / len(told) if told else math.nan


def median_ends(values: Sequence[float]) -> tuple[float, float, float]:
    """Give the median and the ends of its 95 % interval, from the order of the values."""
    ordered = sorted(values)
    middle, reach = len(ordered) / 2, _Z * math.sqrt(len(ordered)) / 2
    low, high = max(round(middle - reach) - 1, 0), min(round(middle + reach), len(ordered) - 1)
    return statistics.median(ordered), ordered[low], ordered[high]
