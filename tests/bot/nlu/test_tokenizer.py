from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.tokenizer import WORDS, NormalisingTokenizer, words_of

if TYPE_CHECKING:
    from rasa.engine.storage.storage import ModelStorage


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


def test_an_example_is_cut_as_a_message_is() -> None:
    tokenizer = NormalisingTokenizer({}, cast("ModelStorage", None), Resource("tokenizer"))
    texts = {
        "fr": "jsuis chez l'ami d'Élo, il veut 200€",
        "nl": "kheb da nie gedaan :( wrm zegde ni",
    }
    read, learnt = (
        [Message({"text": text, "language": language}) for language, text in texts.items()]
        for _ in range(2)
    )
    tokenizer.process(read)
    tokenizer.process_training_data(TrainingData(learnt))
    assert [[*line.get(WORDS)] for line in read] == [[*line.get(WORDS)] for line in learnt]
    assert all(line.get(WORDS) for line in read)
