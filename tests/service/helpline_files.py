"""Helplines in a test: a line is written with what the test is about, all else is filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_REST: dict[str, Any] = {
    "written": [],
    "hours": {"fr": "unknown", "nl": "unknown"},
    "for_whom": {"fr": "Tout le monde.", "nl": "Iedereen."},
    "source": "a test",
    "checked_on": date(2026, 11, 27),
}


def write_helplines(folder: Path, **lines: dict[str, Any]) -> Path:
    """Write content/helplines.yml; give its path."""
    path = folder / "helplines.yml"
    filled = {name: _REST | facts for name, facts in lines.items()}
    path.write_text(yaml.safe_dump(filled, allow_unicode=True), "utf-8")
    return path
