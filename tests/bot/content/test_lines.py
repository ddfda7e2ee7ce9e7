"""A closed line is never offered as open: the real helplines at real moments."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue import Memory, Turn
from bot.dialogue.acting import params
from bot.dialogue.content_responses import fill
from bot.dialogue.turn import turn_of

if TYPE_CHECKING:
    from bot.dialogue.content import Content

OFFERS_103 = "utter_out_of_scope"
OFFERS_STOP_IT_NOW = "utter_step_stop_it_now"


def _said(content: Content, name: str, language: str, now: str | None) -> str:
    turn = Turn("out_of_scope", now=dt.datetime.fromisoformat(now) if now else None)
    values = params(Memory(language=language), turn, content)
    return fill(content.responses[name].wording(language).text, values)


@pytest.mark.parametrize(
    ("name", "language", "now", "says"),
    [
        (OFFERS_STOP_IT_NOW, "fr", "2026-11-30T15:00:00+01:00", "0800 14 112 (ouvert jusqu'à 16:00)"),
        (OFFERS_STOP_IT_NOW, "fr", "2026-11-30T16:00:00+01:00", "(fermé maintenant ; jour et nuit : 116 000)"),
        (OFFERS_STOP_IT_NOW, "fr", "2026-12-25T11:00:00+01:00", "(si c'est fermé : 116 000)"),
        (OFFERS_STOP_IT_NOW, "fr", None, "(si c'est fermé : 116 000)"),
        (OFFERS_STOP_IT_NOW, "nl", "2026-11-30T15:00:00+01:00", "(als het gesloten is: 116 000)"),
        (OFFERS_103, "fr", "2026-11-28T23:59:00+01:00", "103 (ouvert jusqu'à 24:00)"),
        (OFFERS_103, "fr", "2026-11-29T00:00:00+01:00", "103 (fermé maintenant ; jour et nuit : 116 000)"),
        (OFFERS_103, "nl", "2026-11-29T00:00:00+01:00", "102 (als het gesloten is: 116 000)"),
    ],
)  # fmt: skip
def test_an_offer_says_what_is_open_now(
    content: Content, name: str, language: str, now: str | None, says: str
) -> None:
    assert says in _said(content, name, language, now)


def test_the_time_of_the_turn_reaches_the_dialogue() -> None:
    message: dict[str, Any] = {"turn": {"now": "2026-11-30T15:00:00+01:00"}}
    assert turn_of(message).now == dt.datetime.fromisoformat("2026-11-30T15:00:00+01:00")
    assert turn_of({}).now is None


def test_the_net_is_open_day_and_night_and_can_be_written_to(content: Content) -> None:
    net = content.helplines["child_focus"]
    assert all(net.hours[language].always for language in ("fr", "nl"))
    assert net.written["fr"] == ("mail",)
    for line in ("emergency", "police_urgent", "suicide_line"):
        assert all(hours.always for hours in content.helplines[line].hours.values()), line


def test_hours_nobody_confirmed_are_unknown(content: Content) -> None:
    """What facts.md marks UNCONFIRMED is never said to be open, at no time of the week."""
    week = [dt.datetime.fromisoformat("2026-11-23T00:30:00+01:00") + dt.timedelta(hours=n) for n in range(168)]  # fmt: skip
    unconfirmed = {
        "fr": ("cybersquad", "abuse_chat", "sexual_violence_line", "child_abuse_team", "youth_centre"),
        "nl": ("cybersquad", "abuse_chat", "violence_line", "listening_line", "general_line", "stop_it_now"),
    }  # fmt: skip
    for language, lines in unconfirmed.items():
        for line in lines:
            states = {content.helplines[line].hours[language].at(now)[0].value for now in week}
            assert states == {"unknown"}, line


def test_who_speaks_one_language_is_named_in_no_text_of_the_other(content: Content) -> None:
    assert "violence_line_phone" in content.placeholders("nl")
    assert "violence_line_phone" not in content.placeholders("fr")
    assert "sexual_violence_line_phone" not in content.placeholders("nl")
