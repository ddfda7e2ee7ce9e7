"""`make check-data`: what is wrong with the examples of data/nlu as a whole.

`.venv/bin/python -m bot.evaluation.examples [FILE.jsonl …]`. It finds lines that are nearly the same, lines nearly the
same that are labelled otherwise, topics and signals with few lines or far more in one language, and
lines close to a message that we are measured on: tests/understanding, ../shared/samples where it is, and the
files named.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml
from sklearn.feature_extraction.text import CountVectorizer

from bot.labels import TOPICS, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scipy.sparse import csr_matrix

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "nlu"
SAMPLES = ROOT.parent / "shared" / "samples"  # not on every machine
FEWEST_OF_LANGUAGE = 9_000
FEWEST_OF_TOPIC = 60
FEWEST_OF_SIGNAL = 250
MOST_TIMES = 2.0  # as many lines of a topic or signal in one language as in the other
SAME = 0.75
CLOSE = 0.75
# "oui" and "k wil met iemand praten" are what everybody writes.
_SHORTEST = 25
# Groups of four letters that stand in more lines find nothing: every line shares some.
_COMMON = 300
_ROWS = 2_000
_WORD = re.compile(r"\w+|[^\w\s.,!]")


@dataclass(frozen=True)
class Line:
    """One example: where it stands, what it says, and how it is labelled."""

    language: str
    topic: str
    labels: tuple[str, ...]
    text: str


def read_lines(data: Path = DATA) -> list[Line]:
    """Read all examples."""
    lines = []
    for file in sorted(data.glob("*/*.yml")):
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for block in content["nlu"]:
            told = block["metadata"]
            labels = (
                f"role {told['role']}",
                *told["signals"],
                *(name for name in ("wants_human", "fragment") if told.get(name)),
            )
            lines += [
                Line(file.parent.name, block["intent"], labels, line.removeprefix("- "))
                for line in block["examples"].splitlines()
            ]
    return lines


def near_pairs(
    left: Sequence[str], right: Sequence[str] | None = None, *, least: float
) -> Iterator[tuple[int, int, float]]:
    """Give the pairs (index left, index right, share of groups of four letters in common), not below `least`.

    Without `right`, pairs within `left`, each once. Texts shorter than 25 letters are left out.
    """
    within = right is None
    others = left if right is None else right
    texts = [*left, *([] if within else others)]
    counts = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4), binary=True, dtype=np.int32)
    every: csr_matrix = counts.fit_transform(texts)
    lengths, other_lengths = (np.array([len(text) for text in each]) for each in (left, others))
    sizes = np.asarray(every.sum(axis=1)).ravel()
    rare = every[:, np.asarray(every.sum(axis=0)).ravel() <= _COMMON]
    mine, theirs = (rare, rare) if within else (rare[: len(left)], rare[len(left) :])
    shift = 0 if within else len(left)
    for start in range(0, mine.shape[0], _ROWS):
        shared = (mine[start : start + _ROWS] @ theirs.T).tocoo()
        # Half of what is asked for must be among the rare groups for a pair to be looked at.
        likely = shared.data >= least / 2 * np.minimum(
            np.diff(mine.indptr)[start + shared.row], np.diff(theirs.indptr)[shared.col]
        )
        rows, columns = start + shared.row[likely], shared.col[likely]
        long = np.minimum(lengths[rows], other_lengths[columns]) >= _SHORTEST
        if within:
            long &= rows < columns
        rows, columns = rows[long], columns[long]
        common = np.asarray(every[rows].multiply(every[shift + columns]).sum(axis=1)).ravel()
        shares = common / (sizes[rows] + sizes[shift + columns] - common)
        for at in np.flatnonzero(shares >= least):
            yield int(rows[at]), int(columns[at]), float(shares[at])


def problems(lines: Sequence[Line], measured: Sequence[str]) -> Iterator[str]:
    """Say what is wrong, a line each; `measured` are the messages that no example may be close to."""
    yield from _thin(lines)
    yield from _in_dispute(lines)
    texts = [line.text for line in lines]
    for one, other, share in near_pairs(texts, least=SAME):
        yield from _compared(lines[one], lines[other], share)
    for one, other, share in near_pairs(texts, measured, least=CLOSE):
        yield f"close to a message measured ({share:.2f}): {texts[one]!r} and {measured[other]!r}"


def _thin(lines: Sequence[Line]) -> Iterator[str]:
    languages = sorted({line.language for line in lines})
    totals = Counter(line.language for line in lines)
    topics = Counter((line.language, line.topic) for line in lines)
    signals = Counter((line.language, label) for line in lines for label in line.labels)
    for language in languages:
        if (count := totals[language]) < FEWEST_OF_LANGUAGE:
            yield f"thin: {language} has {count} lines (at least {FEWEST_OF_LANGUAGE})"
        for topic in TOPICS:
            if (count := topics[language, topic]) < FEWEST_OF_TOPIC:
                yield f"thin: {language} {topic} has {count} lines (at least {FEWEST_OF_TOPIC})"
        for signal in Signal:
            if (count := signals[language, signal.value]) < FEWEST_OF_SIGNAL:
                yield f"thin: {language} {signal.value} has {count} lines (at least {FEWEST_OF_SIGNAL})"
    for name in (*TOPICS, *(signal.value for signal in Signal)):
        of = topics if name in TOPICS else signals
        counts = {language: of[language, name] for language in languages}
        if counts and max(counts.values()) > MOST_TIMES * min(counts.values()):
            yield f"uneven: {name} has {counts}"


def _in_dispute(lines: Sequence[Line]) -> Iterator[str]:
    """Name lines of the same words, however short, that are labelled otherwise; "humain ?" is not "humain"."""
    first: dict[tuple[str, str], Line] = {}
    for line in lines:
        words = " ".join(_WORD.findall(line.text.lower())) or line.text
        other = first.setdefault((line.language, words), line)
        if (other.topic, other.labels) != (line.topic, line.labels):
            yield from _compared(other, line, 1.0)


def _compared(one: Line, other: Line, share: float) -> Iterator[str]:
    if (one.topic, one.labels) != (other.topic, other.labels):
        yield (
            f"labelled otherwise ({share:.2f}): {one.topic} {', '.join(one.labels)}: {one.text!r}"
            f" and {other.topic} {', '.join(other.labels)}: {other.text!r}"
        )
    else:
        yield f"nearly the same ({share:.2f}): {one.topic}: {one.text!r} and {other.text!r}"


def read_measured(files: Iterable[Path]) -> list[str]:
    """Read the texts of labelled messages (JSON lines)."""
    return [
        json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()
    ]


def main() -> int:
    """Print what is wrong; 1 if something is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="more messages that we are measured on")
    asked = parser.parse_args()
    held_out = sorted((ROOT / "tests" / "understanding").glob("**/*.jsonl"))
    held_out += sorted(SAMPLES.glob("*.jsonl"))
    lines = read_lines()
    found = list(problems(lines, read_measured([*held_out, *asked.files])))
    for problem in found:
        print(problem)  # noqa: T201 - what was asked for
    sys.stderr.write(f"{len(lines)} lines, {len(found)} problems\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
