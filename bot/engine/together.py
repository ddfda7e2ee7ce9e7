"""Several messages sent in one go, read as one: the situation from all, no danger of any lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.labels import SITUATIONS, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reading import Reading

LONGEST_JOINT = 4000
_ORDER = [signal.value for signal in Signal]


def joint_text(texts: Sequence[str]) -> str:
    """Put the messages under each other; of very many only the last ones, so that cost is bounded."""
    kept: list[str] = []
    for text in reversed(texts):
        if kept and sum(map(len, kept)) + len(kept) + len(text) > LONGEST_JOINT:
            break
        kept.append(text)
    return "\n".join(reversed(kept))


def together(singles: Sequence[Reading], joint: Reading) -> Reading:
    """Give the reading of the burst.

    Signals, their scores and words, and the wish for a human are those of any message or of all
    together. The topic is that of the joint text, unless only a single message tells a situation
    (labels.md: a situation wins) or only a single message was understood at all.
    """
    every = (joint, *singles)
    stated = {signal for reading in every for signal in reading.set_signals}
    undisputed = {
        signal for reading in every for signal in {*reading.set_signals} - {*reading.second_opinion}
    }
    why: dict[str, str] = {}
    scores: dict[str, float] = {}
    for reading in every:
        for signal, words in reading.why.items():
            why.setdefault(signal, words)
        for signal, score in reading.signals.items():
            scores[signal] = max(score, scores.get(signal, 0.0))
    telling = _telling(singles, joint)
    return replace(
        joint,
        topic=telling.topic,
        confidence=telling.confidence,
        ranking=telling.ranking,
        unsure=telling.unsure,
        signals=scores,
        set_signals=tuple(sorted(stated, key=_ORDER.index)),
        wants_human=any(reading.wants_human for reading in every),
        why=why,
        second_opinion=tuple(sorted(stated - undisputed, key=_ORDER.index)),
    )


def _telling(singles: Sequence[Reading], joint: Reading) -> Reading:
    sure = [reading for reading in (joint, *singles) if not reading.unsure]
    situations = [reading for reading in sure if reading.topic in SITUATIONS]
    if joint in situations or not sure:
        return joint
    if situations:
        return min(situations, key=lambda reading: SITUATIONS.index(reading.topic))
    return joint if joint in sure else sure[-1]
