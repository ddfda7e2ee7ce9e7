"""Figures of an evaluation: counted by hand on a few messages."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.evaluation import figures
from bot.evaluation.curve import kept_rows
from bot.evaluation.figures import Share
from bot.evaluation.goals import MOST_STRAY
from bot.evaluation.gold import Gold
from bot.evaluation.pictures import draw_confusion, draw_curve, draw_reliability
from bot.evaluation.report import Measured, lines_of
from bot.labels import Signal
from bot.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path


def gold(topic: str = "greet", *more: str, signals: str = "", optional: str = "") -> Gold:
    return Gold(
        id="x",
        text="salut",
        languages=("fr", "nl"),
        topics=(topic, *more),
        role="self",
        signals=frozenset(signals.split()),
        optional=frozenset(optional.split()),
        wants_human=None,
    )


def reading(
    topic: str = "greet", signals: str = "", role: str = "self", language: str = "fr"
) -> Reading:
    return Reading(
        language,
        topic,
        0.9,
        ((topic, 0.9),),
        role,
        {},
        tuple(signals.split()),
        False,  # noqa: FBT003
        "",
    )


def test_an_accepted_alternative_counts_as_right() -> None:
    pairs = [
        (gold("sextortion", "sextortion_money"), reading("sextortion_money")),
        (gold("sextortion"), reading("sextortion_money")),
    ]
    assert figures.topic_right(pairs) == Share(1, 2)


def test_a_mixed_message_may_be_in_either_language() -> None:
    pairs = [(gold(), reading(language=language)) for language in ("fr", "nl", "en")]
    assert figures.language_right(pairs) == Share(2, 3)


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
    assert "reading a message, median ms       2.0 [1.0, 3.0] of 2" in text
    assert "of 18 to 22 words" not in text
    assert "learning curve" not in text


def test_the_report_names_each_topic_that_is_wrong() -> None:
    pairs = [(gold("greet", "thanks"), reading("thanks")), (gold("police"), reading("legal"))]
    lines = list(lines_of([Measured("fr", pairs, [], [])]))
    at = lines.index("## fr, topic: 1 wrong")
    assert lines[at + 1] == "  police read as legal  x: salut"


def test_the_report_says_which_goals_are_reached() -> None:
    pairs = [(gold("greet"), reading("greet"))] * 47 + [(gold("greet"), reading("thanks"))] * 3
    (row,) = (
        line
        for line in lines_of([Measured("fr", pairs, [], [])])
        if line.startswith("topic right ")
    )
    assert row.endswith("47/50          ✓ floor 0.9")
    assert MOST_STRAY.judge(0.02) == "✓ aim 0.02"
    assert MOST_STRAY.judge(0.05) == "✓ floor 0.05"
    assert MOST_STRAY.judge(0.06) == "✗ floor 0.05"


def test_only_messages_of_about_20_words_count_for_the_time_of_one() -> None:
    long = replace(gold(), text="mot " * 20)
    pairs = [(gold(), reading()), (long, reading())]
    text = "\n".join(lines_of([Measured("fr", pairs, [], [1.0, 13.0])]))
    assert "reading one of 18 to 22 words, ms  13.0 [13.0, 13.0] of 1" in text
    assert "✗ floor 12" in text


def test_a_confidence_of_nine_tenths_that_is_right_half_the_time_is_off_by_four() -> None:
    pairs = [(gold("greet"), reading("greet")), (gold("greet"), reading("thanks"))]
    assert figures.calibration_error(pairs) == pytest.approx(0.4)


def test_what_is_wrong_and_known_as_unsure_is_counted_apart() -> None:
    unsure = replace(reading("thanks"), unsure=True)
    pairs = [(gold(), unsure), (gold(), reading("thanks")), (gold(), reading())]
    assert figures.unsure(pairs, when_right=False) == Share(1, 2)
    assert figures.unsure(pairs, when_right=True) == Share(0, 1)


def test_the_interval_of_a_median_holds_it() -> None:
    median, low, high = figures.median_ends([float(n) for n in range(101)])
    assert (median, low, high) == (50, 40, 60)


def test_the_report_shows_the_learning_curve_kept() -> None:
    rows = kept_rows()
    assert [row["language"] for row in rows] == ["fr", "nl"] * 3
    text = "\n".join(lines_of([], rows))
    assert f"fr    25%  {rows[0]['examples']:>6} examples" in text


def test_the_difference_of_two_shares_has_newcombes_interval() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II: 56/70 and 48/80
    apart, low, high = figures.difference(Share(56, 70), Share(48, 80))
    assert (apart, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)


def test_what_damage_costs_is_counted_message_by_message() -> None:
    right, wrong = reading("greet"), reading("thanks")
    before = [(gold(), right)] * 8 + [(gold(), wrong)] * 2
    after = [(gold(), wrong)] * 2 + [(gold(), right)] * 7 + [(gold(), wrong)]
    mean, low, high = figures.lost(before, after)
    assert mean == pytest.approx(0.1)
    assert low < 0 < high


def test_macro_f1_is_within_its_interval() -> None:
    pairs = [(gold("greet"), reading("greet"))] * 8 + [(gold("greet"), reading("thanks"))] * 2
    low, high = figures.macro_f1_ends(pairs)
    assert low < figures.macro_f1(pairs) < high < 1.0001
    assert figures.macro_f1_ends(pairs) == (low, high)


def test_each_picture_is_drawn(tmp_path: Path) -> None:
    pairs = [(gold(signals="suicide"), reading())]
    draw_confusion(pairs, tmp_path / "of" / "confusion.png")
    draw_reliability(pairs, tmp_path / "reliability.png")
    draw_curve(kept_rows(), tmp_path / "curve.png")
    for picture in tmp_path.glob("**/*.png"):
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size > 5_000
    assert len(list(tmp_path.glob("**/*.png"))) == 3
