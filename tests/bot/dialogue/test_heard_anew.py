"""Phrases of real children and parents: what they lead to, and which alarm of the reading they explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.memory import Memory
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.reading import Reading


def _alarm(signal: str, text: str, *, topic: str = "talk_to_human", why: str = "") -> Reading:
    read = reading(topic, signal, text=text, wants_human=topic == "talk_to_human")
    return replace(read, why={signal: why or text})


COMES_IN = [
    "er komt iemand binnen",
    "iemand komt binnen",
    "wacht iemand komt mijn kamer binnen",
    "attends qqn rentre",
    "quelqu'un entre",
]


@pytest.mark.parametrize("text", COMES_IN)
def test_somebody_who_comes_in_is_no_alarm(real_content: Content, text: str) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money"))
    chat.writes(_alarm("danger_now", text))
    assert chat.names == ["utter_someone_comes_in"]
    assert chat.memory.level is None


@pytest.mark.parametrize(
    "text",
    [
        "help er komt iemand binnen",
        "iemand komt binnen met een mes",
        "au secours quelqu'un entre",
        "er komt iemand binnen, hij heeft de deur ingestampt",
    ],
)
def test_an_alarm_beside_the_phrase_stays(real_content: Content, text: str) -> None:
    chat = Chat(real_content).writes(_alarm("danger_now", text))
    assert chat.names == ["utter_danger_danger_now"]


def test_where_a_danger_stands_somebody_who_comes_in_may_be_it(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("grooming", "meeting_planned"))
    assert chat.writes(_alarm("danger_now", COMES_IN[0])).names == ["utter_danger_danger_now"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("mijn broers gaan mij iets aandoen als ze de foto zien", "mij iets aandoen"),
        ("mes frères vont me faire du mal s'ils voient la photo", "me faire du mal"),
    ],
)
def test_what_the_family_would_do_is_no_wish_to_die(
    real_content: Content, text: str, why: str
) -> None:
    chat = Chat(real_content).writes(reading("sextortion"))
    chat.writes(_alarm("suicide", text, topic="tell_adult", why=why))
    assert chat.names[-1] == "utter_ask_parents_anger"


def test_a_wish_to_die_beside_it_stays(real_content: Content) -> None:
    text = "mijn broers gaan mij iets aandoen, ik wil dood"
    chat = Chat(real_content).writes(_alarm("suicide", text, why="ik wil dood"))
    assert chat.names == ["utter_danger_suicide"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("je lui prends son gsm ?", "how_evidence"),
        ("dois-je confisquer son téléphone", "how_evidence"),
        ("dois-je la punir", "legal"),
        ("mag ik haar gsm afpakken?", "tell_adult"),
        ("pak ik zijn gsm af", "out_of_scope"),
    ],
)
def test_a_parent_hears_why_not_to_punish(real_content: Content, text: str, topic: str) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", role="adult"))
    chat.writes(reading(topic, text=text))
    assert chat.names[0] == "utter_adult_no_punishing"


def test_a_parent_who_asks_about_punishing_forces_nobody(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", role="adult"))
    chat.writes(_alarm("forced_harm", "moet ik haar straffen", topic="out_of_scope"))
    assert chat.names[0] == "utter_adult_no_punishing"
    assert chat.memory.level is None


def test_a_child_is_told_nothing_of_punishing(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money"))
    chat.writes(reading("tell_adult", text="ze gaan mijn gsm afpakken"))
    assert "utter_adult_no_punishing" not in chat.names


@pytest.mark.parametrize(
    "text",
    [
        "je vais lui écrire à ce type et lui faire peur",
        "j'ai écrit à ce mec moi-même",
        "ik heb die kerel zelf geschreven",
        "ik ga hem eens schrijven",
    ],
)
def test_a_parent_who_writes_to_the_suspect_is_warned(real_content: Content, text: str) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", role="adult"))
    chat.chooses("/done")
    assert chat.writes(reading("feeling_bad", text=text)).names[-1] == (
        "utter_step_adult_dont_confront"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "ik durf niet te bellen"),
        ("fr", "j'ai peur d'appeler"),
        ("nl", "schrik om te bellen"),
    ],
)
def test_who_dares_not_phone_answers_no_question_with_it(
    real_content: Content, language: str, text: str
) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", language=language))
    chat.chooses("/done").writes(reading("cant", language=language, text=text))
    assert chat.names == ["utter_cannot_phone", "utter_ask_dying"]
    assert "dying_not_said" not in chat.memory.facts


@pytest.mark.parametrize("text", ["c bon il est parti", "ok hij is weg nu"])
def test_once_he_has_gone_it_is_asked_whether_they_are_safe(
    real_content: Content, text: str
) -> None:
    chat = Chat(real_content).writes(reading("offline_abuse", "danger_now", words=9))
    chat.chooses("/deny").writes(reading("done", text=text))
    assert chat.names == ["utter_again_safe_now_1"]
    assert chat.chooses("/calm").memory.safety_open is False


@pytest.mark.parametrize("text", ["c bon il est parti", "ok hij is weg nu"])
def test_without_a_danger_somebody_has_just_gone(real_content: Content, text: str) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money"))
    chat.writes(reading("done", text=text))
    assert "utter_again_safe_now_1" not in chat.names


@pytest.mark.parametrize(
    "text",
    [
        "mes parents savent pas que je suis gay",
        "mijn ouders weten niet dat ik op jongens val",
    ],
)
@pytest.mark.parametrize("topic", ["out_of_scope", "tell_adult"])
def test_who_is_not_out_is_heard_and_offered_no_parent(
    real_content: Content, text: str, topic: str
) -> None:
    chat = Chat(real_content).writes(reading("sextortion"))
    chat.writes(reading(topic, text=text))
    assert chat.names[0] == "utter_not_out"
    assert not {"utter_out_of_scope", "utter_ask_which_adult"}.intersection(chat.names)
    assert chat.writes(reading("tell_adult")).names[-1] == "utter_ask_which_adult_outside"


@pytest.mark.parametrize("text", ["je lui dis quoi", "wat moet ik zeggen tegen hem"])
def test_words_for_no_are_given_to_who_is_pressed(real_content: Content, text: str) -> None:
    chat = Chat(real_content).writes(reading("image_pressure"))
    assert chat.writes(reading("tell_adult", text=text)).names[0] == "utter_words_for_no"
    chat = Chat(real_content).writes(reading("sextortion"))
    assert "utter_words_for_no" not in chat.writes(reading("tell_adult", text=text)).names


def test_in_a_plan_without_proof_none_is_missed(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("image_pressure", "known_offline"))
    assert chat.chooses("/calm").names[-1] == "utter_step_stop_contact_no_suspect"


@pytest.mark.parametrize("text", ["grapje lol", "haha c'est une blague"])
@pytest.mark.parametrize("begun", [True, False])
def test_a_joke_is_met_kindly(real_content: Content, text: str, *, begun: bool) -> None:
    chat = Chat(real_content, Memory(language="fr"))
    if begun:
        chat.writes(reading("sextortion_money"))
    assert chat.writes(reading("out_of_scope", text=text)).names == ["utter_joke"]


def test_a_joke_does_not_end_a_danger(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "suicide"))
    assert chat.writes(reading("out_of_scope", text="grapje lol")).names != ["utter_joke"]


def test_who_asked_for_a_person_is_not_told_that_they_can(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("talk_to_human", wants_human=True))
    assert "utter_what_happened" not in chat.names
    assert "utter_what_happened" not in chat.writes(reading("greet")).names


@pytest.mark.parametrize(
    "text", ["mijn dochter van 15 wordt gechanteerd", "ma fille de 15 ans subit du chantage"]
)
def test_a_parent_is_one_also_before_the_situation_is_clear(
    real_content: Content, text: str
) -> None:
    chat = Chat(real_content)
    chat.writes(reading("sextortion_money", role="adult", text=text, unsure=True))
    chat.writes(reading("tell_adult", text="mag ik haar gsm afpakken?"))
    assert chat.names[0] == "utter_adult_no_punishing"
