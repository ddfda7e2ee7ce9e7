"""A model trained on a slice of data/nlu, once per session, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.nlu.interpreter import Interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "data" / "nlu"
_TRAINING_S = 300
_EXAMPLES = 60  # of each topic with the same role and signals
# Enough situations, questions and acts to tell apart; every one of them in both languages.
_TOPICS = (
    "sextortion_money",
    "feeling_bad",
    "out_of_scope",
    "offline_abuse",
    "talk_to_human",
    "exploitation",
    "affirm",
)


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole pipeline of config.yml, trained by `rasa train nlu` on a part of seven topics."""
    folder = tmp_path_factory.mktemp("nlu")
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    del config["policies"]
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    for language in ("fr", "nl"):
        for topic in _TOPICS:
            kept = folder / "data" / language / f"{topic}.yml"
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(
                _thinned((DATA / language / f"{topic}.yml").read_text("utf-8")), "utf-8"
            )
    subprocess.run(  # noqa: S603 - our own interpreter
        [
            *(sys.executable, "-W", "ignore", "-m", "rasa", "train", "nlu"),
            *("--config", str(folder / "config.yml"), "--nlu", str(folder / "data")),
            *("--out", str(folder), "--fixed-model-name", "small"),
        ],
        check=True,
        cwd=ROOT,
        capture_output=True,
        timeout=_TRAINING_S,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    return folder / "small.tar.gz"


def _thinned(text: str) -> str:
    """Keep the first examples of each block: a training of half a minute."""
    kept, count = [], 0
    for line in text.splitlines(keepends=True):
        is_example = line.startswith("    - ")
        count = count + 1 if is_example else 0
        if not is_example or count <= _EXAMPLES:
            kept.append(line)
    return "".join(kept)


@pytest.fixture(scope="session")
def interpreter(small_model: Path) -> Interpreter:
    return Interpreter.load(small_model)


def blocks(language: str, topic: str) -> Iterator[dict[str, Any]]:
    """The blocks of one file of data/nlu as YAML gives them."""
    text = (DATA / language / f"{topic}.yml").read_text(encoding="utf-8")
    yield from yaml.load(text, Loader=yaml.CSafeLoader)["nlu"]
