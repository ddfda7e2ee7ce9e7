"""Redacts data/nlu and tests/understanding for the network and puts typing slips right: run by the engine's own Python.

`.venv/bin/python -m encoder.prepare FOLDER` writes learn.jsonl and measure.jsonl, so that the network
learns exactly the texts that the pipeline will show it. The folds are by line, as the model will know each
writer's other lines; with `--by-writer` they are by writer, to compare models (`make compare`).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from tqdm import tqdm

from bot.evaluation.gold import read_gold
from bot.nlu.component import is_fragment, labels_of
from bot.nlu.redaction import key_of, redact
from bot.nlu.spelling import Speller, corrected, words_in_use
from bot.nlu.tokenizer import words_of
from encoder.examples import FOLDS, Example, write_examples
from encoder.writers import folds_by_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.nlu.words import Word

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
    lines = load_data(str(ROOT / "data" / "nlu")).intent_examples
    texts = [
        _Text.of(line.get(TEXT), labels_of(line)["language"])
        for line in tqdm(lines, unit="line", leave=False)
    ]
    speller = Speller(**words_in_use((text.language, text.words) for text in texts))
    examples = [
        Example(
            key=(key := key_of(line.get(TEXT))),
            text=text.corrected(speller),
            language=text.language,
            topics=() if is_fragment(line) else (line.get(INTENT),),
            role="" if is_fragment(line) else labels_of(line)["role"],
            marks=_marks(
                labels_of(line)["signals"],
                topic=line.get(INTENT),
                wants_human=bool(labels_of(line).get(_WANTS_HUMAN)),
            ),
            fold=fold_of(key),
        )
        for line, text in zip(lines, texts, strict=True)
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
                text=_Text.of(gold.text, gold.language).corrected(speller),
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


class _Text(NamedTuple):
    """A text as the pipeline has it before the network reads it."""

    redacted: str
    language: str
    words: Sequence[Word]

    @classmethod
    def of(cls, text: str, language: str) -> _Text:
        redacted = redact(text)
        return cls(redacted, language, words_of(redacted, language))

    def corrected(self, speller: Speller) -> str:
        return corrected(self.redacted, speller.right(self.words, self.language))


def _marks(signals: Iterable[str], *, topic: str, wants_human: bool) -> tuple[str, ...]:
    asked = wants_human or topic == "talk_to_human"
    return (*sorted(signals), *([_WANTS_HUMAN] if asked else []))


if __name__ == "__main__":
    main()
