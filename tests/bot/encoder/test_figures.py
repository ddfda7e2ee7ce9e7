"""The table of the model card counts what it says."""

from __future__ import annotations

import numpy as np

from encoder.examples import Example
from encoder.figures import table
from encoder.outputs import MARK_SCORES, MARKS, NAMES


def _example(topic: str, marks: tuple[str, ...]) -> Example:
    return Example(
        key=1, text="x", language="fr", topics=(topic,), role="self", marks=marks, fold=0
    )


def test_a_mark_is_set_from_zero_on() -> None:
    examples = [
        _example("grooming", ("paid",)),
        _example("greet", ()),
        _example("greet", ("paid",)),
    ]
    scores = np.full((3, len(NAMES)), -1.0, dtype=np.float32)
    scores[:, NAMES.index("topic:greet")] = 1.0
    scores[:, NAMES.index("role:self")] = 1.0
    paid = MARKS.index("paid")
    scores[:, MARK_SCORES][:, paid] = [0.5, 0.5, -0.5]
    lines = table(examples, scores).splitlines()
    assert "| topic right | 0.667 (2/3) |" in lines
    assert "| paid: recall / precision | 0.500 (1/2) / 0.500 (1/2) |" in lines
    assert "| suicide: recall / precision | – (0) / – (0) |" in lines


def test_a_fragment_counts_for_its_marks_alone() -> None:
    fragment = Example(key=2, text="x", language="fr", topics=(), role="", marks=("paid",), fold=0)
    scores = np.full((2, len(NAMES)), -1.0, dtype=np.float32)
    scores[:, NAMES.index("topic:greet")] = 1.0
    scores[:, NAMES.index("role:self")] = 1.0
    lines = table([_example("greet", ()), fragment], scores).splitlines()
    assert "| topic right | 1.000 (1/1) |" in lines
    assert "| role right | 1.000 (1/1) |" in lines
    assert "| paid: recall / precision | 0.000 (0/1) / – (0) |" in lines
