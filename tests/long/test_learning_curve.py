"""More examples must make understanding better, not worse: else some of them are labelled wrongly."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.stack import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long
_TRAININGS_S = 1800
_SLACK = 0.01  # a point: what chance alone does on a thousand messages


def test_more_examples_are_not_worse(tmp_path: Path) -> None:
    measured = tmp_path / "curve.jsonl"
    python = ROOT / ".venv" / "bin" / "python"
    subprocess.run(  # noqa: S603 - our own program
        [python, "-W", "ignore", "-m", "bot.evaluation.curve", "--into", measured],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        check=True,
        timeout=_TRAININGS_S,
    )
    rows: list[dict[str, Any]] = [json.loads(line) for line in measured.read_text().splitlines()]
    for language in ("fr", "nl"):
        own = [row for row in rows if row["language"] == language]
        for fewer, more in pairwise(own):
            assert more["examples"] > fewer["examples"]
            for figure in ("topic_right", "signals_f1"):
                assert more[figure] > fewer[figure] - _SLACK, (language, figure, own)
