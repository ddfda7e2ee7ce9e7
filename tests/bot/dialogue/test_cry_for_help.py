"""A cry for help, and what is hardly a message: never turned away, never an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory
from bot.dialogue.clarify import MOST_COMMON
from bot.dialogue.content_responses import payload_of
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

OTHER = payload_of("pick", "other")
COMMON = [payload_of("pick", topic) for topic in MOST_COMMON]
HUMAN = "/talk_to_human"

both_languages = pytest.mark.parametrize("language", ["fr", "nl"])


def _cries(chat: Chat, language: str) -> Chat:
    return chat.writes(reading("what_can_you_do", language=language))


def _unclear(language: str, *likely: str) -> object:
    ranking = (("goodbye", 0.45), *((topic, 0.1) for topic in likely))
    return reading("goodbye", language=language, unsure=True, ranking=ranking)


@both_languages
@pytest.mark.parametrize("role", ["self", "adult"])
def test_who_asks_for_help_again_is_shown_what_it_may_be(
    real_content: Content, language: str, role: str
) -> None:
    chat = _cries(Chat(real_content, Memory(language=language, role=role)), language)
    _cries(chat, language)
    assert chat.names == ["utter_ask_openly_adult" if role == "adult" else "utter_ask_openly"]
    assert chat.payloads() == [*COMMON, OTHER, HUMAN]


@both_languages
def test_who_asks_for_help_a_third_time_is_offered_a_human_first_of_all(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content)
    for _ in range(3):
        _cries(chat, language)
    assert chat.names == ["utter_asked_often"]
    assert chat.payloads() == [*COMMON, OTHER, HUMAN]
    assert chat.chooses(COMMON[0]).names[0] == f"utter_{MOST_COMMON[0]}_first"


@both_languages
def test_within_a_plan_a_second_cry_is_heard_and_the_step_comes_back(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", language=language))
    _cries(_cries(chat, language), language)
    assert chat.names == ["utter_listening_human", "utter_back_to_step"]
    assert HUMAN in chat.payloads()


@both_languages
def test_a_cry_does_not_close_what_was_asked(real_content: Content, language: str) -> None:
    chat = Chat(real_content, Memory(language=language)).writes(
        reading("tell_adult", language=language)
    )
    _cries(_cries(chat, language), language)
    assert chat.names[-1] == "utter_ask_which_adult"


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


@both_languages
def test_the_open_question_is_not_put_twice(real_content: Content, language: str) -> None:
    chat = Chat(real_content).writes(_unclear(language))  # type: ignore[arg-type]  # a reading
    _cries(chat, language)
    assert chat.names[0] == "utter_what_can_you_do_answer"
    assert _cries(chat, language).names == ["utter_asked_often"]
    assert chat.writes(_unclear(language)).names == ["utter_not_understood_human"]  # type: ignore[arg-type]
