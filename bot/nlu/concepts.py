"""Finds concepts in a message: what young people call an image, a threat, money, a school.

`bot/lexicon/<language>/<area>.yml` lists the forms of each concept; both languages name the same concepts, so
that what is learnt from one wording, or one language, holds for the others.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.component import LEXICON, MessageComponent
from bot.nlu.tokenizer import WORDS, NormalisingTokenizer, remember, words_of
from bot.nlu.words import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rasa.shared.nlu.training_data.message import Message
    from spacy.tokens import Span

    from bot.nlu.words import Word

CONCEPTS = "concepts"
LANGUAGES = ("fr", "nl")
_FILE = "concepts.json"


class Concept(NamedTuple):
    """A concept found in a message; `last` is the index of the last word of its form."""

    name: str
    last: int


class Lexicon:
    """The forms of all concepts, in both languages: a short message may be taken for the wrong one."""

    def __init__(self, forms: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Compile the forms of each concept, given as normal forms of words."""
        self._nlp = spacy.blank("xx")
        self._matcher = PhraseMatcher(self._nlp.vocab)
        for concept, written in forms.items():
            self._matcher.add(concept, [Doc(self._nlp.vocab, words=form) for form in written])

    def find(self, words: Sequence[Word]) -> list[Concept]:
        """List the concepts in the order of the text; of overlapping forms the longest counts."""
        # The zone makes spaCy forget the words of a message with the message.
        with self._nlp.memory_zone():
            doc = Doc(self._nlp.vocab, words=[word.normal for word in words])
            spans = self._matcher(doc, as_spans=True)
            found = sorted(
                (span.start, span.end, span.label_) for span in _longest(spans, len(words))
            )
        return [Concept(name, end - 1) for _, end, name in found]


def _longest(spans: Sequence[Span], length: int) -> Iterator[Span]:
    """Drop what a longer form covers; one form may stand for two concepts."""
    taken: list[tuple[int, int] | None] = [None] * length
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        place = (span.start, span.end)
        if all(taken[at] in {None, place} for at in range(*place)):
            taken[span.start : span.end] = [place] * (span.end - span.start)
            yield span


@cache
def forms_of_concepts() -> dict[str, list[list[str]]]:
    """Read bot/lexicon: the words of each form, in their normal forms."""
    found: dict[str, list[list[str]]] = {}
    for language in LANGUAGES:
        for file in sorted((LEXICON / language).glob("*.yml")):
            concepts: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
            for concept, forms in concepts.items():
                words = [[word.normal for word in words_of(form, language)] for form in forms]
                found.setdefault(concept, []).extend(words)
    return found


class ConceptFinder(MessageComponent):
    """Adds the concepts of the message. The lexicon goes into the model: reading it takes seconds."""

    needs = (NormalisingTokenizer,)

    _forms: dict[str, list[list[str]]]
    _lexicon: Lexicon

    def learn(self, examples: list[Message]) -> None:  # noqa: ARG002 - nothing is learnt from them
        """Read the lexicon."""
        self._use(forms_of_concepts())

    def save(self, folder: Path) -> None:
        """Write the forms."""
        (folder / _FILE).write_text(json.dumps(self._forms, ensure_ascii=False), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read the forms, and compile them now, so that the first message does not wait."""
        self._use(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def _use(self, forms: dict[str, list[list[str]]]) -> None:
        self._forms, self._lexicon = forms, Lexicon(forms)
        remember({word for written in forms.values() for form in written for word in form})

    def read(self, message: Message) -> None:
        """Look the words up."""
        message.set(CONCEPTS, Derived(self._lexicon.find(message.get(WORDS) or ())))
