"""Remembers what was built from which sources, so that nothing is built twice."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from console import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STAMPS = ROOT / ".tools" / "stamps"


def digest(paths: Iterable[Path], *extra: str) -> str:
    """Hash the names and contents of files; folders count with all files below them."""
    total = hashlib.sha256("\n".join(extra).encode())
    for path in sorted(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(str(file.relative_to(ROOT)).encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def read(name: str) -> str:
    """Give the stamp of a build, empty when it was never made."""
    file = STAMPS / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def write(name: str, value: str) -> None:
    """Record a finished build."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value, encoding="utf-8")
