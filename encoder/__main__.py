"""`make encoder`: from the pretrained weights to encoder/model/, which is committed.

Trains three networks: one on all of data/nlu, which is exported, and one without each of two folds,
whose scores for that fold are kept. Finished ones are kept in var/encoder until their examples
change, so that a run that was cut off goes on. With `--compare FOLDER` only the folds are trained, on what
`encoder.prepare` wrote to that folder, and their scores go there.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import multiprocessing
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from encoder import card, figures
from encoder.building import ALL, WORK, Base, base, restored, train_one
from encoder.examples import FOLDS, Example, read_examples
from encoder.export import export
from encoder.outputs import NAMES
from encoder.training import device_here, read

if TYPE_CHECKING:
    import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "encoder" / "model"


def main() -> None:
    """Train what is missing, then write the files of encoder/model/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, help="of each of two trainings at a time")
    parser.add_argument("--compare", type=Path, metavar="FOLDER", help="only the folds of this")
    asked = parser.parse_args()
    learn = (asked.compare or WORK) / "learn.jsonl"
    examples = read_examples(learn)
    digest = hashlib.sha256(learn.read_bytes()).hexdigest()[:12]
    # The longest first: the folds fill the other place meanwhile.
    names = (*(() if asked.compare else (ALL,)), *map(str, range(FOLDS)))
    states = {name: WORK / f"{digest}-{name}.pt" for name in names}
    start = base(examples)  # fetches what both trainings need, before they would fetch it at once
    _train_missing(learn, states, asked.threads or max(1, (os.cpu_count() or 2) // 2))
    if asked.compare:
        _write_scores(asked.compare, examples, _out_of_fold(examples, start, states))
        return
    with tempfile.TemporaryDirectory(dir=WORK) as made:
        _write(Path(made), examples, start, states)
        TARGET.mkdir(exist_ok=True)
        for file in Path(made).iterdir():
            shutil.copyfile(file, TARGET / file.name)
    sys.stderr.write(
        f"✓ {TARGET.relative_to(ROOT)}: commit it together with what it was made from\n"
    )


def _train_missing(learn: Path, states: dict[str, Path], threads: int) -> None:
    missing = {name: state for name, state in states.items() if not state.exists()}
    # Two trainings side by side do more in an hour than one with all threads; one GPU has no room.
    at_once = 1 if device_here() == "cuda" else 2
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(at_once, mp_context=context) as pool:
        for done in [
            pool.submit(train_one, name, learn, state, threads) for name, state in missing.items()
        ]:
            done.result()


def _write(folder: Path, examples: list[Example], start: Base, states: dict[str, Path]) -> None:
    whole = restored(start, states[ALL])
    measure = read_examples(WORK / "measure.jsonl")
    held_out = read(whole, start.tokenizer_json, [example.text for example in measure])
    out_of_fold = _out_of_fold(examples, start, states)
    (folder / "tokenizer.json").write_text(start.tokenizer_json, "utf-8")
    _write_scores(folder, examples, out_of_fold)
    export(whole, folder / "encoder.onnx")
    counts = collections.Counter(example.language for example in examples)
    card.write(
        folder,
        pieces=len(start.weights.tensors["emb.word"]),
        count=len(examples),
        languages=", ".join(f"{language} {count}" for language, count in counts.most_common()),
        measured=len(measure),
        held_out=figures.table(measure, held_out),
        out_of_fold=figures.table(examples, out_of_fold),
    )


def _out_of_fold(
    examples: list[Example], start: Base, states: dict[str, Path]
) -> npt.NDArray[np.float32]:
    """Read each example with the network that has not seen its fold: shape (examples, names)."""
    scores = np.zeros((len(examples), len(NAMES)), dtype=np.float32)
    for fold in range(FOLDS):
        rows = [at for at, example in enumerate(examples) if example.fold == fold]
        apart = restored(start, states[str(fold)])
        scores[rows] = read(apart, start.tokenizer_json, [examples[row].text for row in rows])
    return scores


def _write_scores(folder: Path, examples: list[Example], scores: npt.NDArray[np.float32]) -> None:
    """Write them sorted by the key of the line, each once."""
    keys = np.array([example.key for example in examples], dtype=np.uint64)
    keys, first = np.unique(keys, return_index=True)
    np.savez_compressed(
        folder / "out_of_fold.npz", keys=keys, scores=scores[first].astype(np.float16)
    )


if __name__ == "__main__":
    main()
