"""How well scores fit labels: per language, per signal, each with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from encoder.outputs import MARK_SCORES, MARKS, NAMES, ROLE_SCORES, ROLES, TOPIC_SCORES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from encoder.examples import Example

_TOPICS = [name.removeprefix("topic:") for name in NAMES[TOPIC_SCORES]]


def table(examples: Sequence[Example], scores: npt.NDArray[np.float32]) -> str:
    """Give the figures as lines of a Markdown table; a mark counts as set from a score of 0 on."""
    languages = [
        language
        for language in ("fr", "nl")
        if any(example.language == language for example in examples)
    ]
    columns = []
    for language in languages:
        rows = [at for at, example in enumerate(examples) if example.language == language]
        columns.append(dict(_figures([examples[row] for row in rows], scores[rows])))
    lines = [f"| | {' | '.join(languages)} |", "|---|" + "---|" * len(languages)]
    lines += [
        f"| {name} | {' | '.join(column[name] for column in columns)} |" for name in columns[0]
    ]
    return "\n".join(lines)


def _figures(
    examples: Sequence[Example], scores: npt.NDArray[np.float32]
) -> Iterator[tuple[str, str]]:
    topics = scores[:, TOPIC_SCORES].argmax(1)
    right = [
        _TOPICS[topic] in example.topics
        for topic, example in zip(topics, examples, strict=True)
        if example.topics
    ]
    yield "topic right", _share(sum(right), len(right))
    roles = scores[:, ROLE_SCORES].argmax(1)
    right = [
        ROLES[role] == example.role
        for role, example in zip(roles, examples, strict=True)
        if example.role
    ]
    yield "role right", _share(sum(right), len(right))
    for at, mark in enumerate(MARKS):
        found = scores[:, MARK_SCORES][:, at] >= 0
        true = np.array([mark in example.marks for example in examples])
        hits = int((found & true).sum())
        yield (
            f"{mark}: recall / precision",
            f"{_share(hits, int(true.sum()))} / {_share(hits, int(found.sum()))}",
        )


def _share(hits: int, total: int) -> str:
    return f"{hits / total:.3f} ({hits}/{total})" if total else "– (0)"
