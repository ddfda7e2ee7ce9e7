"""A burst of messages is one reading in which no danger of any message is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.together import LONGEST_JOINT, joint_text, together
from bot.labels import Level
from bot.reading import Reading


def _reading(topic: str = "greet", *signals: str, unsure: bool = False, **more: Any) -> Reading:
    values: dict[str, Any] = {
        "language": "fr",
        "confidence": 0.5,
        "ranking": ((topic, 0.5),),
        "role": "self",
        "signals": {"suicide": 0.9 if "suicide" in signals else 0.1, "paid": 0.2},
        "set_signals": signals,
        "wants_human": False,
        "redacted": topic,
        "why": {signal: f"{topic}:{signal}" for signal in signals},
        **more,
    }
    return Reading(topic=topic, unsure=unsure, **values)


def test_signals_of_every_message_are_kept_in_order() -> None:
    singles = [_reading("greet", "paid"), _reading("thanks", "suicide", wants_human=True)]
    read = together(singles, _reading("sextortion_money", "known_offline"))
    assert read.set_signals == ("suicide", "known_offline", "paid")
    assert read.signals == {"suicide": 0.9, "paid": 0.2}
    assert read.why["suicide"] == "thanks:suicide"
    assert (read.wants_human, read.level) == (True, Level.LIFE)


def test_a_signal_is_disputed_only_where_no_message_sets_it_undisputed() -> None:
    doubted = _reading("greet", "suicide", "danger_now", second_opinion=("suicide", "danger_now"))
    read = together([doubted, _reading("thanks")], _reading("feeling_bad", "suicide"))
    assert read.set_signals == ("suicide", "danger_now")
    assert read.second_opinion == ("danger_now",)


@pytest.mark.parametrize(
    ("joint", "singles", "topic"),
    [
        (_reading("image_spread"), [_reading("sextortion")], "image_spread"),
        (_reading("greet"), [_reading("image_spread"), _reading("sextortion")], "sextortion"),
        (_reading("police"), [_reading("greet"), _reading("legal")], "police"),
        (_reading("police", unsure=True), [_reading("greet"), _reading("legal")], "legal"),
        (_reading("police", unsure=True), [_reading("grooming", unsure=True)], "police"),
        (_reading("police"), [_reading("grooming", unsure=True)], "police"),
    ],
)
def test_the_topic_is_that_of_all_unless_one_alone_tells_a_situation(
    joint: Reading, singles: list[Reading], topic: str
) -> None:
    read = together(singles, joint)
    assert (read.topic, read.redacted) == (topic, joint.redacted)


def test_the_joint_text_is_bounded_by_leaving_out_the_oldest() -> None:
    assert joint_text(["a", "b"]) == "a\nb"
    texts = [str(index) + "x" * 1000 for index in range(9)]
    joint = joint_text(texts)
    assert len(joint) <= LONGEST_JOINT
    assert joint.endswith(texts[-1])
    assert texts[0] not in joint
    assert joint_text(["x" * 9000]) == "x" * 9000
