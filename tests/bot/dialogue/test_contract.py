"""Contract §3 on the real content: what a visitor who cooperates is told, in which order, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory
from bot.dialogue.content_check import answer_payload
from bot.labels import LIFE_SIGNALS, SITUATIONS, Signal
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

MESSAGES = 10
LANGUAGES = ("fr", "nl")

# topic: (in bold: in the first answer; then in this order within ten messages). Tags in one inner
# list may come in any order. The two that may come earlier than their place are in EARLY.
ROWS: dict[str, tuple[list[str], list[list[str]]]] = {
    "sextortion_money": (
        ["no_blame", "dont_pay"],
        [
            ["dont_reply"],
            ["keep_evidence", "not_the_image"],
            ["report_account"],
            ["stop_contact"],
            ["keep_account"],
            ["tell_adult"],
            ["call_116000"],
        ],
    ),
    "sextortion_images": (
        ["no_blame", "dont_send_more"],
        [
            ["dont_reply"],
            ["safe_now"],
            ["keep_evidence", "not_the_image"],
            ["report_account"],
            ["stop_contact"],
            ["keep_account"],
            ["tell_adult"],
            ["call_116000"],
        ],
    ),
    "sextortion": (
        ["no_blame"],
        [
            ["dont_pay", "dont_send_more"],
            ["dont_reply"],
            ["keep_evidence", "not_the_image"],
            ["report_account"],
            ["stop_contact"],
            ["keep_account"],
            ["tell_adult"],
            ["call_116000"],
        ],
    ),
    "deepnude": (
        ["no_blame"],
        [
            ["keep_evidence", "not_the_image"],
            ["report_platform"],
            ["take_it_down"],
            ["tell_adult"],
            ["call_116000"],
            ["police"],
        ],
    ),
    "image_spread": (
        ["no_blame"],
        [
            ["keep_evidence", "not_the_image"],
            ["report_platform"],
            ["take_it_down"],
            ["tell_adult"],
            ["call_116000"],
            ["police"],
        ],
    ),
    "image_pressure": (
        ["no_blame", "dont_send_more"],
        [["safe_now"], ["stop_contact"], ["tell_adult"], ["call_116000"]],
    ),
    "unwanted_image": (
        ["no_blame"],
        [
            ["keep_evidence", "not_the_image"],
            ["report_account"],
            ["stop_contact"],
            ["tell_adult"],
            ["call_116000"],
        ],
    ),
    "grooming": (
        ["no_blame", "dont_meet"],
        [
            ["dont_send_more"],
            ["safe_now"],
            ["keep_evidence", "not_the_image"],
            ["report_account"],
            ["stop_contact"],
            ["tell_adult"],
            ["call_116000"],
        ],
    ),
    "exploitation": (
        ["no_blame", "human_offered"],
        [
            ["safe_now"],
            ["ask_safe_adult"],
            ["tell_adult"],
            ["dont_meet"],
            ["call_116000"],
            ["helpline_other"],
        ],
    ),
    "offline_abuse": (
        ["no_blame", "safe_now", "human_offered"],
        [["ask_safe_adult"], ["tell_adult"], ["call_116000"]],
    ),
    "cyberbullying": (
        ["no_blame"],
        [
            ["keep_evidence"],
            ["report_platform"],
            ["stop_contact"],
            ["school"],
            ["tell_adult"],
            ["helpline_other"],
        ],
    ),
    "hacked_account": (
        [],
        [["secure_account"], ["keep_evidence"], ["report_platform"], ["ask_image"]],
    ),
    "sexting_doubt": (["no_blame"], [["prevention"], ["call_116000"]]),
    "i_spread": (
        [],
        [["dont_forward"], ["delete_it"], ["make_it_right"], ["tell_adult"], ["call_116000"]],
    ),
    "abuse_images_found": (
        ["dont_forward"],
        [["not_the_image"], ["report_abuse_images"], ["call_116000"]],
    ),
    "worried_about_self": (["stop_it_now"], [["human_offered"]]),
    "missing": (["safe_now", "call_116000", "human_offered"], []),
}
# Nobody asks for money or images here: the short plan talks of neither.
NOTHING_IS_ASKED = {
    "offline_abuse",
    "missing",
    "worried_about_self",
    "abuse_images_found",
    "cyberbullying",
}
EARLY = {
    "dont_reply",
    "call_116000",
    "safe_now",
    "ask_dying",
    "ask_known",
    "ask_image",
    "ask_safe_adult",
    "age",
    "code_offered",
}
SIGNALS: dict[str, list[set[str]]] = {
    "attempt_now": [{"emergency_112"}, {"human_offered"}],
    "danger_now": [{"emergency_112", "police_101"}, {"human_offered"}],
    "suicide": [{"suicide_line"}, {"human_offered"}],
    "forced_harm": [{"no_blame"}, {"human_offered"}, {"dont_reply"}],
    "meeting_planned": [{"dont_meet"}, {"human_offered"}],
    "abuser_close": [{"human_offered"}, {"call_116000"}],
    "under_13": [{"human_offered"}],
    "paid": [{"stop_paying"}, {"no_blame"}],
}


def cooperate(chat: Chat) -> None:
    """Take the step, or give the first answer that sets no signal and leaves nothing open."""
    pending = chat.memory.pending
    if pending is None:
        chat.chooses("/affirm")
    elif pending.kind == "step":
        chat.chooses("/done")
    else:
        answers = chat.content.questions[pending.id].answers
        kind = [name for name, answer in answers.items() if not answer.signals and not answer.open]
        chat.chooses(answer_payload(kind[0]))


def walk(
    chat: Chat, topic: str, *signals: str, language: str, role: str = "self"
) -> list[list[str]]:
    """Write the situation, then cooperate; give the tags of each of the ten answers."""
    chat.writes(reading(topic, *signals, language=language, role=role, words=9))
    told = [chat.advice]
    for _ in range(MESSAGES - 1):
        cooperate(chat)
        told.append(chat.advice)
    return told


def flat(told: list[list[str]]) -> list[str]:
    return [tag for answer in told for tag in answer]


def in_order(order: list[list[str]], tags: list[str]) -> str | None:
    """Name the first tag that is missing or comes before its turn."""
    place = 0
    for group in order:
        for tag in group:
            if tag not in tags:
                return f"{tag} is missing"
            if tag not in EARLY and tags.index(tag) < place:
                return f"{tag} comes too early"
        place = (
            max(tags.index(tag) for tag in group if tag not in EARLY)
            if set(group) - EARLY
            else place
        )
    return None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", SITUATIONS)
def test_a_cooperating_visitor_is_told_the_row(
    real_content: Content, topic: str, language: str
) -> None:
    bold, order = ROWS[topic]
    told = walk(Chat(real_content), topic, language=language)
    assert set(bold) <= set(told[0])
    assert in_order(order, flat(told)) is None, told


@pytest.mark.parametrize("topic", [*SITUATIONS[2:5], "unwanted_image", "grooming"])
def test_no_answer_to_them_is_said_by_the_second_answer(real_content: Content, topic: str) -> None:
    told = walk(Chat(real_content), topic, language="nl")
    assert "dont_reply" in flat(told[:2])


@pytest.mark.parametrize("topic", ["offline_abuse", "exploitation"])
def test_no_answer_to_them_is_never_said_where_it_is_not_safe(
    real_content: Content, topic: str
) -> None:
    assert "dont_reply" not in flat(walk(Chat(real_content), topic, language="fr"))


@pytest.mark.parametrize("topic", SITUATIONS)
def test_abuser_close_never_says_to_stop_answering(real_content: Content, topic: str) -> None:
    told = walk(Chat(real_content), topic, "abuser_close", language="fr")
    assert "dont_reply" not in flat(told)


@pytest.mark.parametrize(
    "topic",
    [
        topic
        for topic, (bold, order) in ROWS.items()
        if "call_116000" in [*bold, *flat(order)]
        and topic not in {"i_spread", "abuse_images_found"}
    ],
)
def test_116000_is_said_by_the_second_answer(real_content: Content, topic: str) -> None:
    assert "call_116000" in flat(walk(Chat(real_content), topic, language="fr")[:2])


@pytest.mark.parametrize(
    "topic", [*SITUATIONS[2:5], "image_spread", "deepnude", "exploitation", "offline_abuse"]
)
def test_dying_is_asked_within_three_answers(real_content: Content, topic: str) -> None:
    assert "ask_dying" in flat(walk(Chat(real_content), topic, language="fr")[:3])


@pytest.mark.parametrize("topic", SITUATIONS)
def test_known_is_asked_before_anything_is_done_to_the_account(
    real_content: Content, topic: str
) -> None:
    tags = flat(walk(Chat(real_content), topic, language="fr"))
    done = [
        tags.index(tag)
        for tag in ("report_account", "stop_contact", "ask_to_delete")
        if tag in tags
    ]
    if done:
        assert "ask_known" in tags[: min(done)]


@pytest.mark.parametrize("topic", SITUATIONS)
def test_known_is_not_asked_when_it_was_said(real_content: Content, topic: str) -> None:
    assert "ask_known" not in flat(walk(Chat(real_content), topic, "known_offline", language="fr"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("signal", SIGNALS)
def test_the_bold_tags_of_a_signal_come_first(
    real_content: Content, signal: str, language: str
) -> None:
    chat = Chat(real_content).writes(reading("grooming", signal, language=language))
    first = real_content.advice(chat.says[0].response)
    assert all(group & set(first) for group in SIGNALS[signal]), first
    if signal == "under_13":
        assert {"no_blame", "dont_meet"} <= set(chat.advice)


@pytest.mark.parametrize("topic", SITUATIONS)
@pytest.mark.parametrize("signal", [signal.value for signal in LIFE_SIGNALS])
def test_a_life_signal_has_nothing_of_the_situation(
    real_content: Content, topic: str, signal: str
) -> None:
    chat = Chat(real_content).writes(reading(topic, signal))
    near = signal == "forced_harm" and topic in {"offline_abuse", "exploitation"}
    assert chat.names == [f"utter_danger_{signal}{'_close' if near else ''}"]
    assert 1 <= len(chat.payloads()) <= 3


def test_the_whole_of_danger_is_told_in_a_crisis(real_content: Content) -> None:
    """Suicide also asks about dying and names 112, forced harm also 101 and 116000."""
    wanted = {
        "suicide": {"ask_dying", "emergency_112"},
        "forced_harm": {"safe_now", "police_101", "call_116000"},
    }
    for signal, tags in wanted.items():
        told = walk(Chat(real_content), "feeling_bad", signal, language="fr")
        assert tags <= set(flat(told)), signal


def test_a_planned_meeting_is_told_to_an_adult_before_the_steps(real_content: Content) -> None:
    tags = flat(walk(Chat(real_content), "grooming", "meeting_planned", language="nl"))
    assert tags.index("tell_adult") < tags.index("keep_evidence")


@pytest.mark.parametrize("topic", ["grooming", "offline_abuse", "exploitation", "image_pressure"])
def test_abuser_close_asks_for_a_safe_adult_before_telling_one(
    real_content: Content, topic: str
) -> None:
    tags = flat(walk(Chat(real_content), topic, "abuser_close", language="nl"))
    assert tags.index("ask_safe_adult") < tags.index("tell_adult")


def test_paid_leads_to_the_bank_and_what_was_spread_is_removed(real_content: Content) -> None:
    tags = flat(walk(Chat(real_content), "sextortion_money", "paid", language="fr"))
    assert tags.index("bank") < tags.index("keep_evidence")
    tags = flat(walk(Chat(real_content), "sextortion_money", "spread_already", language="fr"))
    places = [tags.index(tag) for tag in ("take_it_down", "report_platform", "call_116000")]
    assert "remove_image" in tags
    assert max(places) < len(tags)


@pytest.mark.parametrize("topic", SITUATIONS)
def test_under_13_gets_the_short_plan(real_content: Content, topic: str) -> None:
    told = walk(Chat(real_content), topic, "under_13", language="nl")
    tags = flat(told)
    assert {"human_offered", *ROWS[topic][0]} <= set(told[0])
    assert tags.index("ask_safe_adult") < tags.index("tell_adult")
    assert "call_116000" in tags
    if topic in NOTHING_IS_ASKED:
        assert not {"dont_send_more", "dont_pay", "report_account"} & set(tags)
    else:
        assert {"dont_send_more", "dont_pay"} & set(tags)


@pytest.mark.parametrize("topic", ["image_spread", "deepnude"])
def test_under_13_an_image_is_taken_down_with_an_adult_only(
    real_content: Content, topic: str
) -> None:
    chat = Chat(real_content)
    walk(chat, topic, "under_13", "spread_already", language="fr")
    assert "remove_with_adult" in chat.memory.ticks
    assert not {"take_it_down", "report_platform"} & set(chat.memory.ticks)
    chat = Chat(real_content)
    walk(chat, topic, "under_13", "spread_already", language="fr", role="adult")
    assert "take_it_down" in chat.memory.ticks


def test_who_spread_it_deletes_before_anything_is_taken_down(real_content: Content) -> None:
    for role in ("self", "friend", "adult"):
        told = walk(
            Chat(real_content),
            "i_spread",
            "spread_already",
            "known_offline",
            language="nl",
            role=role,
        )
        tags = flat(told)
        assert not {"no_blame", "take_it_down", "safe_now"} & set(tags)
        assert tags.index("delete_it") < tags.index("report_platform")


def test_a_meeting_is_warned_of_only_if_one_is_demanded_and_once(real_content: Content) -> None:
    assert "dont_meet" not in flat(walk(Chat(real_content), "sextortion", language="fr"))
    chat = Chat(real_content)
    chat.writes(reading("sextortion_images", language="fr", text="il veut me voir en vrai"))
    tags = chat.advice
    for _ in range(MESSAGES):
        cooperate(chat)
        tags = [*tags, *chat.advice]
    assert tags.count("dont_meet") == 1
    for topic in ("sextortion_images", "exploitation"):
        tags = flat(walk(Chat(real_content), topic, "meeting_planned", language="fr"))
        assert tags.count("dont_meet") == 1


@pytest.mark.parametrize("topic", ["offline_abuse", "grooming"])
def test_forced_harm_with_somebody_close_never_says_to_stop_answering(
    real_content: Content, topic: str
) -> None:
    tags = flat(walk(Chat(real_content), topic, "forced_harm", "abuser_close", language="nl"))
    assert "dont_reply" not in tags
    assert {"no_blame", "human_offered", "safe_now"} <= set(tags)


@pytest.mark.parametrize("role", ["self", "friend", "adult"])
@pytest.mark.parametrize("topic", ["offline_abuse", "exploitation", "missing"])
def test_the_human_is_announced_once_in_the_answer_that_puts_the_chat_into_the_queue(
    real_content: Content, topic: str, role: str
) -> None:
    for signals in ((), ("under_13",), ("abuser_close", "under_13")):
        chat = Chat(real_content).writes(reading(topic, *signals, role=role, words=9))
        told = [name for name in chat.names if real_content.announces(name)]
        assert len(told) == 1 or role == "adult", (signals, told)
        assert topic == "exploitation" or role == "adult" or "safe_now" in chat.advice


@pytest.mark.parametrize("role", ["self", "friend", "adult"])
def test_who_spread_an_image_deletes_and_repairs_at_every_age(
    real_content: Content, role: str
) -> None:
    for signals in ((), ("under_13",)):
        tags = flat(walk(Chat(real_content), "i_spread", *signals, language="fr", role=role))
        assert {"delete_it", "make_it_right"} <= set(tags)
        assert "dont_pay" not in tags


def test_an_adult_is_not_told_to_keep_away_from_the_own_child(real_content: Content) -> None:
    for topic in ("i_spread", "worried_about_self"):
        chat = Chat(real_content)
        walk(chat, topic, language="nl", role="adult")
        assert "adult_dont_confront" not in chat.memory.ticks
        assert "dont_confront" in chat.memory.told


@pytest.mark.parametrize("topic", ["sextortion_money", "deepnude", "image_pressure", "i_spread"])
def test_an_adult_is_given_words_for_the_child(real_content: Content, topic: str) -> None:
    chat = Chat(real_content)
    walk(chat, topic, language="nl", role="adult")
    assert {"adult_what_to_say", "adult_say_spread"} & set(chat.memory.ticks)


def test_an_own_image_is_not_called_somebody_elses(real_content: Content) -> None:
    chat = Chat(real_content)
    chat.writes(reading("sexting_doubt")).chooses("/done")
    assert chat.chooses("/deny").names[-1] == "utter_step_dont_show_own"


@pytest.mark.parametrize("topic", SITUATIONS)
def test_a_friend_is_told_how_to_help(real_content: Content, topic: str) -> None:
    told = walk(Chat(real_content), topic, language="fr", role="friend")
    assert "support_friend" in told[0]
    assert {"dont_forward", "tell_adult", "call_116000"} <= set(flat(told))


@pytest.mark.parametrize("topic", SITUATIONS)
def test_an_adult_is_told_how_to_help(real_content: Content, topic: str) -> None:
    told = walk(Chat(real_content), topic, language="nl", role="adult")
    assert "stay_calm" in told[0]
    wanted = {"no_copying", "dont_confront", "keep_evidence", "call_116000", "police"}
    assert wanted <= set(flat(told)) | ({"keep_evidence"} if topic == "missing" else set())
    if topic == "missing":
        assert "police_101" in told[0]


@pytest.mark.parametrize("topic", SITUATIONS)
def test_a_message_carries_at_most_five_tags_and_ends_with_a_way_on(
    real_content: Content, topic: str
) -> None:
    chat = Chat(real_content).writes(reading(topic))
    for _ in range(MESSAGES):
        assert all(len(real_content.advice(bubble.response)) <= 5 for bubble in chat.says)
        offered = [chat.payloads(place) for place in range(len(chat.says))]
        assert any(offered) or chat.names[0].startswith(("utter_plan_end", "utter_plan_after"))
        cooperate(chat)


ON_THE_ACCOUNT = {
    "keep_evidence",
    "report_account",
    "report_platform",
    "stop_contact",
    "keep_account",
}
CAREFUL = {"evidence_if_safe", "report_if_safe", "take_it_down_if_safe"}
KNOWN = ["sextortion_money", "deepnude", "image_spread", "unwanted_image", "cyberbullying"]


@pytest.mark.parametrize("topic", KNOWN)
@pytest.mark.parametrize("more", [(), ("spread_already",)])
def test_whoever_is_threatened_by_somebody_they_know_is_asked_first_whether_they_are_safe(
    real_content: Content, topic: str, more: tuple[str, ...]
) -> None:
    tags = flat(walk(Chat(real_content), topic, "known_offline", *more, language="fr"))
    done = [tags.index(tag) for tag in ON_THE_ACCOUNT if tag in tags]
    assert tags.index("safe_now") < min(done)


def test_known_in_the_answer_to_the_question_is_asked_about_safety_too(
    real_content: Content,
) -> None:
    chat = Chat(real_content).writes(reading("unwanted_image"))
    while chat.memory.pending is None or chat.memory.pending.id != "ask_known":
        cooperate(chat)
    assert chat.chooses("/affirm").names[-1] == "utter_ask_safe_now"


def _steps(chat: Chat) -> set[str]:
    said: set[str] = set()
    for _ in range(25):
        cooperate(chat)
        said.update(bubble.step for bubble in chat.says if bubble.step)
    return said


@pytest.mark.parametrize("topic", [*KNOWN, "hacked_account", "sextortion", "grooming"])
def test_somebody_close_means_nothing_on_an_account_without_if_safe(
    real_content: Content, topic: str
) -> None:
    chat = Chat(real_content).writes(reading(topic, "abuser_close", "spread_already"))
    steps = _steps(chat)
    loud = {"keep_evidence", "keep_messages", "report_account", "report_platform", "report_hack"}
    loud |= {"take_it_down", "stop_contact", "keep_account", "ask_to_delete"}
    assert not steps & loud
    assert steps & CAREFUL


def test_known_and_unsafe_child_focus_comes_before_any_proof(real_content: Content) -> None:
    """A counsellor had the chat in between; that the child is safe was never said."""
    chat = Chat(real_content).writes(reading("image_spread", "known_offline"))
    assert chat.names[-1] == "utter_ask_safe_now"
    chat.chooses("/deny").happens("event_handback")
    order = []
    for _ in range(20):
        cooperate(chat)
        order += [bubble.step for bubble in chat.says if bubble.step]
    assert order[0] == "call_116000"
    assert not {"keep_evidence", "report_platform", "take_it_down", "ask_to_delete"} & set(order)


@pytest.mark.parametrize(("answer", "asked"), [("/calm", {"ask_to_delete"}), ("/later", set())])
def test_asking_to_delete_needs_somebody_known_and_a_child_that_is_safe(
    real_content: Content, answer: str, asked: set[str]
) -> None:
    chat = Chat(real_content).writes(reading("image_spread", "known_offline")).chooses(answer)
    assert _steps(chat) & {"ask_to_delete"} == asked


@pytest.mark.parametrize("signal", ["known_offline", "spread_already"])
def test_signals_without_an_answer_of_their_own_do_not_stop_the_plan(
    real_content: Content, signal: str
) -> None:
    chat = Chat(real_content).writes(reading("image_spread", signal))
    assert "no_blame" in chat.advice


@pytest.mark.parametrize("answer", ["/affirm", "/deny", "/dont_know"])
def test_poison_is_spoken_of_once_112_was_called(real_content: Content, answer: str) -> None:
    chat = Chat(real_content).writes(reading("feeling_bad", "attempt_now"))
    assert "poison_centre" not in chat.advice
    assert ("poison_centre" in chat.chooses(answer).advice) == (answer == "/affirm")


def test_goodbye_offers_the_way_back(real_content: Content) -> None:
    assert "code_offered" in Chat(real_content).writes(reading("goodbye")).advice


def test_the_opening_says_that_it_is_a_robot(real_content: Content) -> None:
    for language in (None, *LANGUAGES):
        chat = Chat(real_content, replace(Memory(), language=language)).happens("event_opening")
        assert "i_am_a_bot" in chat.advice


def test_every_signal_of_labels_is_in_the_content(real_content: Content) -> None:
    assert set(real_content.signals) == {signal.value for signal in Signal}
