"""Redacts data/nlu and tests/understanding for the network: run by the engine's own Python.

`.venv/bin/python -m encoder.prepare FOLDER` writes learn.jsonl and measure.jsonl, so that the network
learns exactly the texts that the pipeline will show it. The folds are by line, as the model will know each
writer's other lines; with `--by-writer` they are by writer, to compare models (`make compare`).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.evaluation.gold import read_gold
from bot.nlu.component import is_fragment, labels_of
from bot.nlu.redaction import key_of, redact
from encoder.examples import FOLDS, Example, write_examples
from encoder.writers import folds_by_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
_WANTS_HUMAN = "wants_human"


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where learn.jsonl and measure.jsonl go")
    parser.add_argument("--by-writer", action="store_true", help="hold out whole writers")
    asked = parser.parse_args()
    _write(asked.folder, folds_by_writer() if asked.by_writer else _by_line)


def _by_line(key: int) -> int:
    return key % FOLDS


def _write(folder: Path, fold_of: Callable[[int], int]) -> None:
    examples = [
        Example(
            key=(key := key_of(message.get(TEXT))),
            text=redact(message.get(TEXT)),
            language=labels_of(message)["language"],
            topics=() if is_fragment(message) else (message.get(INTENT),),
            role="" if is_fragment(message) else labels_of(message)["role"],
            marks=_marks(
                labels_of(message)["signals"],
                topic=message.get(INTENT),
                wants_human=bool(labels_of(message).get(_WANTS_HUMAN)),
            ),
            fold=fold_of(key),
        )
        for message in load_data(str(ROOT / "data" / "nlu")).intent_examples
    ]
    write_examples(folder / "learn.jsonl", examples)
    golds = (
        gold
        for file in sorted((ROOT / "tests" / "understanding").glob("*.jsonl"))
        for gold in read_gold(file)
    )
    write_examples(
        folder / "measure.jsonl",
        (
            Example(
                key=key_of(gold.text),
                text=redact(gold.text),
                language=gold.language,
                topics=gold.topics,
                role=gold.role or "",
                marks=_marks(
                    gold.signals, topic=gold.topics[0], wants_human=bool(gold.wants_human)
                ),
                fold=0,
            )
            for gold in golds
        ),
    )


def _marks(signals: Iterable[str], *, topic: str, wants_human: bool) -> tuple[str, ...]:
    asked = wants_human or topic == "talk_to_human"
    return (*sorted(signals), *([_WANTS_HUMAN] if asked else []))


if __name__ == "__main__":
    main()
