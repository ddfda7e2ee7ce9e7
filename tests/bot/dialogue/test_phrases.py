"""Listed phrases: asked about once, said alone or noted, wherever in a chat they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Help, Memory
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.reading import Reading

DYING = "C’est mort pour moi"


def _dying(
    topic: str = "out_of_scope", *signals: str, text: str = DYING, unsure: bool = False
) -> Reading:
    return reading(topic, *signals, text=text, unsure=unsure)


@pytest.mark.parametrize("topic", ["greet", "out_of_scope", "done", "insult_bot", "thanks"])
def test_a_phrase_is_asked_about_in_the_middle_of_a_plan(chat: Chat, topic: str) -> None:
    chat.writes(reading("sextortion_money")).writes(_dying(topic))
    assert chat.names == ["utter_ask_ask_dying"]
    assert chat.chooses("/deny").names == ["utter_step_dont_reply"]


def test_a_phrase_in_the_first_message_is_asked_about_after_its_situation(chat: Chat) -> None:
    chat.writes(_dying("sextortion_money"))
    assert chat.names == ["utter_sextortion_money_first", "utter_ask_ask_dying"]


def test_an_unclear_message_with_a_phrase_is_asked_about(chat: Chat) -> None:
    assert chat.writes(_dying("greet", unsure=True)).names == ["utter_ask_ask_dying"]


def test_a_question_with_a_phrase_is_answered_and_asked_about(chat: Chat) -> None:
    chat.writes(reading("sextortion_money")).writes(_dying("will_they_post"))
    assert chat.names == ["utter_will_they_post_answer", "utter_ask_ask_dying"]


def test_a_phrase_in_a_question_that_comes_a_third_time_is_asked_about(chat: Chat) -> None:
    chat.writes(reading("sextortion_money"))
    for _ in range(2):
        chat.writes(reading("will_they_post"))
    assert chat.writes(_dying("will_they_post")).names[-1] == "utter_ask_ask_dying"
    assert "utter_asked_often" not in chat.names
    chat.chooses("/deny")
    assert chat.writes(reading("will_they_post")).names == ["utter_asked_often"]


def test_an_earlier_no_is_no_answer_to_a_phrase(chat: Chat) -> None:
    chat.writes(reading("sextortion_money")).chooses("/done").chooses("/deny")
    assert "not_dying" in chat.memory.facts
    assert chat.writes(_dying()).names == ["utter_ask_ask_dying"]


def test_the_same_phrase_is_asked_about_once_another_anew(chat: Chat) -> None:
    chat.writes(reading("sextortion_money")).writes(_dying()).chooses("/deny")
    assert "utter_ask_ask_dying" not in chat.writes(_dying()).names
    assert chat.writes(_dying(text="je suis morte")).names == ["utter_ask_ask_dying"]


def test_a_phrase_in_the_answer_to_the_question_is_part_of_it(chat: Chat) -> None:
    chat.writes(_dying()).writes(reading("deny", text="non, je suis mort de honte"))
    assert "utter_ask_ask_dying" not in chat.names


def test_a_figure_of_speech_is_left_alone(chat: Chat) -> None:
    assert "utter_ask_ask_dying" not in chat.writes(_dying(text="je suis mort de rire")).names


@pytest.mark.parametrize("signal", ["suicide", "attempt_now"])
def test_nothing_is_asked_twice_where_the_signal_stands(chat: Chat, signal: str) -> None:
    chat.writes(_dying("feeling_bad", signal))
    assert chat.names == [f"utter_danger_{signal}"]
    chat.chooses("/affirm")
    assert "utter_ask_ask_dying" not in chat.names


def test_while_a_safety_question_is_open_a_phrase_waits_and_is_not_lost(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "danger_now")).writes(_dying())
    assert chat.names == ["utter_again_here"]
    chat.chooses("/affirm")
    assert chat.chooses("/affirm").names == ["utter_ask_ask_dying"]


def test_what_is_said_to_a_counsellor_is_not_asked_about_later(chat: Chat) -> None:
    chat.help = Help(open=True, state="human")
    assert not chat.writes(_dying()).memory.facts


def test_somebody_comes_in_one_line_and_the_plan_waits(chat: Chat) -> None:
    chat.writes(reading("sextortion_money"))
    chat.writes(reading("goodbye", text="attends, quelqu'un arrive"))
    assert chat.names == ["utter_comes_in"]
    assert chat.payloads() == []
    assert chat.writes(reading("greet")).names == ["utter_greet", "utter_back_to_step"]


def test_somebody_comes_in_while_the_safety_question_is_open(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "suicide"))
    assert chat.writes(reading("greet", text="quelqu'un arrive")).names == ["utter_comes_in"]
    assert chat.memory.safety_open
    assert chat.writes(reading("greet")).names == ["utter_again_here"]


def test_a_danger_comes_before_somebody_who_comes_in(chat: Chat) -> None:
    chat.writes(reading("greet", "danger_now", text="quelqu'un arrive"))
    assert chat.names == ["utter_danger_danger_now"]


def test_a_phrase_may_only_be_noted(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", text="ma webcam est PIRATÉE"))
    assert "bulk_mail" in chat.memory.facts
    assert chat.names == ["utter_sextortion_money_first", "utter_step_dont_reply"]


PARENTS = {"fr": "mes parents vont me tuer", "nl": "mijn ouders vermoorden mij"}


@pytest.mark.parametrize("language", PARENTS)
@pytest.mark.parametrize(
    ("choice", "signals", "first"),
    [
        ("/calm", (), "utter_parents_anger_calm"),
        ("/dont_know", (), "utter_parents_anger_unsure"),
        (
            '/pick{"value": "hurt"}',
            ("abuser_close", "known_offline"),
            "utter_danger_abuser_close",
        ),
        ('/pick{"value": "in_danger"}', ("danger_now",), "utter_danger_danger_now_unsafe"),
    ],
)
def test_parents_who_kill_angry_or_would_they_hurt(
    real_content: Content, language: str, choice: str, signals: tuple[str, ...], first: str
) -> None:
    chat = Chat(real_content, Memory(language=language))
    chat.writes(reading("sextortion_money", language=language)).chooses("/done")
    chat.writes(reading("tell_adult", language=language, text=PARENTS[language]))
    assert chat.names == ["utter_ask_parents_anger"]
    chat.chooses(choice)
    assert chat.names[0] == first
    assert chat.memory.signals == signals
    chat.writes(reading("tell_adult", language=language, text=PARENTS[language]))
    assert "utter_ask_parents_anger" not in chat.names


@pytest.mark.parametrize("text", ["un mail : webcam piratée", "een mail, betalen in bitcoin"])
def test_the_bulk_mail_is_asked_about_first_and_without_image_it_is_bluff(
    real_content: Content, text: str
) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", text=text))
    assert chat.names == ["utter_sextortion_money_first", "utter_ask_image"]
    chat.chooses("/deny")
    assert chat.names[0] == "utter_ask_image_mail_no"
    assert chat.names[-1] == "utter_step_forward_mail"
    told = []
    for _ in range(8):
        chat.chooses(
            "/calm" if chat.memory.pending and chat.memory.pending.kind == "question" else "/done"
        )
        told += chat.advice
    assert {"keep_evidence", "report_account", "take_it_down", "police"}.isdisjoint(told)
    assert {"tell_adult", "call_116000"} <= set(told)


def test_an_image_that_was_sent_leads_to_the_usual_plan(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", text="payer en bitcoin"))
    assert chat.chooses("/affirm").names == ["utter_ask_image_yes", "utter_step_dont_reply"]
