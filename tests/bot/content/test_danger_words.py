"""The floor that the service reads without the engine: written folded, no figures of speech."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest

_NOT_IN_WORDS = re.compile(r"[^\w']+")


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return _NOT_IN_WORDS.sub(" ", letters).strip()


def _finds(phrases: list[str], text: str) -> bool:
    pattern = "|".join(re.escape(phrase) for phrase in phrases)
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", _fold(text)) is not None


@pytest.fixture(scope="session")
def phrases(facts: dict[str, Any]) -> list[str]:
    lists = facts["danger_words"]
    return [*lists["fr"], *lists["nl"]]


def test_each_phrase_is_folded_and_stands_once(facts: dict[str, Any]) -> None:
    assert set(facts["danger_words"]) == {"fr", "nl"}
    for listed in facts["danger_words"].values():
        assert len(set(listed)) == len(listed) >= 40
        assert [_fold(phrase) for phrase in listed] == listed


@pytest.mark.parametrize(
    "text",
    [
        "jveux mourir",
        "G pris des cachets",
        "Je n'en peux plus, je veux plus être là",
        "il est devant ma porte !!",
        "il veut que je me coupe devant la cam",
        "kms",
        "kwil ni meer leven",
        "ik ga mezelf iets aandoen",
        "kheb pillen genomen",
        "hij staat aan de deur",
        "ze willen dat ik me snij",
    ],
)
def test_danger_is_heard(text: str, phrases: list[str]) -> None:
    assert _finds(phrases, text)


@pytest.mark.parametrize(
    "text",
    [
        "mdr je suis mort de rire",
        "mes parents vont me tuer si ils savent",
        "j'ai trop chaud je crève",
        "il me suit sur insta",
        "il me tient avec mes photos",
        "mijn ouders gaan mij vermoorden",
        "ik ga dood van schaamte",
        "hij volgt mij op tiktok",
        "ik stap eruit, uit die groep",
        "ik ben kapot van de training",
    ],
)
def test_figures_of_speech_are_left_to_the_reading(text: str, phrases: list[str]) -> None:
    assert not _finds(phrases, text)
