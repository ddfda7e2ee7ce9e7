"""Both languages are tested alike: the same conversations, the same steps."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

_HERE = Path(__file__).resolve().parent
_LANGUAGES = ("fr", "nl")


def _files(language: str) -> set[Path]:
    return {file.relative_to(_HERE / language) for file in (_HERE / language).glob("**/*.yml")}


def test_each_conversation_exists_in_both_languages() -> None:
    french, dutch = (_files(language) for language in _LANGUAGES)
    assert french == dutch


@pytest.mark.parametrize("file", sorted(_files("fr") & _files("nl")), ids=str)
def test_a_conversation_has_the_same_steps_in_both_languages(file: Path) -> None:
    french, dutch = (
        [
            [name for name in step if name != "misread"]
            for step in yaml.safe_load((_HERE / language / file).read_text("utf-8"))["steps"]
        ]
        for language in _LANGUAGES
    )
    assert french == dutch
