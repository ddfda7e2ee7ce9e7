"""The lexicon: the same concepts in both languages, and forms found as children type them."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.nlu.component import LEXICON
from bot.nlu.concepts import LANGUAGES, Lexicon, forms_of_concepts
from bot.nlu.tokenizer import words_of

_AREAS = sorted(file.name for file in (LEXICON / "fr").glob("*.yml"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(forms_of_concepts())


def _area(language: str, name: str) -> dict[str, Any]:
    area: dict[str, Any] = yaml.safe_load((LEXICON / language / name).read_text("utf-8"))
    return area


def _names(lexicon: Lexicon, text: str, language: str) -> set[str]:
    return {concept.name for concept in lexicon.find(words_of(text, language))}


def test_there_are_as_many_areas_in_both_languages() -> None:
    assert sorted(file.name for file in (LEXICON / "nl").glob("*.yml")) == _AREAS


@pytest.mark.parametrize("name", _AREAS)
def test_both_languages_name_the_same_concepts(name: str) -> None:
    assert list(_area("fr", name)) == list(_area("nl", name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", _AREAS)
def test_forms_are_short_texts_each_once_in_its_concept(language: str, name: str) -> None:
    for concept, forms in _area(language, name).items():
        assert all(isinstance(form, str) and len(form.split()) <= 6 for form in forms), concept
        assert len(forms) == len(set(forms)) >= 4, concept


@pytest.mark.parametrize(
    ("french", "dutch", "concept"),
    [
        ("jveux plus vivre", "kwil dood", "wish_to_die"),
        ("si tu payes pas", "als ge nie betaalt", "if_you_do_not"),
    ],
)
def test_both_languages_share_a_concept(
    lexicon: Lexicon, french: str, dutch: str, concept: str
) -> None:
    assert concept in _names(lexicon, french, "fr") & _names(lexicon, dutch, "nl")


def test_case_and_accents_do_not_matter(lexicon: Lexicon) -> None:
    assert _names(lexicon, "JE VEUX PLUS VIVRE", "fr") == _names(
        lexicon, "je veux plus vivre", "fr"
    )


def test_the_longest_form_counts_and_two_meanings_of_one_form_both() -> None:
    small = Lexicon(
        {
            "photo": [["photo"]],
            "profile": [["photo", "de", "profil"]],
            "pp": [["pp"]],
            "bye": [["pp"]],
        }
    )
    found = small.find(words_of("ma photo de profil, pp", "fr"))
    assert [(concept.name, concept.last) for concept in found] == [
        ("profile", 3),
        ("bye", 5),
        ("pp", 5),
    ]


def test_nothing_is_found_in_nothing(lexicon: Lexicon) -> None:
    assert lexicon.find([]) == []
