from __future__ import annotations

import numpy as np

from bot.evaluation.compare import Opinions, table
from bot.labels import LIFE_SIGNALS, TOPICS
from encoder.examples import Example

_LIFE = len(tuple(LIFE_SIGNALS))


def _example(topic: str, language: str, *marks: str) -> Example:
    return Example(
        key=1, text="x", language=language, topics=(topic,), role="self", marks=marks, fold=0
    )


def test_each_kind_is_counted_per_language() -> None:
    life = [signal.value for signal in LIFE_SIGNALS]
    examples = [
        _example(TOPICS[0], "fr", *life),
        _example(TOPICS[1], "fr"),
        _example(TOPICS[2], "nl", *life),
        _example(TOPICS[3], "nl"),
    ]
    topics = np.zeros((4, len(TOPICS)), dtype=np.float32)
    topics[[0, 1, 2, 3], [0, 5, 2, 3]] = 1  # the second is wrong
    danger = np.array([[1.0], [0.0], [0.0], [1.0]], dtype=np.float32).repeat(_LIFE, axis=1)
    [*_, row] = table(examples, {"a kind": Opinions(topics, danger)})
    _, name, french, dutch, _ = (cell.strip() for cell in row.split("|"))
    assert name == "a kind"
    assert french.startswith("0.500")
    assert french.endswith("1.000"), "danger is ranked first"
    assert dutch.startswith("1.000")
    assert dutch.endswith("0.500"), "danger is ranked last of two"


def test_beside_the_encoder_topics_are_averaged_and_marks_added() -> None:
    one = Opinions(np.log([[0.5, 0.5]]).astype(np.float32), np.array([[1.0]], dtype=np.float32))
    other = Opinions(np.log([[0.8, 0.2]]).astype(np.float32), np.array([[-3.0]], dtype=np.float32))
    both = one.beside(other)
    assert np.allclose(both.topics, [[(np.log(0.5) + np.log(p)) / 2 for p in (0.8, 0.2)]])
    assert both.life.tolist() == [[-2.0]]
