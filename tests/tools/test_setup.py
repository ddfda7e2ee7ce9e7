"""The set-up keeps the lines on stdin for the command itself, and ends calmly on Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING

from tests.tools.conftest import ROOT, Project, wait_until

if TYPE_CHECKING:
    import subprocess

_MESSAGES = "".join(f'{{"id": {number}, "text": "salut"}}\n' for number in range(3))
_TRAINING = ("actions", "bot", "content", "data", "service/texts.yml", "domain.yml")
_CONFIGS = ("config.yml", "config.light.yml", "endpoints.yml", "credentials.yml")


def interrupted(process: subprocess.Popen[str]) -> list[str]:
    """Press Ctrl-C: every process of the terminal's group gets the signal. Give the lines said."""
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    return [line for line in err.replace("\r", "\n").splitlines() if line.strip()]


def test_messages_for_make_understand_survive_a_whole_set_up(project: Project) -> None:
    """Environment and training read their stdin to the end here; the real reader follows."""
    project.script(
        "python",
        f"""#!/bin/sh
case "$2" in
  bot.understand) cd {ROOT} && exec .venv/bin/python -m bot.understand ;;
  *) echo "$@" >> {project.folder}/python-calls; cat > /dev/null ;;
esac
""",
    )
    answer = project.run("make", "-s", "understand", lines=_MESSAGES)
    assert answer.returncode == 0, answer.stderr
    readings = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [reading["id"] for reading in readings] == [0, 1, 2]
    assert "pip sync" in project.uv_calls
    assert (project.folder / "python-calls").read_text("utf-8") == "-m bot.train\n"


def test_ctrl_c_while_something_is_installed_is_one_calm_line(project: Project) -> None:
    (project.folder / "uv-waits").touch()
    process = project.start(sys.executable, "tools/setup.py", "service")
    wait_until((project.folder / "uv-began").exists, "installing")
    said, last = interrupted(process)
    assert said.startswith("… ")
    assert last == "✗ Stopped. The same command goes on where it was."


def test_ctrl_c_during_the_training_is_one_calm_line_and_leaves_no_half_model(
    project: Project,
) -> None:
    project.copy(*_TRAINING, *_CONFIGS)
    project.script("python", f'#!/bin/sh\nexec {ROOT}/.venv/bin/python "$@"\n')
    process = project.start(
        sys.executable, "tools/setup.py", "model", NLU_CONFIG="config.light.yml"
    )
    wait_until((project.folder / "var" / "train.log").exists, "training")
    lines = interrupted(process)
    said = [line for line in lines if not line.startswith(("… ", "✓ ", "training the model"))]
    assert said == ["✗ Stopped: no model was made."]
    assert not [*(project.folder / "models").iterdir()]


def test_ctrl_c_before_the_training_can_answer_is_one_calm_line_too(project: Project) -> None:
    began = project.folder / "training-began"
    project.script("python", f"#!/bin/sh\n: > {began}\nexec sleep 600\n")
    process = project.start(sys.executable, "tools/setup.py", "model")
    wait_until(began.exists, "training")
    assert interrupted(process)[-1] == "✗ Stopped. The same command goes on where it was."
