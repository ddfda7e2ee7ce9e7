"""The committed tagger of redaction is what its sources make."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.stack import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long
_TRAINING_S = 1200
_TRAIN = """
import sys
from pathlib import Path
from bot.train_tagger import all_marked, train
train(all_marked(), Path(sys.argv[1]))
"""


def test_the_same_messages_give_the_same_file(tmp_path: Path) -> None:
    again = tmp_path / "again.crfsuite"
    subprocess.run(  # noqa: S603 - our own program
        [ROOT / ".venv" / "bin" / "python", "-W", "ignore", "-c", _TRAIN, again],
        cwd=ROOT,
        check=True,
        timeout=_TRAINING_S,
    )
    assert again.read_bytes() == (ROOT / "bot" / "nlu" / "tagger.crfsuite").read_bytes()
