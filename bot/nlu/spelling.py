"""Puts typing slips right: a word that nobody uses becomes the word one slip away that children use most.

Norvig's corrector (norvig.com/spell-correct.html) over the words of data/nlu: a tenth of the letters
damaged cost five to eight points of topic without it, about two with it (November 2026).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from rasa.shared.nlu.constants import TEXT

from bot.nlu.component import MessageComponent
from bot.nlu.concepts import forms_of_concepts
from bot.nlu.function_words import function_words
from bot.nlu.gazetteers import ORDINARY_WORDS
from bot.nlu.tokenizer import WORDS, NormalisingTokenizer
from bot.nlu.words import LANGUAGE, LANGUAGES, Derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.words import Word

# The text as redacted, with the slips put right: what a network reads, never what is kept or shown.
CORRECTED = "corrected_text"
_FILE = "spelling.json"
_SHORTEST, _LONGEST = 3, 20  # letters
_MOST_WORDS = 200  # of one message are looked at
_FEWEST = 2  # lines that use a word before it may take another's place
# How likely each slip is, beside how often the word is used: thumbs swap, double and drop more than they hit
# another key.
_SWAPPED = _DOUBLED = 3.0
_DROPPED = 1.0
_OTHER = 0.1


class Speller:
    """Knows which words are in use.

    `usage`: for each language its words, with how many examples use them; `others`: words that are no slips
    and take no word's place.
    """

    def __init__(self, usage: Mapping[str, Mapping[str, int]], others: Iterable[str]) -> None:
        self._usage = usage
        self._known = _in_lists().union(others, *usage.values())

    def right(self, words: Sequence[Word], language: str) -> list[Word]:
        """Give the words with the slips put right; what is no slip of a known word stays as it is."""
        usage = self._usage.get(language)
        if not usage:
            return [*words]
        return [
            *(self._right(word, usage) for word in words[:_MOST_WORDS]),
            *words[_MOST_WORDS:],
        ]

    def _right(self, word: Word, usage: Mapping[str, int]) -> Word:
        typed = word.normal
        if not (_SHORTEST <= len(typed) <= _LONGEST and typed.isalpha()) or typed in self._known:
            return word
        likely = [
            (usage[meant] * chance, meant) for meant, chance in _meant(typed) if meant in usage
        ]
        return word._replace(normal=max(likely)[1], slip=True) if likely else word


def corrected(text: str, words: Sequence[Word]) -> str:
    """Give the text with the words that were put right in their places."""
    parts, at = [], 0
    for word in words:
        if word.slip:
            parts += [text[at : word.start], word.normal]
            at = word.end
    return "".join((*parts, text[at:]))


def _meant(typed: str) -> Iterator[tuple[str, float]]:
    """Yield what one slip could have made this of, with how likely such a slip is."""
    for at in range(len(typed) + 1):
        before, after = typed[:at], typed[at:]
        if after:
            doubled = after[0] == after[1:2]
            yield before + after[1:], _DOUBLED if doubled else _OTHER
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], _SWAPPED
        for letter in ascii_lowercase:
            yield before + letter + after, _DROPPED
            if after:
                yield before + letter + after[1:], _OTHER


def words_in_use(examples: Iterable[tuple[str, Sequence[Word]]]) -> dict[str, Any]:
    """Give what a `Speller` is made of, from the language and the words of each example.

    The words of the lexicon are no slips, though no example may have them.
    """
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, words in examples:
        seen[language].update({word.normal for word in words})
    usage = {
        language: {word: count for word, count in sorted(used.items()) if count >= _FEWEST}
        for language, used in sorted(seen.items())
    }
    concepts = forms_of_concepts().values()
    return {
        "usage": usage,
        "others": sorted({word for forms in concepts for form in forms for word in form}),
    }


@lru_cache(maxsize=1)
def _in_lists() -> frozenset[str]:
    """Give the words of our lists, in use though no example may have them."""
    small = (word for language in LANGUAGES[:-1] for word in function_words(language))
    return ORDINARY_WORDS.union(small)


class SpellingCorrector(MessageComponent):
    """Puts the slips in the words right, for all that reads words, and in a copy of the text."""

    needs = (NormalisingTokenizer,)

    _words: dict[str, Any]
    _speller: Speller

    def learn(self, examples: list[Message]) -> None:
        """Learn which words are in use."""
        self._use(words_in_use((example.get(LANGUAGE), example.get(WORDS)) for example in examples))

    def save(self, folder: Path) -> None:
        """Write the words in use."""
        (folder / _FILE).write_text(json.dumps(self._words, ensure_ascii=False), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read the words in use."""
        self._use(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def _use(self, words: dict[str, Any]) -> None:
        self._words, self._speller = words, Speller(**words)

    def read(self, message: Message) -> None:
        """Put right what is one slip away from a word in use."""
        words = self._speller.right(message.get(WORDS), message.get(LANGUAGE))
        message.set(WORDS, Derived(words))
        message.set(CORRECTED, corrected(message.get(TEXT) or "", words))
