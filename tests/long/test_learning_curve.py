"""More examples must make understanding better, not worse: else some of them are labelled wrongly."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import pairwise
from typing import Any

import pytest

from tests.support.stack import ROOT

pytestmark = pytest.mark.long
_TRAININGS_S = 1800
_SLACK = 0.01  # a point: what chance alone does on a thousand messages


def test_more_examples_are_not_worse() -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [ROOT / ".venv" / "bin" / "python", "-W", "ignore", "-m", "bot.evaluation.curve", "--json"],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=_TRAININGS_S,
    )
    rows: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    for language in ("fr", "nl"):
        own = [row for row in rows if row["language"] == language]
        for fewer, more in pairwise(own):
            assert more["examples"] > fewer["examples"]
            for figure in ("topic_right", "signals_f1"):
                assert more[figure] > fewer[figure] - _SLACK, (language, figure, own)
