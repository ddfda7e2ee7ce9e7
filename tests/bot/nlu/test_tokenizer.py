from __future__ import annotations

import pytest

from bot.nlu.tokenizer import words_of


@pytest.mark.parametrize(
    ("language", "text", "normal"),
    [
        ("fr", "jsuis l'ami d'Élo", "je suis l ami d elo"),
        ("fr", "pk il arrêêêête pas", "pourquoi il arreete pas"),
        ("fr", "il veut 200€", "il veut ### euros"),
        ("fr", "appelle le 112", "appelle le 112"),
        ("nl", "kheb da nie gedaan", "ik heb dat niet gedaan"),
        ("nl", "wrm zegde ni", "waarom zegde niet"),
        ("nl", "1500 euro", "#### euro"),
    ],
)
def test_words_take_their_normal_form(language: str, text: str, normal: str) -> None:
    assert " ".join(word.normal for word in words_of(text, language)) == normal


def test_a_word_knows_its_place_in_the_message() -> None:
    text = "ouf, kheb Schrìk"
    assert [text[word.start : word.end] for word in words_of(text, "nl")] == [
        "ouf",
        ",",
        "kheb",
        "kheb",
        "Schrìk",
    ]
