"""Trains the tagger of redaction: `python -m bot.train_tagger` (`make tagger`), four minutes.

From the marked messages of data/redaction to bot/nlu/tagger.crfsuite, which is committed: the same messages
give the same file. Beside it tagger.json says what it was learnt from. A changed tagger changes what the encoder
and the model learn from: train them anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pycrfsuite

from bot.evaluation.redaction import Marked, read_marked
from bot.nlu.fold import fold
from bot.nlu.pieces import Pieces
from bot.nlu.redaction import finds_of_rules
from bot.nlu.tagger import FILE, OTHER, TAUGHT, features
from encoder import noise
from encoder.noise import mistyped

if TYPE_CHECKING:
    from collections.abc import Iterable

MANIFEST = FILE.with_suffix(".json")
SOURCES = Path(__file__).resolve().parent.parent / "data" / "redaction"
_TIMES_MISTYPED = 2
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
    messages = all_marked()
    train(messages, FILE)
    MANIFEST.write_text(json.dumps(manifest(messages), indent=1) + "\n", "utf-8")
    sys.stderr.write(f"✓ {FILE.name} from {len(messages)} messages: commit it with them\n")


def all_marked() -> list[Marked]:
    """Read data/redaction."""
    return [marked for file in sorted(SOURCES.glob("*.txt")) for marked in read_marked(file)]


def manifest(messages: Iterable[Marked]) -> dict[str, str]:
    """Name by SHA-256 the committed file, and what it is learnt from: what is seen of each message, and its labels.

    Of the ways in which messages are mistyped it takes the source.
    """
    learnt = hashlib.sha256(repr((sorted(_SETTINGS.items()), _TIMES_MISTYPED)).encode())
    learnt.update(Path(noise.__file__).read_bytes())
    for marked in messages:
        pieces = Pieces(fold(marked.text))
        seen = (features(pieces, finds_of_rules(pieces)), _labels(pieces, marked))
        learnt.update(json.dumps(seen).encode())
    file = hashlib.sha256(FILE.read_bytes())
    return {"learnt_from": learnt.hexdigest(), "file": file.hexdigest()}


def train(messages: Iterable[Marked], target: Path) -> None:
    """Learn from marked messages, and write the file.

    Each is learnt as it stands; as if no rule had found anything, since what they miss is told by the rest;
    and mistyped, since a word on no list is more often a slip than a name.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    for marked in messages:
        random = Random(marked.text)  # noqa: S311 - noise, not a secret
        for each in (marked, *(_mistyped(marked, random) for _ in range(_TIMES_MISTYPED))):
            pieces = Pieces(fold(each.text))
            if not pieces.words:
                continue
            found, labels = finds_of_rules(pieces), _labels(pieces, each)
            trainer.append(features(pieces, found), labels)
            if found and each is marked:
                trainer.append(features(pieces, []), labels)
    trainer.set_params(_SETTINGS)
    trainer.train(str(target))


def _mistyped(marked: Marked, random: Random) -> Marked:
    """Type the message badly, each mark by itself, so that it stays known where it stands."""
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = end = 0
    for start, stop, kind in (*marked.spans, (len(marked.text), len(marked.text), "")):
        for piece, of_mark in ((marked.text[end:start], False), (marked.text[start:stop], True)):
            parts.append(mistyped(piece, random))
            if of_mark:
                spans.append((length, length + len(parts[-1]), kind))
            length += len(parts[-1])
        end = stop
    return replace(marked, text="".join(parts), spans=tuple(spans[:-1]))


def _labels(pieces: Pieces, marked: Marked) -> list[str]:
    labels = []
    for start in pieces.starts:
        place = pieces.folded.offsets[start]
        kind = next((kind for first, end, kind in marked.spans if first <= place < end), OTHER)
        labels.append(TAUGHT.get(kind, OTHER))
    return labels


if __name__ == "__main__":
    main()
