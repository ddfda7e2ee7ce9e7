from __future__ import annotations

from collections import Counter

from bot.nlu.fold import fold
from bot.nlu.function_words import function_words
from bot.nlu.words import LANGUAGES


def test_a_function_word_belongs_to_one_language() -> None:
    words = Counter(word for language in LANGUAGES[:-1] for word in function_words(language))
    assert [word for word, count in words.items() if count > 1] == []


def test_function_words_are_folded() -> None:
    for language in LANGUAGES[:-1]:
        for word in function_words(language):
            assert fold(word).text == word
