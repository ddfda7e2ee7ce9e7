"""Messages that are answered by a line of their own, whatever they are read as, and the walk goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import agenda
from bot.dialogue.human import help_text
from bot.dialogue.turn import Help
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content


def _in_a_step(content: Content) -> Chat:
    chat = Chat(content).writes(reading("sextortion_money"))
    assert chat.memory.pending is not None
    assert chat.memory.pending.id == "dont_reply"
    return chat


@pytest.mark.parametrize(
    ("topic", "unsure"),
    [
        ("affirm", True),
        ("done", False),
        ("feeling_bad", False),
        ("goodbye", False),
        ("out_of_scope", False),
        ("start_over", False),
    ],
)
def test_the_first_short_message_after_a_silence_is_a_return(
    real_content: Content, topic: str, *, unsure: bool
) -> None:
    chat = _in_a_step(real_content).happens("event_silence")
    told = reading(topic, text="dsl jfaisais la vaisselle", unsure=unsure, confidence=0.79)
    assert chat.writes(told).names == ["utter_welcome_back", "utter_back_to_step"]
    assert chat.memory.ticks == ()
    assert chat.memory.misses == 0
    assert "/done" in chat.payloads()


def test_a_return_may_take_more_words_around_its_phrase(real_content: Content) -> None:
    chat = _in_a_step(real_content).happens("event_silence")
    text = "dsl mon frère était dans la chambre, c bon je suis là"
    assert chat.writes(reading("done", text=text, unsure=True)).names[0] == "utter_welcome_back"


def test_what_is_certain_after_a_silence_is_what_it_says(real_content: Content) -> None:
    chat = _in_a_step(real_content).happens("event_silence")
    chat.writes(reading("done", text="c'est fait", confidence=0.99))
    assert chat.memory.ticks == ("dont_reply",)


def test_the_silence_is_over_with_the_next_message(real_content: Content) -> None:
    chat = _in_a_step(real_content).happens("event_silence")
    chat.writes(reading("out_of_scope", text="sorry jétais à table", confidence=0.5))
    chat.writes(reading("out_of_scope", text="il pleut fort ici", confidence=0.5))
    assert chat.names[0] == "utter_out_of_scope"


def test_a_danger_after_a_silence_is_no_return(real_content: Content) -> None:
    chat = _in_a_step(real_content).happens("event_silence")
    chat.writes(reading("feeling_bad", "suicide", text="je suis là", confidence=0.7))
    assert chat.names == ["utter_danger_suicide"]


@pytest.mark.parametrize("text", ["c bon jsuis revenue", "ok ben terug"])
def test_somebody_says_that_they_are_back_at_any_time(real_content: Content, text: str) -> None:
    chat = _in_a_step(real_content).writes(reading("start_over", text=text))
    assert chat.names == ["utter_welcome_back", "utter_back_to_step"]
    assert chat.memory.situation == "sextortion_money"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("moi sourd. telephone pas possible", "utter_cannot_phone"),
        ("c ca son numéro [telephone]", "utter_pasted"),
        ("vous croyez jvais ravoir mes 100 euros ?", "utter_money_back"),
    ],
)
def test_a_listed_phrase_has_its_own_answer(real_content: Content, text: str, line: str) -> None:
    chat = _in_a_step(real_content).writes(reading("cant", text=text))
    assert chat.names == [line, "utter_back_to_step"]
    assert chat.memory.set_aside == ()


def test_the_first_answer_to_a_situation_stands_before_the_line(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("cyberbullying", text="jose pas appeler"))
    assert chat.names[:2] == ["utter_cyberbullying_first", "utter_cannot_phone"]


def test_i_cannot_right_after_the_warning_means_the_meeting(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("grooming", "meeting_planned"))
    chat.writes(reading("cant", text="j'y arrive pas"))
    assert chat.names == ["utter_cant_dont_meet", "utter_back_to_step"]
    chat.writes(reading("cant", text="j'y arrive pas"))
    assert "utter_cant_dont_meet" not in chat.names


def test_the_words_of_an_answer_count_whatever_they_are_read_as(real_content: Content) -> None:
    chat = _in_a_step(real_content).writes(
        reading("out_of_scope", text="mes frères me tuent si ils savent")
    )
    assert chat.names == ["utter_ask_parents_anger"]
    chat.writes(reading("feeling_bad", text="oui ils me feraient vraiment du mal"))
    assert "abuser_close" in chat.memory.signals


def test_a_child_in_care_is_not_offered_its_parents(real_content: Content) -> None:
    chat = _in_a_step(real_content)
    chat.writes(reading("tell_adult", text="jpeux pas le dire a ma famille d'accueil"))
    assert chat.names == ["utter_ask_which_adult_outside"]


@pytest.mark.parametrize("situation", ["unwanted_image", "grooming", "deepnude", "image_spread"])
def test_nobody_is_told_of_threats_where_there_are_none(
    real_content: Content, situation: str
) -> None:
    name = real_content.variant(
        "utter_step_keep_evidence", role="self", danger=False, situation=situation
    )
    assert name == "utter_step_keep_evidence_no_threat"


def test_the_friend_of_somebody_keeps_the_words_for_a_friend(real_content: Content) -> None:
    name = real_content.variant(
        "utter_step_keep_evidence", role="friend", danger=False, situation="grooming"
    )
    assert name == "utter_step_keep_evidence_friend"


@pytest.mark.parametrize("topic", ["image_spread", "deepnude", "sextortion"])
def test_the_blame_and_the_number_are_said_once_in_an_answer(
    real_content: Content, topic: str
) -> None:
    chat = Chat(real_content).writes(reading(topic, "spread_already"))
    assert chat.advice.count("no_blame") == 1
    assert chat.advice.count("call_116000") == 1


@pytest.mark.parametrize(("wait_s", "life"), [(76_800, False), (3_600, False), (600, True)])
def test_no_number_is_said_for_a_long_wait(
    real_content: Content, wait_s: float, *, life: bool
) -> None:
    text = help_text(Help(open=True, wait_s=wait_s), "fr", real_content, life=life)
    assert "min" not in text.split()
    assert "116 000" in text


def test_a_short_wait_is_said(real_content: Content) -> None:
    text = help_text(Help(open=True, wait_s=300), "fr", real_content, life=True)
    assert "5 min" in text


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("j'ai 14 ans et il insiste pour un nude", "13_15"),
        ("jai 16 ans, un mec insiste", "16_17"),
        ("kben 15 jaar en hij blijft vragen", "13_15"),
        ("ik ben zeventien jaar", "16_17"),
    ],
)
def test_an_age_that_was_told_is_not_asked(real_content: Content, text: str, band: str) -> None:
    language = "nl" if text.startswith(("k", "ik")) else "fr"
    chat = Chat(real_content).writes(
        reading("image_pressure", text=text, words=9, language=language)
    )
    assert chat.memory.age_band == band
    assert not agenda.to_ask("age", chat.memory, real_content)


@pytest.mark.parametrize(
    "text", ["il a 15 ans et demi", "j'avais 14 ans à l'époque", "hij is 16 jaar"]
)
def test_the_age_of_somebody_else_or_then_is_not_mine(real_content: Content, text: str) -> None:
    chat = Chat(real_content).writes(reading("image_pressure", text=text, words=9))
    assert chat.memory.age_band is None
    assert agenda.to_ask("age", chat.memory, real_content)
