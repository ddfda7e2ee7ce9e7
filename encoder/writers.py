"""Who wrote which line of data/nlu, for comparing models on writers whom they have not read.

`data/slices.tsv` names a writer's slice for each line, by the line's key: children of one topic or kind, in
one language, by one writer. Lines that trainers add later are in none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from encoder.examples import FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FILE = Path(__file__).resolve().parent.parent / "data" / "slices.tsv"


def slice_of_line(file: Path = FILE) -> dict[int, str]:
    """Read the slice of each line by its key."""
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    return {int(key, 16): name for name, key in rows}


def folds_by_writer(file: Path = FILE) -> Callable[[int], int]:
    """Give a function from a line's key to its fold: no slice is in two, and all are about as large."""
    slices = slice_of_line(file)
    fold_of_slice = spread(slices.values())

    def fold(key: int) -> int:
        name = slices.get(key)
        return key % FOLDS if name is None else fold_of_slice[name]

    return fold


def spread(names: Iterable[str]) -> dict[str, int]:
    """Give each slice a fold: from the largest on, always the fold that has least of its language."""
    sizes: dict[str, int] = {}
    for name in names:
        sizes[name] = sizes.get(name, 0) + 1
    filled: dict[tuple[str, int], int] = {}
    folds: dict[str, int] = {}
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        language = name.partition("-")[0]
        fold = min(range(FOLDS), key=lambda fold: (filled.get((language, fold), 0), fold))
        filled[language, fold] = filled.get((language, fold), 0) + sizes[name]
        folds[name] = fold
    return folds
