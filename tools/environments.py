"""Builds the two Python environments from their hashed locks, and finds or gets Node."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import stamps
from console import ROOT, quiet
from uv import ensure_uv, index_for_uv

if TYPE_CHECKING:
    from pathlib import Path

ENGINE = ROOT / ".venv"
ENCODER = ROOT / "encoder" / ".venv"
SERVICE = ROOT / "service" / ".venv"
_NODE = ROOT / ".tools" / "node"
_OLDEST_NODE = (20, 19)  # as web/package.json
_PYTHONS = {"engine": (ENGINE, "3.10"), "service": (SERVICE, "3.12")}


def ensure_python(name: str, *, dev: bool = False) -> Path:
    """Make the environment `engine` or `service` match its lock; returns its python.

    With `dev` the test tools are in it, too. An environment that has them already is left alone
    when only the plain one is asked for, so that `make run` after `make test` starts at once.
    """
    python = _synced(name, dev=dev)
    if name == "engine":
        _remove_example_conversations(python.parent.parent)
    return python


def _remove_example_conversations(folder: Path) -> None:
    """Take the test conversations of `rasa init`'s example out of the environment.

    A plain `rasa test` plays every `test_*.yml` with stories below the project, so below .venv, too,
    and would count the example's moods and greetings as failures of our bot.
    """
    for file in folder.glob("lib/python*/site-packages/rasa/cli/initial_project/tests/test_*.yml"):
        file.unlink()


def _synced(name: str, *, dev: bool) -> Path:
    folder, version = _PYTHONS[name]
    locks = {kind: ROOT / "requirements" / f"{name}{kind}.txt" for kind in ("", "-dev")}
    wanted = {kind: stamps.digest([lock], version) for kind, lock in locks.items()}
    python = folder / "bin" / "python"
    enough = {wanted["-dev"]} if dev else set(wanted.values())
    if python.exists() and stamps.read(name) in enough:
        return python
    uv = ensure_uv()
    if not python.exists():
        quiet(
            [uv, "venv", "--quiet", "--python", version, folder],
            what=f"Python {version} for the {name}",
            remedy=f"install Python {version} so that `python{version}` is found, then run again",
        )
    lock = locks["-dev" if dev else ""]
    quiet(
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, lock],
        what=f"packages of the {name}",
        remedy="check the internet connection and the free space on this disk, then run again",
        env=index_for_uv(),
    )
    stamps.write(name, wanted["-dev" if dev else ""])
    return python


def ensure_encoder_python() -> Path:
    """Build the environment in which the encoder is made, by pip: it finds a CPU build of torch.

    It stands outside the locks: torch is another file on each kind of machine.
    """
    wishes = ROOT / "encoder" / "requirements.txt"
    python = ENCODER / "bin" / "python"
    wanted = stamps.digest([wishes], "3.11")
    if python.exists() and stamps.read("encoder") == wanted:
        return python
    quiet(
        [ensure_uv(), "venv", "--quiet", "--clear", "--seed", "--python", "3.11", ENCODER],
        what="Python 3.11 for the encoder",
        remedy="install Python 3.11 so that `python3.11` is found, then run again",
        env=index_for_uv(),
    )
    quiet(
        [python, "-m", "pip", "install", "--quiet", "-r", wishes],
        what="packages of the encoder (torch: some hundred MB)",
        remedy="check the internet connection and the free space on this disk, then run again",
    )
    stamps.write("encoder", wanted)
    return python


def ensure_node() -> dict:
    """Return the environment variables with a Node of at least version 20.19 first on the path."""
    if not _node_is_new_enough() and not (_NODE / "bin" / "npm").exists():
        uv = ensure_uv()
        quiet(
            [uv, "venv", "--quiet", "--python", "3.12", _NODE],
            what="a place for Node",
            remedy="install Python 3.12 or Node 22, then run again",
        )
        lock = ROOT / "requirements" / "node.txt"
        quiet(
            [
                uv,
                "pip",
                "sync",
                "--quiet",
                "--require-hashes",
                "--python",
                _NODE / "bin/python",
                lock,
            ],
            what="Node from the Python package index",
            remedy="install Node 20.19 or newer yourself, then run again",
            env=index_for_uv(),
        )
    if _node_is_new_enough():
        return {}
    return {"PATH": f"{_NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def _node_is_new_enough() -> bool:
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    try:
        answer = subprocess.run(
            ["node", "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    version = re.match(r"v(\d+)\.(\d+)", answer)
    return version is not None and tuple(map(int, version.groups())) >= _OLDEST_NODE
