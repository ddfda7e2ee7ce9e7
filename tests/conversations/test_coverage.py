"""Each situation is talked through in each way that children take it, and each signal is heard wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.labels import SITUATIONS, Signal

_HERE = Path(__file__).resolve().parent
_LANGUAGES = ("fr", "nl")
_WAYS = (
    "asks_in_between",
    "cannot",
    "changes_the_story",
    "cooperates",
    "goes_silent",
    "is_a_friend",
    "is_an_adult",
    "is_under_13",
)
_PLACES = ("at_first", "in_passing", "in_the_middle")
_LEAST = 170  # of issue 6, in each language
_OWED = [Path(situation, f"{way}.yml") for situation in SITUATIONS for way in _WAYS]
_OWED += [Path("signals", f"{signal.value}_{place}.yml") for signal in Signal for place in _PLACES]


@pytest.mark.parametrize("language", _LANGUAGES)
def test_each_way_through_each_situation_is_a_conversation(language: str) -> None:
    missing = [file.as_posix() for file in _OWED if not (_HERE / language / file).is_file()]
    assert not missing, f"no conversation for {', '.join(missing)}"


@pytest.mark.parametrize("language", _LANGUAGES)
def test_there_are_enough(language: str) -> None:
    assert len(list((_HERE / language).glob("**/*.yml"))) >= _LEAST
