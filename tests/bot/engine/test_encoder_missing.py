"""The real engine with the real model does not start on an encoder that is missing or altered: one line says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.engine.settings import ROOT
from bot.nlu.encoder_files import FOLDER
from bot.train import newest_model
from tests.bot.engine.fixtures.engine_process import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_START_S = 120
# The engine as it is, but for where the files of the encoder lie.
_PROGRAM = """
import sys
from pathlib import Path
from bot.nlu.encoder_files import FOLDER, EncoderFiles
checked = EncoderFiles.checked
EncoderFiles.checked = lambda folder=FOLDER: checked(folder, root=Path(sys.argv[1]))
from bot.engine.__main__ import main
main()
"""


def _unlink(file: Path) -> None:
    file.unlink()


def _alter(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


@pytest.mark.parametrize(
    ("harm", "said"),
    [(_unlink, "is missing"), (_alter, "is not the file of its manifest")],
)
def test_the_engine_ends_with_one_line(
    tmp_path: Path, harm: Callable[[Path], None], said: str
) -> None:
    if newest_model() is None:
        if os.environ.get("CI"):
            pytest.fail("CI must train a model before it runs these tests")
        pytest.skip("no model: make train")
    shutil.copytree(ROOT / FOLDER, tmp_path / FOLDER)
    harm(tmp_path / FOLDER / "encoder.onnx")
    secret = tmp_path / "engine.secret"
    secret.write_text("a" * 32)
    secret.chmod(0o600)
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "ignore", "-c", _PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "ENGINE_PORT": str(free_port()), "ENGINE_SECRET_FILE": str(secret)},
        capture_output=True,
        text=True,
        timeout=_START_S,
        check=False,
    )
    assert ended.returncode == 1
    last = ended.stderr.strip().splitlines()[-1]
    assert f"encoder.onnx {said}" in last
    assert "make encoder" in last
    assert "config.light.yml" in last
