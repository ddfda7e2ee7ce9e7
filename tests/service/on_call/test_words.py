"""What reaches the person on call, in every language and by every way, holds no word of a child."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from service.adapters.on_call.console import Console
from service.adapters.on_call.mail import Mail, MailServer, Security
from service.adapters.on_call.webhook import as_json
from service.domain.chat_states import Level
from service.usecases.on_call.wording import word_test
from tests.service.on_call.notifiers import FakeNotifier, equip, round_of

if TYPE_CHECKING:
    from service.settings import Settings
    from tests.service.fakes import SetClock
    from tests.service.world import World

SAID = "je m'appelle Zorglub, je veux mourir, appelle 0478 12 34 56"
PLANTED = ("Zorglub", "mourir", "0478", "suicide", "feeling_bad", "13_15")
READ = {
    "topic": "feeling_bad",
    "level": "life",
    "set": ["suicide"],
    "why": {"suicide": "je veux mourir"},
}
TEXTS = {
    "fr": "Personne n'a pris un chat qui attend depuis 3 min. Niveau : vie en danger.\n"
    "En attente : vie en danger 1.\nBureau d'écoute : https://chat.example.org/desk/",
    "nl": "Niemand nam een chat op die al 3 min wacht. Niveau: levensgevaar.\n"
    "In de wachtrij: levensgevaar 1.\nGespreksdesk: https://chat.example.org/desk/",
    "en": "Nobody has taken a chat that has waited for 3 min. Level: life at risk.\n"
    "Waiting: life at risk 1.\nDesk: https://chat.example.org/desk/",
}


@pytest.fixture
def changes(language: str) -> dict[str, Any]:
    return {"on_call_language": language, "desk_url": "https://chat.example.org/desk/"}


@pytest.mark.parametrize("language", TEXTS)
async def test_no_call_carries_a_word_a_label_or_the_id_of_a_chat(
    still_world: World, clock: SetClock, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    pager = FakeNotifier()
    await equip(still_world, pager)
    still_world.engine.read_as[SAID] = READ
    still_world.engine.slots = {"age_band": "13_15"}
    visitor = await still_world.visitor()
    await visitor.writes(SAID)
    clock.passes(minutes=3)
    with caplog.at_level(logging.DEBUG):
        await round_of(still_world)
        [call] = pager.sent
        await Console().send(call)
    assert call.text == TEXTS[language]
    server = MailServer("mail", 25, Security.NONE)
    mail = Mail(server, sender="desk@example.org", to=["night@example.org"])._message(call)
    ways = (repr(call), json.dumps(as_json(call)), mail.as_string(), mail.get_content())
    for hidden in (*PLANTED, visitor.chat):
        for way in (*ways, caplog.text):
            assert hidden not in way


@pytest.mark.parametrize("language", TEXTS)
async def test_a_test_says_that_it_is_one(still_world: World, settings: Settings) -> None:
    call = word_test(still_world.services)
    assert call.test
    assert as_json(call)["kind"] == "test"
    assert call.waiting == dict.fromkeys(Level, 0)
    assert settings.desk_url in call.text
