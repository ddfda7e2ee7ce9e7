"""The fixture project, trained once and kept while none of its files changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.bot.engine.fixtures.engine_process import Engine, running

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).resolve().parent / "fixtures"
_ROOT = _HERE.parents[3]
_KEPT = _ROOT / ".cache" / "engine-fixture"
_TRAINING_S = 240
# For the lane of `make test-long`: `--hypothesis-profile=long`.
settings.register_profile("long", max_examples=100_000, deadline=None)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with `first.tar.gz` and its card; not to be changed."""
    total = hashlib.sha256()
    for file in sorted((_HERE / "project").rglob("*")):
        if file.suffix in {".py", ".yml"} and "responses" not in file.parts:
            total.update(file.read_bytes())
    kept = _KEPT / total.hexdigest()[:16]
    if not kept.exists():
        made = tmp_path_factory.mktemp("trained")
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(_HERE / "train.py"), str(made)],
            check=True,
            capture_output=True,
            timeout=_TRAINING_S,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        )
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, kept, dirs_exist_ok=True)
    return kept


@pytest.fixture
def models(trained: Path, tmp_path: Path) -> Path:
    """A models folder of one's own with `first` and `second`, equal but for their names."""
    folder = tmp_path / "models"
    folder.mkdir()
    for end in (".tar.gz", ".json"):
        for name in ("first", "second"):
            shutil.copy(trained / f"first{end}", folder / f"{name}{end}")
    return folder


@pytest.fixture(scope="package")
def engine(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One running engine for all tests that leave its model and texts alone."""
    with running(trained / "first.tar.gz", tmp_path_factory.mktemp("engine")) as started:
        yield started
