"""A cry for help, and what is hardly a message: never turned away, never an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.clarify import MOST_COMMON
from bot.dialogue.content_responses import payload_of
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

OTHER = payload_of("pick", "other")
COMMON = [payload_of("pick", topic) for topic in MOST_COMMON]
HUMAN = "/talk_to_human"

both_languages = pytest.mark.parametrize("language", ["fr", "nl"])


def _unclear(language: str, *likely: str) -> object:
    ranking = (("goodbye", 0.45), *((topic, 0.1) for topic in likely))
    return reading("goodbye", language=language, unsure=True, ranking=ranking)


@both_languages
def test_with_no_likely_situation_the_most_common_are_offered(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content).writes(_unclear(language))  # type: ignore[arg-type]  # a reading
    assert chat.names == ["utter_ask_openly"]
    assert chat.payloads() == [*COMMON, OTHER, HUMAN]


@both_languages
def test_a_single_likely_situation_does_not_stand_alone(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content).writes(_unclear(language, "deepnude"))  # type: ignore[arg-type]  # a reading
    assert chat.names == ["utter_ask_situation"]
    assert chat.payloads() == [payload_of("pick", "deepnude"), *COMMON[:2], OTHER]
