"""The guide for newcomers names every module."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.engine

_FOLDER = Path(bot.engine.__file__).parent


@pytest.mark.parametrize("guide", [_FOLDER / "__init__.py", _FOLDER / "border" / "__init__.py"])
def test_every_module_is_in_the_guide(guide: Path) -> None:
    text = guide.read_text("utf-8")
    modules = {file.name for file in guide.parent.glob("*.py")} - {"__init__.py"}
    assert not [name for name in sorted(modules) if f"`{name}`" not in text]
