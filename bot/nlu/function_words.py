"""The small words by which languages differ, and a few lines of the languages that we do not learn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.nlu.words import LANGUAGES

_FOLDER = Path(__file__).resolve().parent / "languages"


def function_words(language: str) -> list[str]:
    """Give the words that this language alone uses among ours."""
    return lines_of(f"{language}.words")


@lru_cache(maxsize=1)
def languages_of_word() -> dict[str, list[str]]:
    """Tell for each of these words which language uses it."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES[:-1]:
        for word in function_words(language):
            found.setdefault(word, []).append(language)
    return found


def lines_of(name: str) -> list[str]:
    """Read a list of bot/nlu/languages."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
