from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.content import ROOT, Content
from bot.project_files import load_yaml


@pytest.fixture(scope="session")
def content() -> Content:
    return Content.load(ROOT)


@pytest.fixture(scope="session")
def variations() -> dict[str, list[dict[str, Any]]]:
    """Every response as it stands in the files: name → its variations."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((ROOT / "data" / "responses").glob("*.yml")):
        found.update(load_yaml(path)["responses"])
    return found


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    """Every file of content/ as it stands: name → what is in it."""
    return {path.stem: load_yaml(path) for path in sorted((ROOT / "content").glob("*.yml"))}
