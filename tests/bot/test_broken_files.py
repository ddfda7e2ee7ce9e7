"""`python -m bot.train` beside broken files: one line that says what to do, and nothing trained."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("actions", "bot", "content", "data", "requirements")
_FILES = ("config.yml", "config.light.yml", "domain.yml", "endpoints.yml", "credentials.yml")
_PATIENCE_S = 600  # how long it takes is not tested here
_ELSEWHERE = "config.other.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the Rasa project, with the pipeline that needs no encoder."""
    unread = shutil.ignore_patterns("__pycache__")
    for part in _PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=unread)
    for file in _FILES:
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / "service").mkdir()
    shutil.copy(ROOT / "service" / "texts.yml", tmp_path / "service" / "texts.yml")
    return tmp_path


def one_line_of_training(project: Path, config: str = "config.light.yml") -> str:
    """Train, which must fail; give the only line on the screen beside the bar."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot.train", "--force"],
        cwd=project,
        env={**os.environ, "NLU_CONFIG": config, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == ""
    shown = ended.stderr.replace("\r", "\n").splitlines()
    lines = [line for line in shown if line.strip() and not line.startswith("training the model")]
    assert len(lines) == 1, ended.stderr
    assert not [*project.glob("models/*")]
    return lines[0]


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("content/steps.yml", "a: 1\nb:\t2: x\n", "content/steps.yml, line 2"),
        ("content/steps.yml", "a: 1\nb: \x07\n", "content/steps.yml, line 2: an invisible"),
        ("content/steps.yml", "a: 2026-13-45\n", "content/steps.yml: month must be"),
        ("content/steps.yml", "# nothing yet\n", "content/steps.yml is empty"),
        ("domain.yml", "intents: [greet\n", "domain.yml, line 2"),
        ("endpoints.yml", "a: 'b\n", "endpoints.yml, line 2"),
        ("credentials.yml", "rest: {\n", "credentials.yml, line 2"),
        ("service/texts.yml", "opening: 'x\n", "service/texts.yml, line 2"),
        ("data/nlu/fr/greet.yml", "", "data/nlu/fr/greet.yml is empty"),
        ("data/nlu/fr/greet.yml", "nlu: é\n", "data/nlu/fr/greet.yml is not UTF-8"),
        ("data/rules/new.yml", "rules: [\n", "data/rules/new.yml, line 2"),
        ("data/stories/new.yml", "stories: *none\n", "data/stories/new.yml, line 1"),
        ("data/responses/new.yml", "# later\n", "data/responses/new.yml is empty"),
        ("data/responses/new.yml", "utter_x: []\n", "new.yml: begins with `responses:`"),
        ("data/responses/new.yml", "responses:\n", "new.yml: begins with `responses:`"),
        ("bot/lexicon/fr/harm.yml", "hit: [\n", "bot/lexicon/fr/harm.yml, line 2"),
        ("bot/lexicon/fr/harm.yml", "hit: [112]\n", "harm.yml, hit: a list of texts"),
        ("bot/lexicon/fr/harm.yml", "# hit\n", "harm.yml: a mapping"),
        ("bot/nlu/normal_forms/nl.yml", "k: 'x\n", "normal_forms/nl.yml, line 2"),
        ("bot/nlu/normal_forms/nl.yml", "no: neen\n", "nl.yml, False: form and normal form"),
        ("bot/nlu/patterns/fr.yml", "suicide: {any: [\n", "patterns/fr.yml, line 2"),
        ("bot/nlu/patterns/fr.yml", "suicide: {any: ['(']}\n", "'(' is no pattern"),
        ("bot/nlu/patterns/fr.yml", "suicide: {some: []}\n", "suicide: only `any` and `unless`"),
        ("config.yml", "pipeline: [\n", "config.yml, line 2"),
        ("config.light.yml", "policies: []\n", "config.light.yml: `pipeline:` needs a list"),
    ],
)
def test_a_broken_file_is_named_before_anything_is_trained(
    project: Path, file: str, content: str, told: str
) -> None:
    encoding = "latin-1" if "é" in content else "utf-8"
    (project / file).write_text(content, encoding=encoding)
    line = one_line_of_training(project)
    assert line.startswith("✗ ")
    assert told in line
    assert not (project / "var" / "train.log").exists()


def test_a_pipeline_of_another_name_is_looked_at_like_ours(project: Path) -> None:
    (project / _ELSEWHERE).write_text("pipeline:\n- nome: x\npolicies: []\n", encoding="utf-8")
    assert f"{_ELSEWHERE}: `pipeline:`" in one_line_of_training(project, _ELSEWHERE)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        (
            "data/rules/new.yml",
            'version: "3.1"\nrules:\n- rule: x\n  steps: 5\n',
            "data/rules/new.yml:3: Value '5' is not a list",
        ),
        (
            "config.light.yml",
            "recipe: default.v1\npipeline:\n- name: NoSuchPart\npolicies:\n- name: RulePolicy\n",
            "NoSuchPart",
        ),
        # Rasa itself falls over this one, without an error of its own.
        (
            "domain.yml",
            'version: "3.1"\nintents:\n- greet: 7\n',
            "a file does not say what Rasa expects",
        ),
    ],
)
def test_what_rasa_refuses_is_one_line_and_the_rest_is_in_the_log(
    project: Path, file: str, content: str, told: str
) -> None:
    for examples in (project / "data" / "nlu").rglob("*.yml"):
        if examples.name != "greet.yml":  # Rasa takes long to read all of them
            examples.unlink()
    (project / file).write_text(content, encoding="utf-8")
    line = one_line_of_training(project)
    assert line.startswith("✗ Training failed: ")
    assert told in line
    assert line.endswith("then run again (end of var/train.log).")
    log = (project / "var" / "train.log").read_text("utf-8")
    assert "Traceback" in log
    assert "Finished training component" not in log
