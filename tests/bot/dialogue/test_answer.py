"""Questions in between: the answer fits everything that was told, and some are asked first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory
from bot.labels import SITUATIONS
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
    assert chat.writes(reading("will_they_post")).names[0] == "utter_will_they_post_again"
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


MONEY = "sextortion_money"
both_languages = pytest.mark.parametrize("language", ["fr", "nl"])


def _asks(chat: Chat, topic: str, text: str = "") -> list[str]:
    language = chat.memory.language or "fr"
    chat.writes(reading(topic, language=language, text=text, role=chat.memory.role))
    return chat.names


@both_languages
@pytest.mark.parametrize(
    ("topic", "situation", "second"),
    [
        ("should_pay", "exploitation", "utter_should_pay_again"),
        ("already_paid", MONEY, "utter_how_bank"),
        ("will_they_post", MONEY, "utter_will_they_post_again"),
        ("how_evidence", MONEY, "utter_how_keep_evidence"),
        ("how_evidence", "cyberbullying", "utter_how_keep_messages"),
        ("how_evidence", "abuse_images_found", "utter_how_report_abuse_images"),
        ("how_block", MONEY, "utter_how_stop_contact"),
        ("how_block", "exploitation", "utter_how_block_answer_close"),
        ("police", MONEY, "utter_how_police"),
        ("police", "i_spread", "utter_police_answer_i_spread"),
        ("legal", MONEY, "utter_legal_answer"),
        ("my_fault", MONEY, "utter_my_fault_again"),
        ("my_fault", "i_spread", "utter_my_fault_answer_i_spread"),
        ("privacy", MONEY, "utter_privacy_answer"),
        ("feeling_bad", MONEY, "utter_listening_human"),
        ("prevention", MONEY, "utter_prevention_answer"),
    ],
)
def test_a_second_asking_gets_the_content_or_the_next_thing_the_third_a_human(
    real_content: Content, language: str, topic: str, situation: str, second: str
) -> None:
    memory = replace(_memory(situation, facts=("no_wish_to_die", "safe")), language=language)
    chat = Chat(real_content, memory)
    _asks(chat, topic)
    assert _asks(chat, topic)[0] == second
    assert _asks(chat, topic) == ["utter_asked_often"]
    assert "/talk_to_human" in chat.payloads()


@pytest.mark.parametrize("role", ["self", "friend", "adult"])
def test_no_answer_only_says_that_the_answer_stays_the_same(
    real_content: Content, role: str
) -> None:
    for situation in SITUATIONS:
        for topic in real_content.answers:
            chat = _answer(real_content, topic, _memory(situation, role=role))
            first = chat.names
            said = _asks(chat, topic)
            assert said, (situation, topic)
            assert first[0] != "utter_back_to_step", (situation, topic)
            assert said[0] != "utter_back_to_step", (situation, topic)


@pytest.mark.parametrize(
    ("language", "report", "block", "account"),
    [
        (
            "fr",
            "comment je le signale sur telegram",
            "cmt bloquer",
            "et mon compte je le supprime ?",
        ),
        (
            "nl",
            "hoe meld ik hem op telegram",
            "hoe blokeren",
            "moet ik mn account verwijderen",
        ),
    ],
)
def test_other_questions_of_a_topic_are_no_repetition_and_get_the_way_of_the_app(
    real_content: Content, language: str, report: str, block: str, account: str
) -> None:
    chat = Chat(real_content, replace(_memory(MONEY), language=language))
    assert _asks(chat, "how_block", report)[:2] == [
        "utter_how_block_answer",
        "utter_how_report_account_telegram",
    ]
    assert _asks(chat, "how_block", block)[0] == "utter_how_stop_contact_telegram"
    assert _asks(chat, "how_block", account)[0] == "utter_why_keep_account"
    assert _asks(chat, "how_block", report)[0] == "utter_how_report_account_telegram"
    assert _asks(chat, "how_block", report) == ["utter_asked_often"]


@pytest.mark.parametrize(
    ("topic", "text", "way"),
    [
        ("how_evidence", "hoe screen ik da op snap", "utter_how_keep_evidence_snapchat"),
        ("how_evidence", "je fais comment sur insta", "utter_how_keep_evidence_instagram"),
        ("how_block", "en op insta?", "utter_how_report_account_instagram"),
        ("remove_image", "comment on l'enlève de tiktok", "utter_how_report_account_tiktok"),
        ("remove_image", "hoe krijg ik da van discord", "utter_how_report_account_discord"),
    ],
)
def test_a_named_app_is_answered_with_its_way(
    real_content: Content, topic: str, text: str, way: str
) -> None:
    assert way in _asks(Chat(real_content, _memory(MONEY)), topic, text)


def test_the_way_of_an_app_stands_alone_once_the_rest_was_told(real_content: Content) -> None:
    memory = replace(_memory(MONEY), told=("keep_evidence", "stop_contact", "keep_account"))
    said = _asks(Chat(real_content, memory), "how_block", "signaler sur snap ?")
    assert said[0] == "utter_how_report_account_snapchat"


@pytest.mark.parametrize(
    ("language", "whether", "how", "what"),
    [
        ("fr", "je dois porter plainte ?", "cmt porter plainte", "ils font quoi les flics"),
        ("nl", "moet ik naar de politie", "hoe doe ik aangifte", "wat doet de politie dan"),
    ],
)
def test_how_after_whether_is_no_repetition(
    real_content: Content, language: str, whether: str, how: str, what: str
) -> None:
    chat = Chat(real_content, replace(_memory(MONEY), language=language))
    said = [_asks(chat, "police", text)[0] for text in (whether, how, what)]
    assert said == ["utter_police_answer", "utter_how_police", "utter_step_police"]


def test_where_somebody_close_does_it_no_app_is_opened(real_content: Content) -> None:
    for _ in range(2):
        chat = _answer(real_content, "how_block", _memory("grooming", "abuser_close"))
        assert _asks(chat, "how_block", "signaler sur snap")[0] == "utter_how_block_answer_close"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "je peux garder les photos comme preuve ?"),
        ("nl", "mag ik de foto's bewaren als bewijs"),
    ],
)
def test_a_parent_who_wants_to_keep_the_image_is_told_not_to(
    real_content: Content, language: str, text: str
) -> None:
    memory = replace(_memory("unwanted_image", role="adult"), language=language)
    chat = Chat(real_content, memory)
    assert "no_copying" in (_asks(chat, "how_evidence", text) and chat.advice)
    # Also where another message was taken for such a question before.
    chat = Chat(real_content, memory)
    _asks(chat, "how_evidence")
    assert _asks(chat, "how_evidence", text)[0] == "utter_step_adult_no_copying"


@both_languages
def test_an_open_question_for_one_adult_comes_back_with_an_answer(
    real_content: Content, language: str
) -> None:
    chat = Chat(real_content, replace(_memory(MONEY), language=language))
    assert _asks(chat, "tell_adult") == ["utter_ask_which_adult"]
    assert _asks(chat, "tell_adult") == ["utter_how_tell_adult", "utter_ask_which_adult"]
    assert _asks(chat, "tell_adult") == ["utter_asked_often"]
