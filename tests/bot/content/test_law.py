"""What the law says stands in law.yml once, in plain words, and the answers are built from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.content_responses import placeholders_in
from tests.bot.content.test_wording import FORBIDDEN, JE, MOST_WORDS, TU, VOUS, U
from tests.bot.content.wording import sentences, words

if TYPE_CHECKING:
    from bot.dialogue.content import Content

ADDRESSED = {"fr": (TU, VOUS), "nl": (JE, U)}
# A statement about what is allowed or punished, in a response instead of in law.yml.
RULES = re.compile(
    r"(?i)punissable|\b(?:est|sont) permis|la loi\b|peut être puni|strafbaar|de wet\b|\bmag niet\b"
)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_statement_is_one_short_sentence_to_nobody_in_particular(
    facts: dict[str, Any], language: str
) -> None:
    for name, entry in facts["law"].items():
        text = entry["text"][language]
        assert len(sentences(text)) == 1, name
        assert len(words(text)) <= MOST_WORDS, name
        assert not any(pattern.search(text) for pattern in ADDRESSED[language]), name
        assert not any(re.search(pattern, text.lower()) for pattern in FORBIDDEN[language]), name


def test_every_answer_about_the_law_is_built_from_it(content: Content) -> None:
    for name, response in content.responses.items():
        if name.startswith("utter_legal_answer"):
            for wording in response.wordings.values():
                named = placeholders_in(wording.text)
                assert any(each.startswith("law_") for each in named), name
                assert not RULES.search(wording.text), f"{name}: {wording.text}"


def test_every_statement_is_said_somewhere(content: Content, facts: dict[str, Any]) -> None:
    said = {
        placeholder
        for response in content.responses.values()
        for wording in response.wordings.values()
        for placeholder in placeholders_in(wording.text)
    }
    assert {f"law_{name}" for name in facts["law"]} <= said
