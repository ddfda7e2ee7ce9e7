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
