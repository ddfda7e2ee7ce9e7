"""A correction in a child's own words puts the right situation in the wrong one's place, and loses no tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory, Turn, remember
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

MONEY, IMAGES = "sextortion_money", "sextortion_images"


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (IMAGES, "of nee wacht, hij wil eigenlijk geld", MONEY),
        (IMAGES, "nee ze vragen 200 euro", MONEY),
        (IMAGES, "eigenlijk moet ik betalen", MONEY),
        (IMAGES, "neen geen fotos maar geld", MONEY),
        (IMAGES, "en fait il veut juste de l'argent", MONEY),
        (IMAGES, "non il demande 50 euros", MONEY),
        (IMAGES, "ah non pas de photos, de l'argent", MONEY),
        (MONEY, "non pardon pas d'argent, il veut que j'envoie encore des photos", IMAGES),
        (MONEY, "non pas d'argent, des photos", IMAGES),
        (MONEY, "nan il veut que je lui envoie d'autres nudes", IMAGES),
        (MONEY, "nee geen geld, hij wil naaktfoto's", IMAGES),
        (MONEY, "eigenlijk wil hij nog meer foto's", IMAGES),
        (MONEY, "nee ik moet nog filmpjes sturen", IMAGES),
        ("image_spread", "en fait c'est pas une vraie photo, c'est une ia", "deepnude"),
        ("deepnude", "nee het is een echte foto, geen nepfoto", "image_spread"),
    ],
)
@pytest.mark.parametrize("topic", ["should_pay", "deny", "out_of_scope"])
def test_a_correction_is_heard_whatever_it_is_read_as(
    real_content: Content, before: str, text: str, after: str, topic: str
) -> None:
    memory = Memory(language="fr", situation=before, ticks=("dont_reply", "keep_evidence"))
    read = reading(topic, text=text, confidence=0.5)
    corrected = remember(memory, Turn(topic, None, read), real_content)
    assert corrected.situation == after
    assert corrected.ticks == ("dont_reply", "keep_evidence")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (MONEY, "non, il veut de l'argent et des photos"),
        (MONEY, "nee, hij wil geld en ook foto's"),
        (MONEY, "non il va publier mes photos"),
        (MONEY, "nee hij gaat mijn foto's doorsturen"),
        (IMAGES, "non il veut pas d'argent"),
        (IMAGES, "nee hij wil geen geld"),
        (MONEY, "je lui ai envoyé des photos"),
        (MONEY, "hij heeft foto's van mij"),
    ],
)
def test_what_takes_nothing_back_corrects_nothing(
    real_content: Content, before: str, text: str
) -> None:
    memory = Memory(language="fr", situation=before)
    read = reading("out_of_scope", text=text)
    assert remember(memory, Turn("out_of_scope", None, read), real_content).situation == before


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "non pas d'argent, des photos"), ("nl", "nee geen geld, foto's")],
)
def test_the_no_of_a_correction_answers_no_question(
    real_content: Content, language: str, text: str
) -> None:
    chat = Chat(real_content).writes(reading(MONEY, language=language)).chooses("/done")
    assert chat.names == ["utter_ask_dying"]
    chat.writes(reading("deny", language=language, text=text))
    assert chat.names[0] == "utter_sextortion_images_first"
    assert "dont_send_more" in chat.advice
    assert "no_wish_to_die" not in chat.memory.facts
    assert chat.memory.ticks == ("dont_reply",)
