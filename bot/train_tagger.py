"""Trains the tagger of redaction: `python -m bot.train_tagger` (`make tagger`), some fifteen seconds.

From the marked messages of data/redaction to bot/nlu/tagger.crfsuite, which is committed: the same messages
give the same file. A changed tagger changes what the encoder and the model learn from: train them anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pycrfsuite

from bot.evaluation.redaction import Marked, read_marked
from bot.nlu.fold import fold
from bot.nlu.pieces import Pieces
from bot.nlu.redaction import finds_of_rules
from bot.nlu.tagger import FILE, OTHER, TAUGHT, features

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCES = Path(__file__).resolve().parent.parent / "data" / "redaction"
# Chosen by training on one writer's messages and measuring on the other's (November 2026).
_SETTINGS = {
    "c1": 0.3,
    "c2": 0.1,
    "max_iterations": 200,
    "feature.minfreq": 1,
    "feature.possible_transitions": True,
}


def main() -> None:
    """Train on all of data/redaction."""
    messages = [marked for file in sorted(SOURCES.glob("*.txt")) for marked in read_marked(file)]
    train(messages, FILE)
    sys.stderr.write(f"✓ {FILE.name} from {len(messages)} messages: commit it with them\n")


def train(messages: Iterable[Marked], target: Path) -> None:
    """Learn from marked messages, and write the file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for marked in messages:
        pieces = Pieces(fold(marked.text))
        if not pieces.words:
            continue
        labels = _labels(pieces, marked)
        found = finds_of_rules(pieces)
        trainer.append(features(pieces, found), labels)
        # Once more as if no rule had found anything: what they miss is told by the rest.
        trainer.append(features(pieces, []), labels)
    trainer.set_params(_SETTINGS)
    trainer.train(str(target))


def _labels(pieces: Pieces, marked: Marked) -> list[str]:
    labels = []
    for start in pieces.starts:
        place = pieces.folded.offsets[start]
        kind = next((kind for first, end, kind in marked.spans if first <= place < end), OTHER)
        labels.append(TAUGHT.get(kind, OTHER))
    return labels


if __name__ == "__main__":
    main()
