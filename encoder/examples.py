"""The labelled messages that the network learns from, and those that it is measured on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDS = 2


@dataclass(frozen=True)
class Example:
    """One redacted message. `topics` are those that count as right, the best first; a fragment has none, nor a role.

    `key` names it by a hash of the line as it was written, so that it stays the same when redaction
    learns to take out more. `fold` says which of the networks trained for comparing has not seen it.
    """

    key: int
    text: str
    language: str
    topics: tuple[str, ...]
    role: str
    marks: tuple[str, ...]
    fold: int


def read_examples(file: Path) -> list[Example]:
    """Read what `write_examples` wrote."""
    rows = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return [
        Example(**{**row, "topics": tuple(row["topics"]), "marks": tuple(row["marks"])})
        for row in rows
    ]


def write_examples(file: Path, examples: Iterable[Example]) -> None:
    """Write one JSON object per line."""
    lines = (json.dumps(asdict(example), ensure_ascii=False) for example in examples)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
