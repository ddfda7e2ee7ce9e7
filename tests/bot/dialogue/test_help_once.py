"""Who is there is said once in an answer, and the number of Child Focus once in a bubble."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Help, Turn
from bot.dialogue.acting import params_of_each
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

SITUATIONS = [
    ("exploitation", ()),
    ("offline_abuse", ()),
    ("missing", ()),
    ("image_pressure", ("abuser_close",)),
    ("grooming", ("meeting_planned", "abuser_close")),
]
HELP = [
    Help(),
    Help(open=True, wait_s=None),
    Help(open=True, wait_s=120),
    Help(open=True, wait_s=90_000),
]


def _texts(chat: Chat, help_now: Help) -> list[str]:
    content, language = chat.content, chat.memory.language or ""
    values = params_of_each(chat.says, chat.memory, Turn("greet", help=help_now), content)
    return [
        content.text(bubble.response, language, filled)
        for bubble, filled in zip(chat.says, values, strict=True)
    ]


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("role", ["self", "friend", "adult"])
@pytest.mark.parametrize(("topic", "signals"), SITUATIONS)
@pytest.mark.parametrize("help_now", HELP)
def test_the_number_stands_once_in_a_bubble_and_the_help_once_in_an_answer(  # noqa: PLR0917 - the table
    real_content: Content,
    language: str,
    role: str,
    topic: str,
    signals: tuple[str, ...],
    help_now: Help,
) -> None:
    chat = Chat(real_content)
    chat.help = help_now
    chat.writes(reading(topic, *signals, language=language, role=role))
    texts = _texts(chat, help_now)
    assert all(text.count("116 000") <= 1 for text in texts), texts
    about_help = ("équipe", "team", "prévenue", "verwittigd")
    assert sum(any(word in text for word in about_help) for text in texts) == 1, texts


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_where_no_bubble_gives_the_number_the_help_does(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content).writes(reading("talk_to_human", language=language, wants_human=True))
    assert any("116 000" in text for text in _texts(chat, Help()))
