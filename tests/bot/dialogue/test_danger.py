"""Danger first: order, hold and crisis form."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Help, Memory, agenda
from bot.dialogue.agenda import ORDER
from bot.dialogue.memory import Pending
from bot.dialogue.speaking import MOST_BUBBLES
from bot.labels import LIFE_SIGNALS, SITUATIONS, Signal
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

LIFE = [signal.value for signal in LIFE_SIGNALS]


@pytest.mark.parametrize("signal", LIFE)
def test_a_life_signal_is_answered_alone_in_one_bubble(chat: Chat, signal: str) -> None:
    chat.writes(reading("sextortion_money", signal))
    assert chat.names == [f"utter_danger_{signal}"]
    assert 1 <= len(chat.payloads()) <= 3
    assert chat.memory.safety_open


@pytest.mark.parametrize(("higher", "lower"), combinations(LIFE, 2))
def test_of_two_life_signals_the_higher_is_said_first(chat: Chat, higher: str, lower: str) -> None:
    assert chat.writes(reading("feeling_bad", lower, higher)).names == [f"utter_danger_{higher}"]


def test_the_second_life_signal_is_answered_next(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "danger_now", "suicide"))
    assert chat.chooses("/affirm").names == ["utter_danger_suicide"]


def test_steps_wait_until_the_safety_question_is_answered(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", "suicide"))
    assert chat.writes(reading("sextortion_money")).names == ["utter_again_here"]
    assert chat.writes(reading("should_pay")).names == ["utter_again_breathe"]
    assert chat.chooses("/deny").names == ["utter_dying_now_no"]
    assert chat.payloads() == ["/affirm", "/talk_to_human"]
    assert chat.chooses("/affirm").names == ["utter_sextortion_money_first"]


def test_an_answer_that_is_not_safe_keeps_the_question_open(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "danger_now")).chooses("/deny")
    assert chat.names == ["utter_safe_now_no"]
    assert chat.memory.safety_open
    assert chat.chooses("/affirm").names == ["utter_safe_now_yes"]
    assert not chat.memory.safety_open


def test_yes_to_something_else_is_not_yes_i_am_safe(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "danger_now")).writes(reading("talk_to_human"))
    assert chat.names == ["utter_talk_to_human"]
    chat.writes(reading("affirm", words=1))
    assert chat.names == ["utter_again_here"]
    assert chat.writes(reading("affirm", words=1)).names == ["utter_safe_now_yes"]


@pytest.mark.parametrize("payload", ["/deny", "/dont_know", "/cant"])
def test_no_or_cannot_say_to_are_you_safe_is_danger_now(content: Content, payload: str) -> None:
    memory = Memory(language="nl", situation="grooming", pending=Pending("question", "safe_now"))
    chat = Chat(content, memory).chooses(payload)
    assert chat.memory.signals == ("danger_now",)
    assert chat.names == ["utter_danger_danger_now"]


def test_two_signals_then_the_situation_and_the_rest_in_the_next_answer(chat: Chat) -> None:
    chat.writes(reading("grooming", "paid", "abuser_close", "meeting_planned"))
    assert chat.names == [
        "utter_danger_meeting_planned",
        "utter_danger_abuser_close",
        "utter_grooming_first",
    ]
    assert chat.payloads() == ["/affirm", "/talk_to_human"]
    chat.chooses("/affirm")
    assert chat.names[0] == "utter_danger_paid"


@pytest.mark.parametrize("situation", ["offline_abuse", "missing", "exploitation"])
def test_pressing_situations_stand_in_the_order_of_danger(chat: Chat, situation: str) -> None:
    chat.writes(reading(situation, "meeting_planned", "paid"))
    assert chat.names[:3] == [
        "utter_danger_meeting_planned",
        f"utter_{situation}_first",
        "utter_danger_paid",
    ]


def test_each_signal_is_answered_once(chat: Chat) -> None:
    chat.writes(reading("grooming", "meeting_planned"))
    chat.writes(reading("grooming", "meeting_planned"))
    assert "utter_danger_meeting_planned" not in chat.names


def test_age_alone_waits_for_a_situation(chat: Chat) -> None:
    assert "utter_danger_under_13" not in chat.writes(reading("greet", "under_13")).names
    assert chat.writes(reading("grooming")).names[0] == "utter_danger_under_13"


def test_a_danger_word_heard_by_the_service_is_asked_about_once(chat: Chat) -> None:
    chat.provisional = True
    chat.writes(reading("cyberbullying"))
    assert chat.names == ["utter_ask_safe_now"]
    chat.writes(reading("affirm", words=1))
    assert chat.names == [
        "utter_safe_now_yes",
        "utter_cyberbullying_first",
        "utter_step_dont_reply",
    ]
    assert "utter_ask_safe_now" not in chat.writes(reading("will_they_post")).names


def test_in_a_crisis_every_answer_is_one_bubble_with_few_choices(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", "suicide")).chooses("/deny")
    for payload in ("/affirm", "/affirm", "/done", "/affirm", "/how", "/done", "/later"):
        chat.chooses(payload)
        assert len(chat.says) == 1
        assert len(chat.payloads()) <= 3


def test_nothing_cheerful_is_said_while_danger_stands(content: Content) -> None:
    memory = Memory(language="fr", signals=("meeting_planned",), answered=("meeting_planned",))
    assert Chat(content, memory).writes(reading("thanks")).names == ["utter_thanks_in_danger"]


def test_a_handback_closes_the_safety_question(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", "suicide")).happens("event_handback")
    assert not chat.memory.safety_open
    assert chat.names == ["utter_handback"]


def test_waiting_for_a_counsellor_has_company_in_turn(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "suicide"))
    chat.help = Help(open=True, state="waiting")
    lines = [chat.happens("event_silence").names[0] for _ in range(6)]
    assert len(set(lines)) == 6


def test_somebody_in_danger_gets_the_quiet_line(chat: Chat) -> None:
    chat.writes(reading("feeling_bad", "danger_now"))
    assert chat.happens("event_silence").names == ["utter_company_quiet"]


def test_entering_the_queue_is_said_in_the_same_answer(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", wants_human=True))
    assert chat.names[:2] == ["utter_sextortion_money_first", "utter_human_coming"]


def test_two_signals_and_a_wish_for_a_human_leave_the_lower_for_the_next_answer(
    real_content: Content,
) -> None:
    chat = Chat(real_content)
    chat.writes(reading("sextortion_money", "paid", "spread_already", wants_human=True))
    assert chat.names == [
        "utter_danger_paid",
        "utter_sextortion_money_first_beside_number",
        "utter_human_coming",
    ]
    assert chat.payloads() == ["/affirm", "/talk_to_human", "/later"]
    assert chat.chooses("/affirm").names[0] == "utter_danger_spread_already"


@pytest.mark.parametrize("topic", SITUATIONS)
@pytest.mark.parametrize("signals", [(), ("paid",), ("paid", "spread_already")])
def test_a_wish_for_a_human_is_answered_in_three_bubbles(
    real_content: Content, topic: str, signals: tuple[str, ...]
) -> None:
    chat = Chat(real_content).writes(reading(topic, *signals, wants_human=True))
    assert len(chat.says) <= MOST_BUBBLES
    assert "human_offered" in chat.advice
    assert chat.payloads()


def test_in_a_crisis_a_question_keeps_its_way_out(real_content: Content) -> None:
    memory = Memory(
        language="fr",
        situation="unwanted_image",
        opened="unwanted_image/self",
        signals=("suicide",),
        answered=("suicide",),
        ticks=("dont_reply", "keep_evidence"),
    )
    chat = Chat(real_content, memory).chooses("/affirm")
    assert chat.names == ["utter_ask_known"]
    assert chat.payloads() == ["/calm", '/pick{"value": "close"}', "/dont_know"]


def test_age_waits_while_a_life_signal_stands(real_content: Content) -> None:
    memory = Memory(language="fr", situation="sextortion_money")
    assert "age" in agenda.items(memory, real_content)
    assert "age" not in agenda.items(memory.adding("signals", "suicide"), real_content)


def test_the_order_names_every_signal() -> None:
    assert {signal.value for signal in Signal} <= set(ORDER)


@pytest.mark.parametrize("payload", ["/done", "/affirm", "/why"])
def test_after_the_code_was_offered_the_step_itself_comes(chat: Chat, payload: str) -> None:
    chat.writes(reading("sextortion_money", "suicide")).chooses("/deny").chooses("/affirm")
    chat.chooses("/affirm").chooses("/done")
    assert chat.names == ["utter_code_offered"]
    assert chat.chooses(payload).names == ["utter_step_keep_evidence"]
