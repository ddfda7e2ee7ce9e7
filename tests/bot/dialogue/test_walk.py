"""The walker: one thing at a time, and back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory, agenda, plan
from bot.dialogue.memory import Pending
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content


def walking(content: Content, step: str = "keep_evidence") -> Chat:
    memory = Memory(
        language="fr",
        situation="sextortion_money",
        opened="sextortion_money/self",
        facts=("not_dying",),
        ticks=("dont_reply",),
        told=("code_offered",),
        pending=Pending("step", step),
    )
    return Chat(content, memory)


def test_first_answer_is_followed_by_the_first_step(chat: Chat) -> None:
    chat.writes(reading("sextortion_money"))
    assert chat.names == ["utter_sextortion_money_first", "utter_step_dont_reply"]
    assert chat.says[-1].step == "dont_reply"


def test_choices_stand_only_at_the_last_bubble(chat: Chat) -> None:
    chat.writes(reading("sextortion_money"))
    assert chat.payloads(0) == []
    assert "/done" in chat.payloads()


def test_done_ticks_the_step_and_presents_the_next(chat: Chat) -> None:
    chat.writes(reading("grooming")).chooses("/done")
    assert chat.memory.ticks == ("dont_reply",)
    assert chat.names == ["utter_ask_ask_dying"]


def test_come_back_code_is_offered_before_the_first_step_that_leaves_the_app(chat: Chat) -> None:
    chat.writes(reading("grooming")).chooses("/done").chooses("/deny")
    assert chat.names == ["utter_code_offered", "utter_step_keep_evidence"]
    chat.chooses("/done").chooses("/deny")
    assert chat.names == ["utter_step_report_account"]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ("/why", ["utter_why_keep_evidence"]),
        ("/how", ["utter_which_app"]),
        ("/dont_know", ["utter_which_app"]),
        ("/cant", ["utter_step_write_names"]),
        ("/deny", ["utter_step_write_names"]),
        ("/later", ["utter_set_aside", "utter_ask_ask_known"]),
        ("/done", ["utter_ask_ask_known"]),
    ],
)
def test_moves_of_a_step(content: Content, payload: str, said: list[str]) -> None:
    assert walking(content).chooses(payload).names == said


def test_typed_and_chosen_moves_do_the_same(content: Content) -> None:
    typed = walking(content).writes(reading("cant", words=2))
    chosen = walking(content).chooses("/cant")
    assert typed.names == chosen.names
    assert typed.memory.set_aside == chosen.memory.set_aside == ("keep_evidence",)


def test_why_keeps_the_choices_of_the_step_but_itself(content: Content) -> None:
    chat = walking(content).chooses("/why")
    assert chat.payloads() == ["/done", "/how", "/cant", "/later"]
    assert chat.memory.pending == Pending("step", "keep_evidence")


def test_how_asks_for_the_app_and_then_explains_it_there(content: Content) -> None:
    chat = walking(content).chooses("/how")
    assert chat.payloads() == ['/pick{"value": "snapchat"}', '/pick{"value": "other_app"}']
    chat.chooses('/pick{"value": "snapchat"}')
    assert chat.names == ["utter_how_keep_evidence_snapchat"]
    assert chat.payloads() == ["/done", "/cant", "/why", "/later"]
    assert chat.chooses("/done").memory.ticks[-1] == "keep_evidence"


@pytest.mark.parametrize("answer", ['/pick{"value": "other_app"}', "/dont_know", "/deny"])
def test_which_app_is_asked_once(content: Content, answer: str) -> None:
    chat = walking(content).chooses("/how").chooses(answer)
    assert chat.names == ["utter_how_keep_evidence"]
    assert chat.chooses("/how").names == ["utter_how_keep_evidence"]


@pytest.mark.parametrize("topic", ["cyberbullying", "how_block", "insult_bot", "done"])
def test_an_app_that_is_typed_is_understood_whatever_it_reads_like(
    content: Content, topic: str
) -> None:
    chat = walking(content).chooses("/how").writes(reading(topic, text="sur Snap !"))
    assert chat.names == ["utter_how_keep_evidence_snapchat"]
    assert (chat.memory.situation, chat.memory.ticks) == ("sextortion_money", ("dont_reply",))


def test_an_app_that_was_told_before_is_not_asked(content: Content) -> None:
    chat = Chat(content).writes(reading("grooming", text="un type bizarre me parle sur snap"))
    chat.chooses("/done").chooses("/deny").chooses("/how")
    assert chat.names == ["utter_how_keep_evidence_snapchat"]


def test_of_two_apps_none_is_chosen(content: Content) -> None:
    told = reading("grooming", text="d'abord sur insta puis sur snap il me parle")
    assert Chat(content).writes(told).memory.app is None


def test_a_step_that_is_the_same_in_every_app_does_not_ask(content: Content) -> None:
    assert walking(content, "tell_adult").chooses("/how").names == ["utter_how_tell_adult"]


def test_no_app_is_asked_for_while_a_life_signal_stands(content: Content) -> None:
    chat = walking(content)
    chat.memory = chat.memory.adding("signals", "suicide").adding("answered", "suicide")
    assert chat.chooses("/how").names == ["utter_how_keep_evidence"]


def test_a_smaller_step_counts_for_its_step(content: Content) -> None:
    chat = walking(content).chooses("/cant").chooses("/done")
    steps = {step["id"]: step["done"] for step in plan(chat.memory, content)}
    assert steps["keep_evidence"] is True
    assert "write_names" not in steps


def test_the_plan_names_what_was_done_and_not_more(real_content: Content) -> None:
    memory = Memory(language="fr", situation="unwanted_image")
    done = replace(memory, ticks=("mute_the_chat",))
    for ticks, label in ((memory, "stop_contact"), (done, "mute_the_chat")):
        blocked = next(step for step in plan(ticks, real_content) if step["id"] == "stop_contact")
        assert blocked["label"] == real_content.steps[label].label["fr"]
        assert blocked["done"] is (label == "mute_the_chat")


def test_who_cannot_do_the_smaller_step_either_goes_on_and_may_come_back(content: Content) -> None:
    chat = walking(content).chooses("/cant").chooses("/cant")
    assert chat.names == ["utter_cant_write_names", "utter_ask_ask_known"]
    assert agenda.open_steps(chat.memory, content) == ["keep_evidence"]


def test_what_was_done_stays_done_when_the_plan_changes(content: Content) -> None:
    chat = walking(content).chooses("/done").writes(reading("grooming", "abuser_close"))
    steps = {step["id"]: step["done"] for step in plan(chat.memory, content)}
    assert steps["evidence_if_safe"] is True
    assert "keep_evidence" not in steps


def test_what_was_done_stays_visible_in_a_plan_that_does_not_ask_for_it(content: Content) -> None:
    chat = walking(content).chooses("/done").writes(reading("grooming", "under_13"))
    assert [(step["id"], step["done"]) for step in plan(chat.memory, content)] == [
        ("dont_reply", True),
        ("keep_evidence", True),
        ("tell_adult", False),
    ]


def test_a_step_told_as_done_is_ticked_and_not_the_one_in_hand(content: Content) -> None:
    chat = walking(content).writes(reading("done", text="maman le sait"))
    assert chat.names == ["utter_listening", "utter_back_to_step"]
    assert chat.memory.ticks == ("dont_reply", "tell_adult")


@pytest.mark.parametrize(
    ("text", "role"), [("maman le sait pas", "self"), ("maman le sait", "friend")]
)
def test_a_step_is_not_ticked_by_its_denial_or_for_somebody_else(
    content: Content, text: str, role: str
) -> None:
    chat = walking(content).writes(reading("tell_adult", text=text, role=role))
    assert chat.memory.ticks == ("dont_reply",)


def test_what_was_said_is_not_asked(content: Content) -> None:
    chat = walking(content).writes(reading("feeling_bad", text="je la connais pas en vrai"))
    assert chat.chooses("/done").names == ["utter_step_report_account"]


def test_a_typed_yes_to_something_else_ticks_no_step(content: Content) -> None:
    chat = walking(content).writes(reading("thanks")).writes(reading("affirm", words=1))
    assert chat.names == ["utter_back_to_step"]
    assert chat.memory.ticks == ("dont_reply",)


def test_an_app_without_a_button_is_explained_when_it_is_named(content: Content) -> None:
    chat = walking(content).chooses("/how")
    assert '/pick{"value": "cam_site"}' not in chat.payloads()
    chat.chooses('/pick{"value": "cam_site"}')
    assert chat.names == ["utter_how_keep_evidence_cam"]


def test_cant_without_a_smaller_step_sets_it_aside_and_goes_on(content: Content) -> None:
    chat = walking(content, "tell_adult").chooses("/cant")
    assert chat.names[0] == "utter_cant_tell_adult"
    assert "tell_adult" in chat.memory.set_aside
    assert len(chat.names) == 2


def test_the_end_sums_up_and_offers_what_was_set_aside(content: Content) -> None:
    chat = walking(content).chooses("/later").chooses("/deny")
    while chat.memory.pending:
        chat.chooses("/done")
    assert chat.names == ["utter_plan_end_open"]
    assert chat.payloads() == ['/pick{"value": "step:keep_evidence"}']
    chat.chooses(chat.payloads()[0])
    assert chat.names == ["utter_step_keep_evidence"]
    assert chat.chooses("/done").names == ["utter_plan_end"]
    assert chat.writes(reading("affirm", words=1)).names == ["utter_plan_after"]


def test_a_question_whose_answer_was_told_in_passing_is_not_asked(content: Content) -> None:
    chat = walking(content)
    chat.memory = chat.memory.adding("signals", "known_offline")
    assert chat.chooses("/done").names == ["utter_step_report_account"]


def test_nobody_is_asked_a_third_time(chat: Chat) -> None:
    chat.writes(reading("grooming")).chooses("/done")
    assert chat.chooses("/done").names == ["utter_ask_ask_dying"]
    chat.chooses("/done")
    assert "utter_ask_ask_dying" not in chat.names


def test_a_question_in_between_is_answered_and_the_walk_goes_on_where_it_was(
    content: Content,
) -> None:
    chat = walking(content).writes(reading("will_they_post"))
    assert chat.names == ["utter_will_they_post_answer", "utter_back_to_step"]
    assert chat.payloads()[0] == "/done"
    assert chat.chooses("/done").memory.ticks[-1] == "keep_evidence"


def test_telling_the_same_again_is_heard_and_leads_back(content: Content) -> None:
    chat = walking(content).writes(reading("sextortion_money"))
    assert chat.names == ["utter_listening", "utter_back_to_step"]


def test_who_tells_the_same_again_and_again_is_heard_in_three_lines_and_offered_a_human(
    content: Content,
) -> None:
    chat = walking(content)
    said, offered = [], []
    for _ in range(4):
        chat.writes(reading("sextortion_money"))
        said.append(chat.names[0])
        offered.append("/talk_to_human" in chat.payloads())
    more = ["utter_listening_more", "utter_listening_human"]
    assert said == ["utter_listening", *more, "utter_listening"]
    assert offered == [False, False, True, False]


def test_who_waits_for_a_human_and_tells_the_same_again_hears_about_the_wait(
    content: Content,
) -> None:
    chat = walking(content)
    chat.memory = replace(chat.memory, level="normal", repeats=("utter_listening",) * 2)
    assert chat.writes(reading("sextortion_money")).names[0] == "utter_talk_to_human_waiting"


def test_a_worse_situation_changes_the_plan_and_keeps_the_ticks(chat: Chat) -> None:
    chat.writes(reading("image_pressure")).chooses("/done")
    chat.writes(reading("sextortion_money"))
    assert chat.names == ["utter_sextortion_money_first", "utter_ask_ask_dying"]
    assert chat.memory.ticks == ("dont_reply",)


@pytest.mark.parametrize(
    ("role", "first"),
    [("friend", "utter_grooming_friend_first"), ("adult", "utter_grooming_adult_first")],
)
def test_others_have_their_own_row(chat: Chat, role: str, first: str) -> None:
    assert chat.writes(reading("grooming", role=role)).names[0] == first


def test_an_adult_gets_the_formal_variant_where_there_is_one(content: Content) -> None:
    chat = walking(content, "ask_known")
    chat.memory = Memory(
        language="nl",
        role="adult",
        situation="grooming",
        opened="grooming/adult",
        facts=("not_dying", "unknown_offender"),
        ticks=("dont_reply", "keep_evidence", "report_account"),
    )
    assert chat.writes(reading("affirm", language="nl", words=1)).names == [
        "utter_step_tell_adult_adult"
    ]


def test_under_13_with_a_situation_walks_the_short_plan(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", "under_13"))
    assert chat.names == [
        "utter_danger_under_13",
        "utter_sextortion_money_first",
        "utter_ask_ask_safe_adult",
    ]
    assert [step["id"] for step in plan(chat.memory, chat.content)] == ["tell_adult"]


def test_the_plan_is_told_in_the_language_of_the_chat_with_what_is_done(chat: Chat) -> None:
    chat.writes(reading("grooming", language="nl")).chooses("/done")
    first = plan(chat.memory, chat.content)[0]
    assert first == {"id": "dont_reply", "label": "een", "advice": ["dont_reply"], "done": True}


def test_steps_of_a_signal_come_before_those_of_the_situation(chat: Chat) -> None:
    chat.writes(reading("sextortion_money", "paid"))
    assert chat.names == ["utter_danger_paid", "utter_sextortion_money_first", "utter_step_bank"]


@pytest.mark.parametrize("payload", ["/done", "/why", "/affirm", '/pick{"value": "nothing"}'])
def test_a_move_without_anything_in_hand_is_answered(content: Content, payload: str) -> None:
    chat = Chat(content, Memory(language="fr"))
    assert chat.chooses(payload).names == ["utter_what_happened"]


@pytest.mark.parametrize("payload", ["/later", "/calm"])
def test_not_now_is_not_pushed(content: Content, payload: str) -> None:
    chat = Chat(content, Memory(language="fr", situation="grooming", opened="grooming/self"))
    assert chat.chooses(payload).names == ["utter_calm"]
    assert chat.chooses("/affirm").names == ["utter_step_dont_reply"]


def test_at_your_pace_is_said_twice_and_then_what_can_be_done_in_turn(content: Content) -> None:
    chat = Chat(content, Memory(language="fr", situation="grooming", opened="grooming/self"))
    said = [chat.chooses("/later").names for _ in range(5)]
    assert said[:2] == [["utter_calm"]] * 2
    assert said[2:] == [["utter_plan_after"], ["utter_plan_after_more"], ["utter_plan_after"]]


def test_a_step_that_is_no_longer_in_the_plan_is_not_said_again(content: Content) -> None:
    chat = walking(content).writes(reading("privacy", "under_13"))
    assert chat.names == [
        "utter_danger_under_13",
        "utter_privacy_answer",
        "utter_ask_ask_safe_adult",
    ]


def test_a_smaller_step_leaves_the_plan_with_its_step(content: Content) -> None:
    chat = walking(content).chooses("/cant")
    assert chat.memory.pending == Pending("step", "write_names")
    chat.writes(reading("how", "under_13"))
    assert chat.names == ["utter_danger_under_13", "utter_ask_ask_safe_adult"]


def test_after_a_change_of_situation_the_step_in_hand_is_not_said_word_for_word(
    content: Content,
) -> None:
    chat = walking(content).writes(reading("image_pressure"))
    assert chat.memory.situation == "sextortion_money"
    told = reading("sextortion_images", text="non il veut des photos")
    chat.writes(told)
    assert chat.names == ["utter_sextortion_images_first", "utter_back_to_step"]
    assert chat.chooses("/done").memory.ticks[-1] == "keep_evidence"


def test_nothing_is_called_done_when_everything_was_set_aside(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("worried_about_self")).chooses("/cant")
    assert chat.names == ["utter_cant_stop_it_now", "utter_plan_end_aside"]
    assert "/talk_to_human" in chat.payloads()


@pytest.mark.parametrize("topic", ["image_spread", "deepnude", "sextortion", "offline_abuse"])
@pytest.mark.parametrize("signals", [(), ("spread_already",), ("abuser_close",), ("paid",)])
def test_dying_is_asked_within_three_answers_whatever_stands_before(
    real_content: Content, topic: str, signals: tuple[str, ...]
) -> None:
    chat = Chat(real_content).writes(reading(topic, *signals))
    asked = ["ask_dying" in chat.advice]
    for _ in range(2):
        in_hand = chat.memory.pending
        question = in_hand is not None and in_hand.kind == "question"
        chat.chooses("/affirm" if in_hand is None else "/calm" if question else "/done")
        asked.append("ask_dying" in chat.advice)
    assert any(asked)


def test_a_chosen_adult_is_not_to_be_chosen_again(real_content: Content) -> None:
    memory = Memory(language="fr", situation="image_pressure", opened="image_pressure/self")
    memory = memory.adding("facts", "safe", "unknown_offender").adding("ticks", "stop_contact")
    asked = Chat(real_content, memory).writes(reading("tell_adult"))
    assert asked.names[-1] == "utter_ask_which_adult"
    asked.writes(reading("grooming", "abuser_close", text="ma mère peut-être"))
    assert asked.names == ["utter_which_adult_mother", "utter_step_tell_chosen_adult"]
    assert asked.memory.signals == ()
    assert asked.memory.situation == "image_pressure"
    assert asked.memory.level is None


def test_what_was_put_aside_is_not_offered_once_it_would_be_wrong(real_content: Content) -> None:
    chat = Chat(real_content).writes(reading("grooming", words=9)).chooses("/later")
    assert "dont_reply" in agenda.open_steps(chat.memory, real_content)
    chat.writes(reading("grooming", "abuser_close", "known_offline", words=9))
    assert "dont_reply" not in agenda.open_steps(chat.memory, real_content)
    assert "dont_reply" not in [step["id"] for step in agenda.plan(chat.memory, real_content)]
