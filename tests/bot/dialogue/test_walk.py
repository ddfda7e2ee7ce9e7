"""The walker: one thing at a time, and back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory, plan
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
        ("/how", ["utter_how_keep_evidence"]),
        ("/dont_know", ["utter_how_keep_evidence"]),
        ("/cant", ["utter_cant_keep_evidence", "utter_step_write_names"]),
        ("/deny", ["utter_cant_keep_evidence", "utter_step_write_names"]),
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
    assert '/pick{"value": "snapchat"}' in chat.payloads()
    chat.chooses('/pick{"value": "snapchat"}')
    assert chat.names == ["utter_how_keep_evidence_snapchat"]


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
