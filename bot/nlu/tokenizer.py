"""Cuts a message into words and gives each its normal form: no accents, text-speak spelt out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import spacy
import yaml
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: TC002 - Rasa looks it up

from bot.nlu.component import HERE, MessageComponent
from bot.nlu.fold import fold
from bot.nlu.language import LanguageIdentifier
from bot.nlu.words import LANGUAGE, LANGUAGES, Derived, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rasa.shared.nlu.training_data.message import Message

WORDS = "words"
_LONGEST = 40  # a longer "word" is no word: base64, a held key
_ENDLESS = re.compile(r"\S{101,}")
_HELD_KEY = re.compile(r"(.)\1{2,}")
_AMOUNT = re.compile(r"\d{3,}")
_EMERGENCY = frozenset({"100", "101", "102", "103", "106", "107", "112", "116000", "1712", "1813"})


def words_of(text: str, language: str) -> list[Word]:
    """Cut a text into words with their normal forms and their places in the text."""
    # The zone makes spaCy forget the words of a message with the message.
    with _pipeline(language).memory_zone():
        return _cut(text, language)


def _cut(text: str, language: str) -> list[Word]:
    folded = fold(text)
    forms = _normal_forms(language)
    # spaCy takes minutes over a run of 100 kB; the blanks keep what follows in its place.
    text = _ENDLESS.sub(lambda run: run[0][:_LONGEST].ljust(len(run[0])), folded.text)
    nlp = _pipeline(language)
    words: list[Word] = []
    for token in nlp.make_doc(text):
        if token.is_space:
            continue
        start, end = folded.source(token.idx, token.idx + len(token.text))
        normal = _normal(token.text)
        words.extend(Word(part, start, end) for part in forms.get(normal, normal).split())
    return words


def remember(words: Iterable[str]) -> None:
    """Keep these words, which everybody uses, beyond a message: that halves the time of cutting."""
    known = [*words]
    for language in ("fr", "nl"):
        nlp = _pipeline(language)
        for word in known:
            nlp.make_doc(word)


def _normal(word: str) -> str:
    plain = _HELD_KEY.sub(r"\1\1", word.strip("'"))[:_LONGEST] or word[:_LONGEST]
    if plain in _EMERGENCY:
        return plain
    # How much is asked for does not matter, that it is an amount of so many digits does.
    return _AMOUNT.sub(lambda digits: "#" * len(digits[0]), plain)


@cache
def _pipeline(language: str) -> Any:
    """Make a blank pipeline: the tokenizer's rules without any model."""
    nlp = spacy.blank(language if language in {"fr", "nl", "en", "de"} else "xx")
    nlp.max_length = 1_000_000
    return nlp


@cache
def _normal_forms(language: str) -> Mapping[str, str]:
    file = HERE / "normal_forms" / f"{language}.yml"
    if not file.exists():
        return {}
    forms: Mapping[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return forms


class NormalisingTokenizer(MessageComponent):
    """Adds the words of the message."""

    needs = (LanguageIdentifier,)

    def __init__(self, *args: Any) -> None:
        """Make the pipelines now: the first message must not wait, nor each worker make its own."""
        super().__init__(*args)
        for language in LANGUAGES:
            words_of("", language)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Cut the examples, which are nobody's: their words may stay, which halves the time."""
        for example in training_data.training_examples:
            example.set(WORDS, Derived(_cut(example.get(TEXT) or "", example.get(LANGUAGE))))
        return training_data

    def read(self, message: Message) -> None:
        """Cut the redacted text by the rules of the message's language."""
        message.set(WORDS, Derived(words_of(message.get(TEXT) or "", message.get(LANGUAGE))))
