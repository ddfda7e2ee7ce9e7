"""The engine starts without TensorFlow, and a component that needs it would still get it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.train import newest_model

ROOT = Path(__file__).resolve().parents[3]
_OPENS = """
import sys
from pathlib import Path
from bot.engine.archive import allowed_by
from bot.engine.dialogue_face import ProjectDialogue
from bot.engine.opening import Project

root = Path.cwd()
Project(root, "actions", ProjectDialogue, allowed_by(root / "config.yml")).open(Path(sys.argv[1]))
print("tensorflow" in sys.modules)
"""
_USES = """
import sys
from bot.engine.border.lean import put_off_tensorflow

put_off_tensorflow()
import rasa.utils.train_utils
before = "tensorflow" in sys.modules
found = rasa.utils.train_utils.init_split_entities(True, True)
from rasa.utils import train_utils
print(before, "tensorflow" in sys.modules, found, train_utils.__file__.endswith("train_utils.py"))
"""


def _printed(program: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "ignore", "-c", program, *arguments],
        cwd=ROOT,
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    return done.stdout.strip()


def test_a_model_is_opened_without_tensorflow() -> None:
    model = newest_model()
    assert model is not None
    assert _printed(_OPENS, str(model)) == "False"


def test_what_is_put_off_is_imported_when_it_is_used() -> None:
    before, after, *found, whole = _printed(_USES).split(" ")
    assert (before, after, whole) == ("False", "True", "True")
    assert "".join(found).startswith("{")
