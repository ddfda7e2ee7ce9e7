"""`python -m service` beside broken files or without its database: one line that says what to do, before anything is served."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 60
_OWN: dict[str, object] = yaml.safe_load((ROOT / "service" / "texts.yml").read_text("utf-8"))
_SAFE = "{text: Je reste ici, advice: [call_116000]}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the service and of what it reads."""
    unread = shutil.ignore_patterns(".venv", "__pycache__")
    for part in ("service", "content", "bot"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=unread)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "engine.secret").write_text("not much of a secret", "utf-8")
    return tmp_path


def ended(
    project: Path, *arguments: str, database_url: str = "sqlite:///var/chat.db"
) -> subprocess.CompletedProcess[str]:
    # Port 0 would be any free one: a service that starts after all disturbs nobody.
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", *arguments],
        cwd=project,
        env={**os.environ, "PORT": "0", "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )


BROKEN = [
    ("content/danger_words.yml", "fr: [x\n", "content/danger_words.yml, line 2: "),
    ("content/danger_words.yml", "# fr\n", "danger_words.yml: a mapping"),
    ("content/danger_words.yml", "fr: [mourir]\nnl:\n", "danger_words.yml, nl: a list of phrases"),
    ("content/danger_words.yml", "fr: [mourir]\nnl: [1]\n", "nl: a list of phrases"),
    ("content/danger_words.yml", "fr: [x]\nnl: [\x07]\n", "danger_words.yml, line 2: an invisible"),
    ("content/danger_words.yml", "fr: [2026-13-45]\n", "danger_words.yml: month must be"),
    ("content/danger_words.yml", "fr: [é]\n", "danger_words.yml is not UTF-8"),
    ("content/safety_reply.yml", "fr: 'x\n", "content/safety_reply.yml, line 2: "),
    ("content/safety_reply.yml", f"fr: {_SAFE}\n", "safety_reply.yml, nl, text: a text"),
    (
        "content/safety_reply.yml",
        f"fr: {_SAFE}\nnl: {{text: x}}\n",
        "safety_reply.yml, nl, advice: a list",
    ),
    ("service/helpline_words.yml", "fr: {\n", "service/helpline_words.yml, line 2: "),
    ("service/helpline_words.yml", "fr: {said: x}\n", "helpline_words.yml, fr, said_with_hours: "),
    ("service/texts.yml", "opening: {\n", "service/texts.yml, line 2: "),
    ("service/texts.yml", "opening: x\n", "service/texts.yml, safety_reply, fr, text: a text"),
    (
        "service/texts.yml",
        yaml.safe_dump({**_OWN, "opening": {"fr": ["x"], "nl": ["x"]}}),
        "service/texts.yml, opening, both: a list of lines",
    ),
    (
        "service/texts.yml",
        yaml.safe_dump({**_OWN, "errors": {"empty": {"fr": "x"}}}),
        "service/texts.yml, errors, internal, fr: a text",
    ),
    (
        "service/texts.yml",
        yaml.safe_dump({**_OWN, "errors": {"internal": {"fr": "x"}, "empty": "x"}}),
        "service/texts.yml, errors, empty, fr: a text",
    ),
]


@pytest.mark.parametrize(("file", "content", "told"), BROKEN)
def test_a_service_with_a_broken_file_does_not_start(
    project: Path, file: str, content: str, told: str
) -> None:
    encoding = "latin-1" if "é" in content else "utf-8"
    (project / file).write_text(content, encoding=encoding)
    answer = ended(project, "service")
    assert answer.returncode == 1
    assert answer.stdout == ""
    (line,) = answer.stderr.splitlines()
    assert line.startswith("✗ ")
    assert told in line


def test_a_command_with_a_broken_file_says_the_same(project: Path) -> None:
    (project / "content" / "danger_words.yml").write_text("fr: [x\n", "utf-8")
    answer = ended(project, "service.cli", "staff", "list")
    assert answer.returncode == 1
    (line,) = answer.stderr.splitlines()
    assert "content/danger_words.yml, line 2: " in line


@pytest.mark.parametrize(
    ("database_url", "told"),
    [
        ("mysql://chat:secret@localhost/chat", "DATABASE_URL must look like"),
        ("var/chat.db", "DATABASE_URL must look like"),
        ("postgresql://chat:secret@127.0.0.1:1/chat", "start it, or correct DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_one_line(
    project: Path, database_url: str, told: str
) -> None:
    answer = ended(project, "service", database_url=database_url)
    assert answer.returncode == 1
    (line,) = answer.stderr.splitlines()
    assert line.startswith("✗ ")
    assert told in line
    assert "secret" not in line
