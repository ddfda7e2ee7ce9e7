"""What has to be reached on messages never seen, in each language: the floors and aims of the project."""

from __future__ import annotations

from typing import NamedTuple

from bot.labels import LIFE_SIGNALS, Signal


class Goal(NamedTuple):
    """`floor`: what must be reached, else there is a debt; `aim`: where we want to be.

    Where the aim is less than the floor both are the most, not the least.
    """

    floor: float
    aim: float

    def judge(self, value: float) -> str:
        """Say in a word or two which of them is reached."""
        sign = -1 if self.aim < self.floor else 1
        if sign * value >= sign * self.aim:
            return f"✓ aim {self.aim:g}"
        return f"{'✓' if sign * value >= sign * self.floor else '✗'} floor {self.floor:g}"


MOST_APART = Goal(0.03, 0.01)  # the share of topics right in one language and in the other
MOST_STRAY = Goal(0.05, 0.02)  # what is out of scope read as a situation
MOST_LOST = Goal(0.05, 0.03)  # topics right, when a tenth of the letters is damaged
MOST_MS = Goal(12.0, 9.0)  # median, a message of 20 words, one process, one thread, warm
_RECALL_OF_LIFE = Goal(0.95, 0.99)
_RECALL = Goal(0.93, 0.97)
_PRECISION = Goal(0.80, 0.90)
# The precision of one signal of danger to life has none: that of the level counts.
GOALS = {
    "topic_right": Goal(0.90, 0.95),
    "macro_f1": Goal(0.87, 0.93),
    "role_right": Goal(0.97, 0.99),
    "language_right": Goal(0.98, 0.99),
    "life_recall": Goal(0.97, 0.99),
    "life_precision": _PRECISION,
    "pressing_recall": Goal(0.97, 0.99),
    "pressing_precision": _PRECISION,
    "no_stray": Goal(1 - MOST_STRAY.floor, 1 - MOST_STRAY.aim),
    "kept_when_damaged": Goal(1 - MOST_LOST.floor, 1 - MOST_LOST.aim),
    **{f"{name.value}_recall": _RECALL_OF_LIFE for name in LIFE_SIGNALS},
    "suicide_recall": Goal(0.97, 0.99),
    **{f"{name.value}_recall": _RECALL for name in Signal if name not in LIFE_SIGNALS},
    **{f"{name.value}_precision": _PRECISION for name in Signal if name not in LIFE_SIGNALS},
    "wants_human_recall": _RECALL,
    "wants_human_precision": _PRECISION,
}
