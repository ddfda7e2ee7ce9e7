from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import yaml

from bot.nlu.redaction import key_of
from encoder.writers import folds_by_writer, slice_of_line, spread
from tests.bot.nlu.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_no_writer_is_in_two_folds_and_the_folds_are_about_as_large() -> None:
    names = list(slice_of_line().values())
    folds = spread(names)
    for language in ("fr", "nl"):
        sizes = Counter(folds[name] for name in names if name.startswith(f"{language}-"))
        assert 0.4 < sizes[0] / sizes.total() < 0.6


def test_most_lines_have_a_writer() -> None:
    slices = slice_of_line()
    lines = list(_lines())
    assert sum(key_of(line) in slices for line in lines) / len(lines) > 0.9


def test_a_line_follows_its_writer_and_one_without_goes_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "slices.tsv"
    file.write_text("fr-A01\t0a\nfr-A01\t0b\nfr-B01\t0c\n", "utf-8")
    fold = folds_by_writer(file)
    assert fold(0x0A) == fold(0x0B) != fold(0x0C)
    assert {fold(0xF0), fold(0xF1)} == {0, 1}


def _lines() -> Iterator[str]:
    for file in DATA.glob("*/*.yml"):
        for block in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            yield from (line[2:] for line in block["examples"].splitlines())
