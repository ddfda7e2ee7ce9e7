"""The one matcher of set phrases: as people type them, whole words, not right before a denial."""

from __future__ import annotations

import pytest

from bot.dialogue.cues import PhraseError, compiled, pattern_of
from bot.nlu.fold import plain


def _found(phrase: str, text: str, *denied: str) -> bool:
    pattern = compiled([pattern_of(phrase)], denied_by=[pattern_of(word) for word in denied])
    return pattern.search(plain(text)) is not None


@pytest.mark.parametrize("text", ["J'ai bloqué", "j’ai bloqué !", "jai bloque", "j ai BLOQUÉ"])
def test_accents_capitals_and_apostrophes_count_for_nothing(text: str) -> None:
    assert _found("j'ai bloqué", text)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("snap", "sur snap !", True),
        ("snap", "snapper", False),
        ("il veut (des|mes) photos", "il veut mes photos", True),
        ("webcam * piratée", "ma webcam est bien piratée", True),
        ("webcam * piratée", "ma webcam est peut être bien piratée", False),
    ],
)
def test_whole_words_either_and_some_between(phrase: str, text: str, *, found: bool) -> None:
    assert _found(phrase, text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("maman le sait", True),
        ("maman le sait pas", False),
        ("maman le sait pasque je l'ai dit", True),
        ("maman le sait toujours pas", False),
        ("papa le sait pas mais maman le sait", True),
    ],
)
def test_a_denial_right_after_turns_a_phrase_around(text: str, *, found: bool) -> None:
    assert _found("(maman|papa) le sait", text, "pas", "toujours pas") is found


@pytest.mark.parametrize("phrase", ["j'ai (mal", "a+", "qui ?"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        pattern_of(phrase)
