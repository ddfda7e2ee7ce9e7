"""Other languages: one safe message, remembered, with the words for a life in danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Help, Memory
from bot.dialogue.acting import params
from bot.dialogue.turn import Turn
from tests.bot.content.wording import sentences
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

LIFE_TAGS = {"emergency_112", "suicide_line", "human_offered"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_safe_message_is_said_once_and_the_language_remembered(
    chat: Chat, language: str
) -> None:
    chat.writes(reading("sextortion_money", language=language))
    assert chat.names == [f"utter_other_language_{language}"]
    assert chat.memory.other_language == language
    assert chat.writes(reading("greet", language=language)).names == [
        f"utter_other_language_again_{language}"
    ]
    assert chat.happens("event_silence").names == [f"utter_other_language_again_{language}"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("signal", ["suicide", "attempt_now", "danger_now", "forced_harm"])
def test_a_life_in_danger_is_answered_in_its_language(
    real_content: Content, language: str, signal: str
) -> None:
    chat = Chat(real_content).writes(reading("greet", language=language))
    chat.writes(reading("feeling_bad", signal, language=language))
    assert chat.names == [f"utter_other_language_life_{language}"]
    assert set(chat.advice) >= LIFE_TAGS
    assert chat.memory.level == "life"
    chat.chooses('/change_language{"value": "nl"}')
    assert chat.names == [f"utter_danger_{signal}"]


def test_in_a_chat_of_ours_the_danger_itself_is_answered_in_the_next_turn(chat: Chat) -> None:
    chat.memory = Memory(language="fr")
    chat.writes(reading("sextortion_money", "suicide", language="en"))
    assert chat.names == ["utter_other_language_life_en"]
    assert chat.memory.level == "life"
    assert chat.writes(reading("greet", language="en")).names == ["utter_danger_suicide"]


def test_the_state_of_help_stands_in_the_language_of_the_message(real_content: Content) -> None:
    chat = Chat(real_content, Memory(language="fr"))
    danger = reading("feeling_bad", "suicide", language="en")
    chat.writes(danger)
    assert (
        "Our team" in params(chat.memory, Turn("feeling_bad", None, danger), real_content)["help"]
    )
    chat.writes(reading("greet"))
    assert "L'équipe" in params(chat.memory, Turn("greet"), real_content)["help"]


def test_languages_that_are_not_written_out_get_three_then_english(chat: Chat) -> None:
    assert chat.writes(reading("greet", language="other")).names == ["utter_other_language"]
    chat.writes(reading("feeling_bad", "suicide", language="other"))
    assert chat.names == ["utter_other_language_life_en"]


def test_once_a_human_was_asked_for_the_state_of_help_is_said(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("greet", language="de"))
    assert chat.chooses("/talk_to_human").names == ["utter_other_language_human_de"]
    closed = params(chat.memory, Turn("talk_to_human"), real_content)["help"]
    assert "116000@childfocus.be" in closed
    assert "Team" in closed
    waiting = Turn("talk_to_human", help=Help(open=True, wait_s=100))
    assert "2 Min" in params(chat.memory, waiting, real_content)["help"]


def test_a_wish_for_a_human_is_answered_in_its_language_only(real_content: Content) -> None:
    chat = Chat(real_content, Memory(language="fr"))
    wish = reading("talk_to_human", language="de")
    chat.writes(reading("sextortion_images", language="de", words=9)).writes(wish)
    announced = [name for name in chat.names if real_content.announces(name)]
    assert announced == ["utter_other_language_human_de"]
    assert "Team" in params(chat.memory, Turn("talk_to_human", None, wish), real_content)["help"]


def test_who_asks_for_a_human_at_once_is_told_in_both_messages(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("talk_to_human", language="en"))
    assert chat.names == ["utter_other_language_en", "utter_other_language_human_en"]


def test_a_wish_for_english_does_not_change_to_dutch(chat: Chat) -> None:
    chat.memory = Memory(language="fr")
    chat.writes(reading("change_language", language="en", words=2))
    assert chat.memory.language == "fr"
    assert chat.names == ["utter_other_language_en"]


def test_the_messages_are_short_and_name_a_human_and_a_written_way(real_content: Content) -> None:
    names = [name for name in real_content.responses if name.startswith("utter_other_language_")]
    assert len(names) == 8
    for name in names:
        assert len(sentences(real_content.text(name, None, {"help": "One."}))) <= 4, name
        assert "human_offered" in real_content.advice(name), name
