"""A place of its own for the tools: their files, a uv that only notes what it is asked, no network."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
# It makes what `uv venv` makes, and like any child it reads its stdin to the end if it is given one.
_UV = """#!/bin/sh
if [ "$1" = --version ]; then echo "uv VERSION"; exit; fi
echo "$@" >> FOLDER/uv-calls
cat > /dev/null
if [ -e FOLDER/uv-waits ]; then : > FOLDER/uv-began; exec sleep 600; fi
for last; do :; done
if [ "$1" = venv ]; then mkdir -p "$last/bin"; cp FOLDER/python "$last/bin/python"; fi
"""


@dataclass(frozen=True)
class Project:
    """A copy of the tools and what they read, in a folder that the test may change."""

    folder: Path

    @property
    def uv_calls(self) -> str:
        """What uv was asked, one call a line."""
        file = self.folder / "uv-calls"
        return file.read_text("utf-8") if file.exists() else ""

    def script(self, place: str, text: str) -> Path:
        """Write a program into the project."""
        file = self.folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        file.chmod(0o755)
        return file

    def copy(self, *parts: str) -> None:
        """Copy files and folders of the real project."""
        for part in parts:
            source, target = ROOT / part, self.folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)

    def start(
        self, *command: str, stdin: int = subprocess.DEVNULL, **environment: str
    ) -> subprocess.Popen[str]:
        """Start a command in a group of its own, as a terminal does."""
        return subprocess.Popen(  # noqa: S603 - our own programs
            command,
            cwd=self.folder,
            env=plain_environment() | environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(
        self, *command: str, lines: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, `lines` on its stdin."""
        process = self.start(*command, stdin=subprocess.PIPE, **environment)
        try:
            out, err = process.communicate(lines, timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def python(self, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run code that imports the tools, as a script among them would."""
        path = str(self.folder / "tools")
        return self.run(sys.executable, "-c", code, PYTHONPATH=path, **environment)


def plain_environment() -> dict[str, str]:
    """Leave out what the caller's `make` and terminal have set."""
    left_out = {"PORT", "ENGINE_PORT", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PIP_INDEX_URL"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in left_out and not name.startswith("UV_")
    }


def wait_until(happened: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Look until something has happened."""
    end = time.monotonic() + patience_s
    while not happened():
        assert time.monotonic() < end, f"not {what} after {patience_s} s"
        time.sleep(0.02)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.copy("tools", "requirements", "Makefile", "Procfile", "web/package.json")
    lock = (ROOT / "requirements" / "uv.txt").read_text("utf-8")
    version = re.search(r"^uv==(\S+)", lock, re.MULTILINE)
    assert version
    text = _UV.replace("VERSION", version[1]).replace("FOLDER", str(tmp_path))
    made.script(".tools/uv/bin/uv", text)
    made.script("python", "#!/bin/sh\ncat > /dev/null\n")
    return made
