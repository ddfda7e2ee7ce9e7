"""Danger first: order, hold and crisis form."""

from __future__ import annotations

from itertools import combinations, pairwise
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
    chat.writes(reading("feeling_bad", "danger_now")).happens("event_silence")
    chat.writes(reading("affirm", words=1))
    assert chat.names == ["utter_again_here"]
    assert chat.writes(reading("affirm", words=1)).names == ["utter_safe_now_yes"]


@pytest.mark.parametrize("payload", ["/deny", "/dont_know", "/cant"])
def test_no_or_cannot_say_to_are_you_safe_is_danger_now(content: Content, payload: str) -> None:
    memory = Memory(language="nl", situation="grooming", pending=Pending("question", "safe_now"))
    chat = Chat(content, memory).chooses(payload)
    assert chat.memory.signals == ("danger_now",)
    assert chat.names == ["utter_danger_danger_now"]


def test_not_safe_is_met_with_help_and_another_question(real_content: Content) -> None:
    memory = Memory(language="fr", situation="grooming", pending=Pending("question", "safe_now"))
    chat = Chat(real_content, memory).chooses("/deny")
    assert chat.names == ["utter_danger_danger_now_unsafe"]
    assert chat.memory.pending == Pending("question", "help_reached")
    assert chat.payloads() == ["/calm", "/affirm", "/dont_know"]
    assert chat.chooses("/dont_know").names == ["utter_help_reached_no"]
    said = [chat.chooses("/deny").names[0] for _ in range(4)]
    assert len(set(said)) == 3, "two lines that ask again, then one that only stays"
    assert all(now != before for before, now in pairwise(said))
    assert "utter_company_quiet" in said
    assert chat.memory.safety_open
    assert chat.chooses("/affirm").names == ["utter_help_reached_yes"]
    assert not chat.memory.safety_open
    assert "unsafe" in chat.memory.truths


def test_who_told_a_danger_and_is_still_in_it_is_asked_for_help_reached(
    real_content: Content,
) -> None:
    chat = Chat(real_content).writes(reading("grooming", "danger_now", words=9))
    assert chat.chooses("/deny").names == ["utter_safe_now_no"]
    assert chat.memory.pending == Pending("question", "help_reached")
    assert chat.chooses("/calm").names == ["utter_safe_now_yes"]
    assert "unsafe" not in chat.memory.truths


@pytest.mark.parametrize("role", ["friend", "adult"])
def test_somebody_else_who_does_not_know_says_no_danger(real_content: Content, role: str) -> None:
    pending = Pending("question", "safe_now")
    memory = Memory(language="nl", situation="grooming", role=role, pending=pending)
    chat = Chat(real_content, memory).chooses("/dont_know")
    assert chat.memory.signals == ()
    assert "emergency_112" in chat.advice
    assert not chat.memory.safety_open
    assert Chat(real_content, memory).chooses("/deny").memory.signals == ("danger_now",)


def test_who_stays_in_the_hold_hears_more_than_two_lines_in_turn(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "suicide", words=9))
    chat.chooses("/dont_know")
    said = [chat.chooses("/dont_know").names[0] for _ in range(9)]
    assert len(set(said)) == 7
    assert all(now != before for before, now in pairwise(said))
    assert chat.memory.safety_open


@pytest.mark.parametrize(("signal", "asked"), [("danger_now", 2), ("suicide", 3)])
def test_yes_to_a_line_of_company_is_no_answer(
    real_content: Content, signal: str, asked: int
) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", signal, words=9))
    for _ in range(asked + 1):
        chat.writes(reading("out_of_scope", words=4))
    assert chat.names[0].startswith("utter_company")
    chat.writes(reading("affirm", words=3))
    assert chat.memory.safety_open
    assert "safe" not in chat.memory.facts


def test_ok_to_call_112_is_no_help_reached(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("grooming", "danger_now", words=9)).chooses("/deny")
    assert chat.names == ["utter_safe_now_no"]
    chat.writes(reading("affirm", words=1))
    assert chat.names == ["utter_again_help_reached_1"]
    assert chat.writes(reading("affirm", words=1)).names == ["utter_help_reached_yes"]


@pytest.mark.parametrize("role", ["friend", "adult"])
def test_i_do_not_know_takes_no_danger_back(real_content: Content, role: str) -> None:
    chat = Chat(real_content).writes(reading("grooming", "danger_now", role=role, words=9))
    assert chat.chooses("/dont_know").names == [f"utter_safe_now_unsure_{role}"]
    assert chat.memory.safety_open
    assert chat.chooses("/affirm").names == [f"utter_help_reached_yes_{role}"]


def test_who_is_safe_now_is_not_asked_it_for_what_is_forced(real_content: Content) -> None:
    told = reading("grooming", "danger_now", "forced_harm", words=9)
    chat = Chat(real_content).writes(told).chooses("/deny").chooses("/calm")
    assert chat.names == ["utter_danger_forced_harm_safe"]
    assert "safe" in chat.memory.facts


def test_in_an_attempt_every_line_names_112(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "attempt_now", "suicide", words=9))
    for _ in range(6):
        assert "emergency_112" in chat.writes(reading("out_of_scope", words=5)).advice


def test_two_signals_then_the_situation_and_the_rest_in_the_next_answer(chat: Chat) -> None:
    chat.writes(reading("grooming", "paid", "abuser_close", "meeting_planned"))
    assert chat.names == [
        "utter_danger_meeting_planned",
        "utter_danger_abuser_close",
        "utter_grooming_first",
    ]
    assert chat.payloads() == ["/affirm"]
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


def test_known_told_in_the_middle_is_answered_as_the_click_is(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money", "known_offline", words=9))
    assert "utter_ask_known_yes" not in chat.names
    chat = Chat(real_content).writes(reading("sextortion_money", words=9))
    chat.writes(reading("sextortion_money", "known_offline", words=9))
    assert chat.names[0] == "utter_ask_known_yes"
    assert "safe_now" in chat.advice
    assert "utter_ask_known_yes" not in chat.writes(reading("greet")).names


def test_an_open_question_about_dying_is_not_lost_when_the_story_changes(
    real_content: Content,
) -> None:
    chat = Chat(real_content).writes(reading("image_spread", words=9)).chooses("/done")
    assert chat.memory.pending == Pending("question", "ask_dying")
    chat.writes(reading("missing", words=9))
    assert chat.memory.pending == Pending("question", "safe_now")
    assert "ask_safe_adult" in chat.chooses("/calm").advice
    assert "ask_dying" in chat.chooses("/affirm").advice


def test_who_wants_to_confront_somebody_is_told_not_to_at_once(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion", role="adult", words=9))
    says = "Zal ik die jongen zelf eens gaan aanspreken?"
    chat.writes(reading("tell_adult", role="adult", language="nl", text=says))
    assert "dont_confront" in chat.advice
    chat.chooses("/done").writes(reading("out_of_scope", role="adult", language="nl", text=says))
    assert "dont_confront" in chat.advice, "also when it was ticked"


def test_in_the_short_plan_a_step_of_the_long_one_does_not_come_back(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("deepnude", words=9))
    assert chat.memory.pending == Pending("step", "keep_evidence")
    chat.writes(reading("greet", "under_13", words=9))
    assert chat.memory.pending == Pending("step", "stop_pay_send")


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


def test_who_waits_for_a_human_is_not_offered_one(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("sextortion_money")).chooses("/affirm")
    chat.help = Help(open=True, state="waiting")
    for _ in range(4):
        chat.chooses("/talk_to_human")
        assert chat.says
        assert "/talk_to_human" not in chat.payloads()
        chat.chooses("/later")
    chat.help = Help(open=True, state="bot")
    chat.writes(reading("thanks", unsure=True)).writes(reading("thanks", unsure=True))
    assert "/talk_to_human" in chat.payloads()


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
    assert chat.payloads() == ["/affirm", "/later"]
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


def test_what_a_crisis_left_out_is_neither_in_hand_nor_ticked(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("image_spread", "suicide", "spread_already"))
    said: list[str] = []
    for payload in ("/calm", *["/affirm"] * 4):
        chat.chooses(payload)
        said += chat.names
        assert chat.memory.ticks == ()
        in_hand = chat.memory.pending
        assert in_hand is None or chat.memory.prompted, in_hand
    assert said[0] == "utter_dying_now_no"
    assert {"utter_danger_spread_already", "utter_image_spread_first"} <= set(said)
    assert chat.names == ["utter_step_take_it_down"]
    assert chat.chooses("/done").memory.ticks == ("take_it_down",)


def test_a_safety_question_that_was_left_out_is_not_answered_by_go_on(
    real_content: Content,
) -> None:
    chat = Chat(real_content).writes(reading("image_pressure", "suicide", "known_offline"))
    chat.chooses("/calm")
    assert not chat.memory.safety_open
    chat.chooses("/affirm")
    assert "safe" not in chat.memory.facts
    while chat.memory.pending is None:
        chat.chooses("/affirm")
    assert chat.names == ["utter_ask_safe_now"]
    assert "safe" not in chat.memory.facts


@pytest.mark.parametrize("topic", ["privacy", "are_you_human", "talk_to_human", "delete_chat"])
def test_an_answer_in_between_brings_the_safety_question_back(
    real_content: Content, topic: str
) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "suicide")).writes(reading(topic))
    assert len(chat.says) == 1
    assert chat.says[0].asks == "utter_ask_dying_now"
    assert chat.payloads() == ["/affirm", "/calm", "/dont_know"]
    assert "ask_dying" in chat.advice
    assert chat.memory.safety_open
    assert chat.writes(reading("deny", words=1)).names == ["utter_dying_now_no"]


def test_safe_is_not_asked_twice_for_two_signals(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "danger_now", "forced_harm"))
    chat.chooses("/calm")
    assert chat.names == ["utter_danger_forced_harm_safe"]
    assert {"no_blame", "human_offered", "dont_reply"} <= set(chat.advice)
    assert not chat.memory.safety_open
    assert "utter_ask_safe_now" not in chat.chooses("/affirm").names


def test_a_signal_told_later_asks_its_question_again(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "danger_now")).chooses("/calm")
    assert chat.writes(reading("feeling_bad", "forced_harm")).names == ["utter_danger_forced_harm"]
    assert chat.memory.safety_open


@pytest.mark.parametrize("role", ["self", "friend", "adult"])
def test_every_line_that_asks_again_carries_the_tag_of_its_question(
    real_content: Content, role: str
) -> None:
    for question in real_content.questions.values():
        for name in question.again:
            variant = real_content.variant(name, role=role, danger=True)
            assert set(question.advice) <= set(real_content.advice(variant)), variant


@pytest.mark.parametrize("topic", [topic for topic in SITUATIONS if topic != "offline_abuse"])
def test_with_somebody_close_the_adult_outside_comes_before_the_situation(
    real_content: Content, topic: str
) -> None:
    memory = Memory(language="fr", situation=topic, signals=("abuser_close",))
    for known, adult in ((memory, "tell_adult_outside"), (_alone(memory), "find_adult")):
        items = [name for name in agenda.items(known, real_content) if name != "ask_dying"]
        assert items[:3] == ["safe_now", "ask_safe_adult", adult]


def _alone(memory: Memory) -> Memory:
    return memory.adding("facts", "no_safe_adult")
