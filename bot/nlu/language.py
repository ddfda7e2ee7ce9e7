"""Says in which language a message is written: fr, nl, en, de or other."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: TC002 - Rasa looks it up
from scipy.sparse import vstack

from bot.nlu.component import MessageComponent, labels_of, metadata_of
from bot.nlu.fold import fold
from bot.nlu.function_words import function_words, languages_of_word, lines_of
from bot.nlu.linear import LinearModel, fit_balanced
from bot.nlu.redaction import PLACEHOLDER
from bot.nlu.vocabulary import Vocabulary
from bot.nlu.words import LANGUAGE, LANGUAGES, Word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from rasa.shared.nlu.training_data.message import Message

_SHARE = 3  # every third example: 8,000 lines tell two languages apart as well as 25,000 do
_HOMES = ("fr", "nl")
_ENOUGH = 1000  # characters; a longer message does not change its language for us


class LanguageIdentifier(MessageComponent):
    """Sets the language.

    `hint_bonus`: what the chat's language adds, in logits; `home_bonus`: what French and Dutch have
    ahead of the others, because nearly everybody writes in one of them.
    Learns fr and nl from data/nlu, the others from the lines in bot/nlu/languages.
    """

    _vocabulary: Vocabulary
    _model: LinearModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give bonuses that turn "ok" or "ja" but not a sentence."""
        return {"strength": 10.0, "hint_bonus": 3.0, "home_bonus": 2.0}

    def learn(self, examples: list[Message]) -> None:
        """Fit the languages, each with the same weight: few lines stand for en, de and other."""
        lines = [
            (example.get(TEXT), labels_of(example)["language"]) for example in examples[::_SHARE]
        ]
        for language in ("en", "de", "other"):
            lines.extend((line, language) for line in lines_of(language))
        for language in LANGUAGES[:-1]:
            lines.extend((word, language) for word in function_words(language))
        texts = [_features(text) for text, _ in lines]
        self._vocabulary = Vocabulary.of((words, ()) for words in texts)
        rows = [self._row(words) for words in texts]
        self._model = fit_balanced(
            vstack(rows, format="csr"),
            [language for _, language in lines],
            strength=self.config["strength"],
        )

    def save(self, folder: Path) -> None:
        """Write vocabulary and weights."""
        self._vocabulary.save(folder)
        self._model.save(folder, LANGUAGE)

    def restore(self, folder: Path) -> None:
        """Read vocabulary and weights."""
        self._vocabulary = Vocabulary.restore(folder)
        self._model = LinearModel.restore(folder, LANGUAGE)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give each example the language that its block says."""
        for example in training_data.training_examples:
            if example.get("metadata"):
                example.set(LANGUAGE, labels_of(example)["language"])
            else:  # a name of an action, from Rasa
                self.read(example)
        return training_data

    def read(self, message: Message) -> None:
        """Set the language; the chat's language so far breaks ties."""
        hint = metadata_of(message).get("chat_language")
        message.set(LANGUAGE, self.language_of(message.get(TEXT) or "", hint=hint))

    def language_of(self, text: str, *, hint: str | None = None) -> str:
        """Name the language of a text; without any letter it is the hint's, or the first of ours."""
        letters = [character for character in text[:_ENOUGH] if character.isalpha()]
        if not letters:
            return hint or _HOMES[0]
        if sum(_is_latin(letter) for letter in letters) * 2 < len(letters):
            return "other"
        scores = self._model.scores(self._row(_features(text)))
        for home in _HOMES:
            scores[self._model.labels.index(home)] += self.config["home_bonus"]
        if hint in self._model.labels:
            scores[self._model.labels.index(hint)] += self.config["hint_bonus"]
        return self._model.labels[int(np.argmax(scores))]

    def _row(self, words: Sequence[Word]) -> Any:
        return self._vocabulary.row(self._vocabulary.occurrences(words))


def _features(text: str) -> list[Word]:
    """Give the words of the text, with one word "=fr" for each word that only French uses, etc.

    Those marks let the short lists of function words count beyond the few example lines.
    """
    plain = "".join(
        character if character.isalpha() or character == "'" else " "
        for character in fold(PLACEHOLDER.sub(" ", text[:_ENOUGH])).text
    )
    words = plain.replace("'", " ' ").split()
    marks = [f"={language}" for word in words for language in languages_of_word().get(word, ())]
    return [Word(word, 0, 0) for word in (*words, *marks)]


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MATHEMATICAL", "FULLWIDTH LATIN"))
