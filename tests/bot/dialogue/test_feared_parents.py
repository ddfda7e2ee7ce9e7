"""Where a child could not say whether the parents would hurt them, no parent is offered as the one to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.memory import Memory
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content


@pytest.mark.parametrize("situation", ["sextortion_money", "grooming", "offline_abuse", "missing"])
def test_after_i_cannot_say_no_parent_is_offered(real_content: Content, situation: str) -> None:
    memory = Memory(
        language="fr",
        situation=situation,
        opened=f"{situation}/self",
        facts=("parents_not_said",),
    )
    chat = Chat(real_content, memory).writes(reading("tell_adult"))
    assert chat.names[0] == "utter_ask_which_adult_outside"


_SAYS_KILL = {
    "fr": "mes parents vont me tuer s'ils voient ça",
    "nl": "mijn ouders vermoorden mij",
}


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("topic", ["tell_adult", "feeling_bad", "out_of_scope"])
def test_angry_or_hurt_is_asked_while_it_waits_whether_they_are_safe(
    real_content: Content, language: str, topic: str
) -> None:
    chat = Chat(real_content)
    chat.writes(reading("image_spread", "known_offline", "spread_already", language=language))
    assert chat.names[-1] == "utter_ask_safe_now"
    chat.writes(reading(topic, language=language, text=_SAYS_KILL[language]))
    assert chat.names[-1] == "utter_ask_parents_anger"
    asked_next = [chat.chooses("/calm").names[-1] for _ in range(2)]
    assert "utter_ask_safe_now" in asked_next
    chat.writes(reading(topic, language=language, text=_SAYS_KILL[language]))
    assert "utter_ask_parents_anger" not in chat.names


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_until_it_is_told_that_they_are_only_angry_no_parent_is_offered(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content)
    chat.writes(reading("sextortion_money", language=language))
    chat.writes(reading("tell_adult", language=language, text=_SAYS_KILL[language]))
    chat.writes(reading("tell_adult", language=language))
    assert chat.names[-1] == "utter_ask_which_adult_outside"


def test_parents_who_would_only_be_angry_may_be_told(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money"))
    chat.writes(reading("tell_adult", text=_SAYS_KILL["fr"])).chooses("/calm")
    assert chat.writes(reading("tell_adult")).names[-1] == "utter_ask_which_adult"
