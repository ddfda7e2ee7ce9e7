"""Questions in between: the answer fits everything that was told, and some are asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

PARENTS = {"mother", "father", "teacher"}


def _answer(content: Content, topic: str, memory: Memory) -> Chat:
    return Chat(content, memory).writes(reading(topic, role=memory.role))


def _memory(
    situation: str, *signals: str, facts: tuple[str, ...] = (), role: str = "self"
) -> Memory:
    return Memory(
        language="fr",
        situation=situation,
        opened=f"{situation}/{role}",
        role=role,
        signals=signals,
        answered=signals,
        facts=facts,
    )


@pytest.mark.parametrize(
    ("topic", "situation", "signals", "answer"),
    [
        ("will_they_post", "sextortion_money", (), "utter_will_they_post_answer_money"),
        (
            "will_they_post",
            "sextortion_money",
            ("known_offline",),
            "utter_will_they_post_answer_known",
        ),
        (
            "will_they_post",
            "sextortion_images",
            ("abuser_close", "known_offline"),
            "utter_will_they_post_answer_close",
        ),
        (
            "will_they_post",
            "sextortion_money",
            ("spread_already",),
            "utter_will_they_post_answer_already",
        ),
        ("will_they_post", "deepnude", (), "utter_will_they_post_answer"),
        ("will_they_post", "grooming", (), "utter_will_they_post_answer"),
        ("will_they_post", "sextortion", (), "utter_will_they_post_answer"),
        ("remove_image", "sextortion_money", (), "utter_remove_image_answer_not_posted"),
        ("remove_image", "sextortion_money", ("spread_already",), "utter_remove_image_answer"),
        ("remove_image", "deepnude", ("spread_already",), "utter_remove_image_answer_deepnude"),
        ("remove_image", "i_spread", ("spread_already",), "utter_remove_image_answer_i_spread"),
        ("remove_image", "image_spread", ("abuser_close",), "utter_remove_image_answer_close"),
        ("how_evidence", "grooming", ("abuser_close",), "utter_how_evidence_answer_close"),
        ("how_block", "grooming", ("abuser_close",), "utter_how_block_answer_close"),
        ("how_block", "grooming", ("danger_now",), "utter_how_block_answer_close"),
        ("how_block", "grooming", (), "utter_how_block_answer"),
    ],
)
def test_the_answer_follows_what_was_told(
    real_content: Content, topic: str, situation: str, signals: tuple[str, ...], answer: str
) -> None:
    assert _answer(real_content, topic, _memory(situation, *signals)).names[0] == answer


def test_an_answer_that_follows_what_was_told_is_counted_by_what_it_says(
    real_content: Content,
) -> None:
    chat = _answer(real_content, "will_they_post", _memory("sextortion_money"))
    assert chat.writes(reading("will_they_post")).names[0] == "utter_asked_again"
    chat.writes(reading("will_they_post", "spread_already"))
    assert "utter_will_they_post_answer_already" in chat.names


def test_it_is_only_said_of_money_that_they_often_move_on(real_content: Content) -> None:
    for name, response in real_content.responses.items():
        if name.startswith("utter_will_they_post") and "_money" not in name:
            assert "passent à autre chose" not in response.wording("fr").text, name
            assert "gaan ze verder" not in response.wording("nl").text, name


@pytest.mark.parametrize("person", ["mother", "father", "teacher", "someone"])
def test_a_child_is_asked_for_one_adult_and_gets_a_first_sentence(
    real_content: Content, person: str
) -> None:
    chat = _answer(real_content, "tell_adult", _memory("sextortion_money"))
    assert chat.names == ["utter_ask_which_adult"]
    chat.chooses(f'/pick{{"value": "{person}"}}')
    assert chat.names[0] == f"utter_which_adult_{person}"
    for language, quote in (("fr", "«"), ("nl", "‘")):
        assert quote in real_content.text(chat.names[0], language, {})
    assert "utter_ask_which_adult" not in chat.writes(reading("tell_adult")).names


def test_for_nobody_there_are_the_lines_and_the_net_under_them(real_content: Content) -> None:
    chat = _answer(real_content, "tell_adult", _memory("sextortion_money")).chooses("/deny")
    assert chat.names[0] == "utter_which_adult_nobody"
    for language, lines in (
        ("fr", ("116 000", "103", "maintenantjenparle.be")),
        ("nl", ("116 000", "102", "nupraatikerover.be", "1712")),
    ):
        text = real_content.text(chat.names[0], language, {})
        assert all(line in text for line in lines), text
        assert text.rstrip(".").endswith("116 000")


@pytest.mark.parametrize(
    ("situation", "signals", "facts"),
    [
        ("grooming", ("abuser_close", "known_offline"), ()),
        ("sextortion_money", (), ("parents_feared",)),
        ("offline_abuse", (), ()),
        ("exploitation", (), ()),
        ("missing", (), ()),
    ],
)
def test_no_parent_and_no_teacher_is_offered_where_they_may_be_feared(
    real_content: Content, situation: str, signals: tuple[str, ...], facts: tuple[str, ...]
) -> None:
    chat = _answer(real_content, "tell_adult", _memory(situation, *signals, facts=facts))
    assert chat.names == ["utter_ask_which_adult_outside"]
    assert not [choice for choice in chat.payloads() if any(who in choice for who in PARENTS)]


def test_an_earlier_parent_is_not_named_again_once_somebody_close_does_it(
    real_content: Content,
) -> None:
    memory = _memory("grooming", "abuser_close", facts=("has_safe_adult", "adult_mother"))
    assert _answer(real_content, "tell_adult", memory).names[0] == "utter_tell_adult_answer_close"


@pytest.mark.parametrize("role", ["friend", "adult"])
def test_others_than_the_child_are_answered_at_once(real_content: Content, role: str) -> None:
    chat = _answer(real_content, "tell_adult", _memory("sextortion_money", role=role))
    assert chat.names[0] == f"utter_tell_adult_answer_{role}"


@pytest.mark.parametrize(
    ("choice", "step"),
    [
        ("/affirm", "take_it_down"),
        ("/deny", "remove_without_file"),
        ("/dont_know", "remove_without_file"),
    ],
)
def test_taking_an_image_down_leads_to_the_step_that_fits(
    real_content: Content, choice: str, step: str
) -> None:
    chat = _answer(real_content, "remove_image", _memory("image_spread", "spread_already"))
    assert chat.names[-1] == "utter_ask_has_file"
    assert chat.chooses(choice).says[-1].step == step
    if step == "remove_without_file":
        assert "call_116000" in chat.advice
    chat.chooses("/done")
    assert step in chat.memory.ticks


def test_without_the_file_take_it_down_is_no_step_of_the_plan(real_content: Content) -> None:
    chat = Chat(real_content, _memory("deepnude", facts=("no_file", "no_wish_to_die")))
    steps = []
    for _ in range(12):
        pending = chat.memory.pending
        chat.chooses("/affirm" if pending is None or pending.kind == "step" else "/calm")
        steps += [bubble.step for bubble in chat.says]
    assert "take_it_down" not in steps
    assert "remove_without_file" in steps
