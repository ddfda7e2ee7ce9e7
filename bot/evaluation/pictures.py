"""Pictures of an evaluation: which topics are taken for which, what a confidence is worth, what more examples bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np

from bot.evaluation.figures import with_topic
from bot.labels import TOPICS

mpl.use("Agg")
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.evaluation.figures import Pair

_BINS = 10


def draw_confusion(pairs: Sequence[Pair], file: Path) -> None:
    """Draw the share of each topic (row) that was read as which (column)."""
    number = {topic: index for index, topic in enumerate(TOPICS)}
    counts = np.zeros((len(TOPICS), len(TOPICS)))
    for gold, reading in with_topic(pairs):
        topic = reading.topic if reading.topic in gold.topics else gold.topics[0]
        counts[number[topic], number[reading.topic]] += 1
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(14, 13))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(TOPICS)), TOPICS, rotation=90, fontsize=7)
    axes.set_yticks(range(len(TOPICS)), TOPICS, fontsize=7)
    axes.set_xlabel("read as")
    axes.set_ylabel("is")
    _save(figure, file)


def draw_reliability(pairs: Sequence[Pair], file: Path) -> None:
    """Draw how often the topic is right (up) among messages read with a confidence (right)."""
    pairs = with_topic(pairs)
    confidence = np.array([reading.confidence for _, reading in pairs])
    right = np.array([reading.topic in gold.topics for gold, reading in pairs])
    which = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    for part in range(_BINS):
        inside = which == part
        if inside.any():
            axes.scatter(
                confidence[inside].mean(), right[inside].mean(), s=inside.sum(), color="C0"
            )
    axes.set_xlabel("confidence")
    axes.set_ylabel("topic right (size: number of messages)")
    _save(figure, file)


def draw_curve(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    """Draw the learning curve, one line for each language and figure; examples on a scale that doubles."""
    figure, axes = plt.subplots(figsize=(6, 4))
    for language, line in (("fr", "-"), ("nl", "--")):
        own = [row for row in rows if row["language"] == language]
        for number, name in enumerate(("topic_right", "life_recall", "signals_f1")):
            heights = [row[name] for row in own]
            label = f"{language} {name}"
            axes.plot([row["examples"] for row in own], heights, f"C{number}o{line}", label=label)
    axes.set_xscale("log", base=2)
    axes.set_xlabel("examples")
    axes.legend(fontsize=7)
    _save(figure, file)


def _save(figure: plt.Figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)
