"""Who no longer has the image hears what can be done without it; where it stands is no new situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

GONE = {"fr": "je l'ai plus sur mon tel", "nl": "ik heb de foto zelf niet meer"}


def _spread(content: Content, language: str) -> Chat:
    signals = ("known_offline", "spread_already")
    chat = Chat(content).writes(reading("image_spread", *signals, language=language))
    return chat.writes(reading("remove_image", language=language))


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(("topic", "unsure"), [("cant", False), ("sexting_doubt", True)])
def test_told_while_something_else_is_asked_it_leads_to_the_way_without(
    real_content: Content, language: str, topic: str, *, unsure: bool
) -> None:
    chat = _spread(real_content, language)
    assert chat.names[-1] == "utter_ask_safe_now"
    chat.writes(reading(topic, language=language, text=GONE[language], unsure=unsure))
    assert chat.names[-1] == "utter_step_remove_without_file"
    assert "danger_now" not in chat.memory.signals
    assert chat.chooses("/done").names[-1] != "utter_step_take_it_down"


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("je l'ai plus", "utter_step_remove_without_file"),
        ("jlai supprimée", "utter_step_remove_without_file"),
        ("ik heb die niet meer", "utter_step_remove_without_file"),
        ("kheb alles gewist", "utter_step_remove_without_file"),
        ("je l'ai encore", "utter_step_take_it_down"),
        ("ik heb ze nog", "utter_step_take_it_down"),
    ],
)
def test_the_question_for_the_file_is_answered_in_words(
    real_content: Content, text: str, step: str
) -> None:
    chat = Chat(real_content).writes(reading("image_spread", "spread_already"))
    chat.chooses("/calm").writes(reading("remove_image"))
    assert chat.names[-1] == "utter_ask_has_file"
    assert chat.writes(reading("out_of_scope", text=text, unsure=True)).names[-1] == step


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_who_spread_it_and_has_it_no_more_is_not_sent_to_remove_it(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content).writes(reading("i_spread", language=language))
    chat.writes(reading("done", language=language, text=GONE[language]))
    assert "utter_step_remove_without_file" not in chat.names


@pytest.mark.parametrize("before", ["remove_image", "sexting_doubt", "image_spread"])
def test_the_site_is_where_the_own_image_stands(real_content: Content, before: str) -> None:
    chat = Chat(real_content).writes(reading(before))
    chat.writes(reading("abuse_images_found", text="c'est sur un site porno"))
    assert chat.memory.situation == "image_spread"


def test_abuse_images_found_without_an_own_image_stay_so(real_content: Content) -> None:
    assert Chat(real_content).writes(reading("abuse_images_found")).memory.situation == (
        "abuse_images_found"
    )
