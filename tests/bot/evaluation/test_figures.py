"""Figures of an evaluation: counted by hand on a few messages."""

from __future__ import annotations

import math

import pytest

from bot.evaluation import figures
from bot.evaluation.figures import Share
from bot.evaluation.gold import Gold
from bot.evaluation.report import Measured, lines_of
from bot.labels import Signal
from bot.reading import Reading


def gold(topic: str = "greet", *more: str, signals: str = "", optional: str = "") -> Gold:
    return Gold(
        id="x",
        text="salut",
        language="fr",
        topics=(topic, *more),
        role="self",
        signals=frozenset(signals.split()),
        optional=frozenset(optional.split()),
        wants_human=None,
    )


def reading(topic: str = "greet", signals: str = "", role: str = "self") -> Reading:
    return Reading("fr", topic, 0.9, ((topic, 0.9),), role, {}, tuple(signals.split()), False, "")  # noqa: FBT003


def test_an_accepted_alternative_counts_as_right() -> None:
    pairs = [
        (gold("sextortion", "sextortion_money"), reading("sextortion_money")),
        (gold("sextortion"), reading("sextortion_money")),
    ]
    assert figures.topic_right(pairs) == Share(1, 2)


def test_an_optional_signal_is_neither_hit_nor_miss() -> None:
    pairs = [
        (gold(signals="paid", optional="paid"), reading(signals="")),
        (gold(optional="paid"), reading(signals="paid")),
        (gold(signals="paid"), reading(signals="paid")),
        (gold(), reading(signals="paid")),
        (gold(signals="paid"), reading()),
    ]
    found = figures.signal_found(pairs, Signal.PAID)
    assert found.recall == Share(1, 2)
    assert found.precision == Share(1, 2)


def test_the_level_follows_from_topic_and_signals() -> None:
    pairs = [
        (gold(signals="suicide"), reading(signals="forced_harm")),
        (gold("missing"), reading("greet")),
        (gold(), reading("offline_abuse")),
    ]
    assert figures.life_found(pairs).recall == Share(1, 1)
    assert figures.pressing_found(pairs).recall == Share(1, 2)
    assert figures.pressing_found(pairs).precision == Share(1, 2)


def test_macro_f1_gives_each_topic_the_same_weight() -> None:
    pairs = [(gold("greet"), reading("greet"))] * 8 + [(gold("thanks"), reading("greet"))] * 2
    # greet: 2·8 / (8 + 10); thanks: 0
    assert figures.macro_f1(pairs) == pytest.approx((16 / 18 + 0) / 2)


def test_what_is_out_of_scope_and_read_as_a_situation_is_counted() -> None:
    pairs = [
        (gold("out_of_scope"), reading("grooming")),
        (gold("out_of_scope"), reading("greet")),
        (gold("greet"), reading("grooming")),
    ]
    assert figures.strays(pairs) == Share(1, 2)


def test_the_interval_is_wilsons() -> None:
    share = Share(95, 100)
    assert share.low == pytest.approx(0.8882, abs=1e-4)
    assert share.high == pytest.approx(0.9785, abs=1e-4)
    assert math.isnan(Share(0, 0).value)
    assert str(Share(0, 0)) == "none"


def test_the_report_names_what_was_missed_and_what_was_made_up() -> None:
    pairs = [(gold(signals="suicide"), reading()), (gold(), reading(signals="paid"))]
    text = "\n".join(lines_of([Measured("fr", pairs, pairs, [1.0, 3.0])]))
    assert "suicide: 1 missed, 0 made up" in text
    assert "paid: 0 missed, 1 made up" in text
    assert "reading a message, median ms       2.0" in text
