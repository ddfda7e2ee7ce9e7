from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.content import ROOT, Content
from tests.bot.dialogue.chat import Chat
from tests.bot.dialogue.small_content import small_content, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("content"), small_content())


@pytest.fixture(scope="session")
def content(small_root: Path) -> Content:
    return Content.load(small_root)


@pytest.fixture(scope="session")
def real_content() -> Content:
    return Content.load(ROOT)


@pytest.fixture
def chat(content: Content) -> Chat:
    return Chat(content)
