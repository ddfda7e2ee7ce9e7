"""What a turn leaves in memory."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Help, Memory, Turn, remember, turn_of
from bot.dialogue.acting import params
from bot.dialogue.memory import Pending
from bot.dialogue.situation import wins
from bot.dialogue.speaking import choices_of
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.reading import Reading


@pytest.mark.parametrize(
    ("before", "language", "words", "after"),
    [
        (None, "fr", 1, "fr"),
        (None, "nl", 1, "nl"),
        (None, "en", 8, None),
        ("fr", "nl", 4, "nl"),
        ("fr", "nl", 3, "fr"),
        ("nl", "fr", 6, "fr"),
        ("nl", "de", 9, "nl"),
    ],
)
def test_language(
    content: Content, before: str | None, language: str, words: int, after: str | None
) -> None:
    turn = Turn("grooming", None, reading("grooming", language=language, words=words))
    assert remember(Memory(language=before), turn, content).language == after


@pytest.mark.parametrize(
    ("before", "turn", "after"),
    [
        ("fr", Turn("change_language", "nl"), "nl"),
        ("nl", Turn("change_language", None, reading("change_language", language="nl")), "fr"),
        ("fr", Turn("event_language", language="nl"), "nl"),
        (None, Turn("event_opening", language="nl"), "nl"),
        ("fr", Turn("event_silence", language="nl"), "fr"),
    ],
)
def test_language_chosen(content: Content, before: str | None, turn: Turn, after: str) -> None:
    assert remember(Memory(language=before), turn, content).language == after


@pytest.mark.parametrize(
    ("before", "read", "after"),
    [
        ("self", reading("grooming", role="friend"), "friend"),
        ("self", reading("grooming", role="adult"), "adult"),
        ("friend", reading("grooming", role="adult"), "adult"),
        ("adult", reading("affirm", words=1), "adult"),
        ("friend", reading("grooming"), "friend"),
        ("self", reading("affirm", role="friend", words=1), "self"),
        ("self", reading("grooming", role="friend", unsure=True), "self"),
    ],
)
def test_role(content: Content, before: str, read: object, after: str) -> None:
    turn = Turn("grooming", None, read)  # type: ignore[arg-type]  # a table of readings
    assert remember(Memory(language="fr", role=before), turn, content).role == after


@pytest.mark.parametrize(
    ("before", "read", "after"),
    [
        (
            "self",
            reading("image_spread", role="friend", text="elle l'a envoyé à mon cousin"),
            "self",
        ),
        ("self", reading("image_spread", role="friend", text="non c'est pour mon amie"), "friend"),
        ("adult", reading("privacy", role="friend", text="elle vous a déjà écrit ? Zoé"), "adult"),
        ("friend", reading("grooming", role="adult", text="c'est mon élève de 12 ans"), "adult"),
    ],
)
def test_whose_story_it_is_stays_unless_it_is_told(
    content: Content, before: str, read: Reading, after: str
) -> None:
    memory = Memory(language="fr", role=before, situation="image_spread")
    assert remember(memory, Turn(read.topic, None, read), content).role == after


@pytest.mark.parametrize(
    ("situation", "role", "after"),
    [
        ("image_spread", "friend", ("i_spread", "self")),
        ("image_spread", "self", ("image_spread", "self")),
        ("sextortion", "friend", ("sextortion", "friend")),
    ],
)
def test_who_wrote_for_another_can_confess_the_deed(
    content: Content, situation: str, role: str, after: tuple[str, str]
) -> None:
    memory = Memory(language="fr", role=role, situation=situation)
    read = reading("my_fault", text="en fait c'est moi qui l'ai envoyée aux autres")
    memory = remember(memory, Turn("my_fault", None, read), content)
    assert (memory.situation, memory.role) == after


def test_who_tells_that_they_ran_away_is_asked_anew_whether_they_are_safe(
    content: Content,
) -> None:
    memory = Memory(language="fr", situation="image_spread", facts=("safe", "no_wish_to_die"))
    run_away = remember(memory, Turn("missing", None, reading("missing")), content)
    assert run_away.facts == ("no_wish_to_die",)
    bullied = remember(memory, Turn("sextortion", None, reading("sextortion")), content)
    assert "safe" in bullied.facts


@pytest.mark.parametrize(
    ("told", "over", "expected"),
    [
        ("grooming", None, True),
        ("sextortion_money", "image_pressure", True),
        ("sextortion_money", "sextortion", True),
        ("sextortion", "sextortion_money", False),
        ("sextortion", "image_spread", True),
        ("missing", "grooming", True),
        ("offline_abuse", "missing", True),
        ("i_spread", "sexting_doubt", True),
        ("image_spread", "i_spread", False),
        ("cyberbullying", "grooming", False),
        ("hacked_account", "image_pressure", False),
        ("abuse_images_found", "worried_about_self", False),
        ("worried_about_self", "abuse_images_found", True),
    ],
)
def test_which_situation_wins(told: str, over: str | None, *, expected: bool) -> None:
    assert wins(told, over=over) is expected


@pytest.mark.parametrize(
    ("before", "read", "after"),
    [
        ("sextortion_money", ("sextortion_images", "non, il veut des photos"), "sextortion_images"),
        ("sextortion_money", ("image_pressure", "non, il veut des photos"), "sextortion_images"),
        ("sextortion_money", ("sextortion_images", "il veut aussi des photos"), "sextortion_money"),
        ("sextortion_money", ("cyberbullying", "non, ils se moquent"), "sextortion_money"),
        ("sextortion_images", ("image_spread", "en fait ça tourne"), "sextortion_images"),
        ("deepnude", ("prevention", "en fait c'est une vraie photo"), "image_spread"),
        ("deepnude", ("prevention", "c'est une vraie photo ?"), "deepnude"),
        ("offline_abuse", ("sextortion", "en fait il me menace"), "offline_abuse"),
    ],
)
def test_a_correction_is_taken_within_the_family(
    content: Content, before: str, read: tuple[str, str], after: str
) -> None:
    topic, text = read
    memory = Memory(language="fr", situation=before, signals=("paid",), ticks=("dont_reply",))
    corrected = remember(memory, Turn(topic, None, reading(topic, text=text)), content)
    assert corrected.situation == after
    assert (corrected.signals, corrected.ticks) == (("paid",), ("dont_reply",))


def test_a_lukewarm_reading_corrects_nothing(content: Content) -> None:
    read = reading("sextortion_images", text="non, autre chose", confidence=0.5)
    memory = Memory(language="fr", situation="sextortion_money")
    turn = Turn("sextortion_images", None, read)
    assert remember(memory, turn, content).situation == "sextortion_money"


@pytest.mark.parametrize("topic", ["affirm", "my_fault", "nlu_fallback"])
def test_who_wrote_for_a_friend_can_say_that_it_is_about_themselves(
    content: Content, topic: str
) -> None:
    chat = Chat(content).writes(reading("grooming", role="friend"))
    unsure = topic == "nlu_fallback"
    chat.writes(reading("greet" if unsure else topic, text="en fait c'est moi", unsure=unsure))
    assert chat.memory.role == "self"
    assert chat.names[0] == "utter_grooming_first"


@pytest.mark.parametrize(
    ("text", "role"), [("c'est moi qui ai vu ça", "self"), ("c'est moi", "friend")]
)
def test_a_friend_who_says_me_stays_a_friend(content: Content, text: str, role: str) -> None:
    memory = Memory(language="fr", role="friend")
    turn = Turn("grooming", None, reading("grooming", text=text, role=role))
    assert remember(memory, turn, content).role == "friend"


def test_an_unsure_reading_changes_no_situation(content: Content) -> None:
    turn = Turn("nlu_fallback", None, reading("grooming", unsure=True))
    memory = remember(Memory(language="fr"), turn, content)
    assert memory.situation is None
    assert memory.misses == 1


def test_signals_stay_and_bring_what_they_imply(content: Content) -> None:
    memory = remember(
        Memory(language="fr"), Turn("grooming", None, reading("grooming", "abuser_close")), content
    )
    memory = remember(memory, Turn("affirm", None, reading("affirm")), content)
    assert memory.signals == ("abuser_close", "known_offline")


@pytest.mark.parametrize(
    "turn", [Turn("deny"), Turn("deny", None, reading("deny", words=1))], ids=["chosen", "typed"]
)
def test_typed_and_chosen_answers_set_the_same(content: Content, turn: Turn) -> None:
    memory = Memory(language="fr", pending=Pending("question", "ask_known"))
    after = remember(memory, turn, content)
    assert after.facts == ("unknown_offender",)
    assert after.pending is None


def test_a_new_answer_replaces_the_old_one(content: Content) -> None:
    memory = Memory(facts=("offender_unsure",), pending=Pending("question", "ask_known"))
    assert remember(memory, Turn("deny"), content).facts == ("unknown_offender",)


def test_the_age_band_is_kept_and_under_13_is_a_signal(content: Content) -> None:
    memory = Memory(language="fr", situation="grooming", pending=Pending("question", "age"))
    after = remember(memory, Turn("pick", "under_13"), content)
    assert (after.age_band, after.signals) == ("under_13", ("under_13",))
    assert after.level == "urgent"


def test_the_level_never_falls(content: Content) -> None:
    memory = Memory(language="fr", level="life")
    turn = Turn("talk_to_human", None, reading("talk_to_human"))
    assert remember(memory, turn, content).level == "life"


def test_two_misses_offer_a_human_and_understanding_resets_them(content: Content) -> None:
    chat = Chat(content)
    ranking = (("greet", 0.3), ("grooming", 0.2), ("sextortion", 0.1))
    lost = reading("greet", unsure=True, ranking=ranking)
    assert chat.writes(lost).names == ["utter_ask_situation"]
    assert chat.payloads() == [
        '/pick{"value": "grooming"}',
        '/pick{"value": "sextortion"}',
        '/pick{"value": "other"}',
    ]
    assert chat.writes(lost).names == ["utter_not_understood_human"]
    assert chat.chooses('/pick{"value": "grooming"}').names[0] == "utter_grooming_first"
    assert chat.memory.misses == 0


def _unclear(topic: str = "grooming") -> object:
    ranking = ((topic, 0.3), ("image_pressure", 0.25), ("sextortion", 0.1))
    return reading(topic, unsure=True, ranking=ranking, words=9)


def test_a_likely_situation_is_said_and_asked_about(content: Content) -> None:
    chat = Chat(content).writes(_unclear())  # type: ignore[arg-type]  # a reading
    assert chat.names == ["utter_guess"]
    assert chat.payloads()[0] == '/pick{"value": "grooming"}'
    assert chat.payloads()[-1] == '/pick{"value": "other"}'
    assert params(chat.memory, Turn("x"), content)["situation_label"] == "grooming fr"
    assert chat.writes(reading("affirm", words=1)).names[0] == "utter_grooming_first"


@pytest.mark.parametrize("payload", ["/deny", '/pick{"value": "other"}'])
def test_a_wrong_guess_leaves_the_word_to_the_visitor(content: Content, payload: str) -> None:
    chat = Chat(content).writes(_unclear())  # type: ignore[arg-type]  # a reading
    assert chat.chooses(payload).names == ["utter_something_else"]
    assert chat.memory.situation is None


def test_within_a_plan_the_guess_is_offered_and_the_plan_goes_on(content: Content) -> None:
    chat = Chat(content).writes(reading("cyberbullying"))
    chat.writes(_unclear())  # type: ignore[arg-type]  # a reading
    assert chat.names == ["utter_guess_in_plan"]
    assert chat.chooses("/deny").names == ["utter_step_dont_reply"]
    assert chat.memory.ticks == ()


def test_within_a_plan_nothing_is_guessed_that_would_not_take_its_place(content: Content) -> None:
    chat = Chat(content).writes(reading("sextortion_money"))
    chat.writes(_unclear())  # type: ignore[arg-type]  # a reading
    assert chat.names == ["utter_ask_situation_in_plan", "utter_back_to_step"]


@pytest.mark.parametrize("role", ["friend", "adult"])
def test_somebody_else_sees_the_situations_in_their_own_words(content: Content, role: str) -> None:
    chat = Chat(content, Memory(language="nl", role=role))
    chat.writes(_unclear())  # type: ignore[arg-type]  # a reading
    assert params(chat.memory, Turn("x"), content)["situation_label"] == "grooming of others fr"
    shown = choices_of(chat.says[-1], chat.memory, content)
    assert shown[0].title == "grooming of others fr"


def test_what_was_asked_is_asked_again_rather_than_guessed(content: Content) -> None:
    chat = Chat(content).writes(reading("cyberbullying")).chooses("/done")
    chat.writes(_unclear())  # type: ignore[arg-type]  # a reading
    assert chat.names == ["utter_ask_situation_in_plan", "utter_ask_ask_dying"]


def test_the_same_question_is_answered_in_full_in_short_then_a_human_is_offered(
    content: Content,
) -> None:
    chat = Chat(content).writes(reading("grooming"))
    said = [chat.writes(reading("will_they_post")).names[0] for _ in range(4)]
    assert said == [
        "utter_will_they_post_answer",
        "utter_will_they_post_again",
        "utter_asked_often",
        "utter_asked_often",
    ]
    assert "/talk_to_human" in chat.payloads()
    assert chat.chooses("/affirm").names == ["utter_step_dont_reply"]


def test_asked_again_while_a_safety_question_is_open_nothing_closes_it(content: Content) -> None:
    chat = Chat(content).writes(reading("feeling_bad", "suicide"))
    for _ in range(4):
        chat.writes(reading("privacy"))
        assert chat.memory.safety_open
        assert chat.payloads() == ["/affirm", "/deny", "/dont_know"]
        assert chat.says[0].asks == "utter_ask_dying_now"


def test_an_insult_is_met_kindly_once_then_shortly(content: Content) -> None:
    chat = Chat(content)
    said = [chat.writes(reading("insult_bot")).names[0] for _ in range(3)]
    assert said == ["utter_insult_bot", "utter_insult_bot_again", "utter_insult_bot_again"]


def test_starting_over_forgets_the_plan_but_no_danger(chat: Chat) -> None:
    chat.writes(reading("grooming", "meeting_planned")).chooses("/done")
    chat.writes(reading("start_over"))
    assert chat.memory.situation is None
    assert chat.memory.ticks == ()
    assert chat.memory.signals == ("meeting_planned",)


def test_slots_bring_memory_back_through_json(chat: Chat) -> None:
    chat.writes(reading("grooming", "paid", wants_human=True)).chooses("/affirm")
    slots = json.loads(json.dumps(chat.memory.to_slots()))
    assert Memory.from_slots(slots) == chat.memory


@pytest.mark.parametrize(
    "slots",
    [
        {},
        {"language": "xx", "role": 5, "level": "none"},
        {"situation": "a_renamed_one"},
        {"signals": "suicide", "pending": {"kind": "step"}, "misses": -1},
        {"pending": {"kind": "form", "id": "x"}, "facts": [1, None, "x" * 500]},
    ],
)
def test_slots_of_a_wrong_shape_are_left_out(slots: dict[str, object]) -> None:
    assert Memory.from_slots(slots) == Memory()


def test_a_turn_is_read_from_rasas_latest_message() -> None:
    read = reading("grooming", "paid")
    turn = turn_of(
        {
            "intent": {"name": "pick"},
            "entities": [{"entity": "value", "value": "age"}],
            "reading": read.as_json(),
            "turn": {"help": {"open": True, "wait_s": 240, "state": "waiting"}, "silent_s": 60},
        }
    )
    assert turn == Turn("pick", "age", read, Help(open=True, wait_s=240, state="waiting"), 60.0)


def test_without_a_service_nobody_is_there() -> None:
    assert turn_of({"intent": {"name": "greet"}}).help == Help(open=False, wait_s=None, state="bot")


def test_yes_to_a_counsellor_answers_nothing_that_the_bot_asked(content: Content) -> None:
    memory = Memory(language="fr", pending=Pending("question", "ask_dying"))
    turn = Turn("affirm", None, reading("affirm", words=1), Help(open=True, state="human"))
    assert remember(memory, turn, content).signals == ()


ASKED = Memory(
    language="fr",
    situation="grooming",
    opened="grooming/self",
    pending=Pending("question", "ask_safe_adult"),
    prompted=True,
)


@pytest.mark.parametrize("topic", ["tell_adult", "affirm", "dont_know", "offline_abuse", "cant"])
@pytest.mark.parametrize("text", ["oui ma tata", "ma belle-mère je crois", "mijn oma denk ik"])
def test_an_adult_named_in_words_is_an_answer_and_no_suspect(
    content: Content, topic: str, text: str
) -> None:
    chat = Chat(content, ASKED).writes(reading(topic, "abuser_close", "known_offline", text=text))
    assert chat.memory.facts == ("has_safe_adult",)
    assert chat.memory.signals == ()
    assert chat.memory.situation == "grooming"


@pytest.mark.parametrize(
    "text",
    ["je veux pas que maman le sache", "c'est mon oncle et ma mère", "vous appelez ma mère ?"],
)
def test_an_adult_who_is_feared_or_does_it_is_not_named_as_the_one_to_trust(
    content: Content, text: str
) -> None:
    chat = Chat(content, ASKED).writes(reading("grooming", "abuser_close", text=text))
    assert "has_safe_adult" not in chat.memory.facts
    assert "abuser_close" in chat.memory.signals


def test_a_message_that_begins_with_no_answers_the_question_too(content: Content) -> None:
    memory = replace(ASKED, pending=Pending("question", "ask_known"))
    chat = Chat(content, memory)
    chat.writes(reading("already_paid", "paid", text="non. euh jlui ai déjà filé 30 balles"))
    assert "unknown_offender" in chat.memory.facts
    assert chat.names[0] == "utter_danger_paid"


@pytest.mark.parametrize("text", ["oui mais c'est ma faute non", "ja maar tis mijn eigen fout"])
def test_a_yes_but_that_asks_something_is_an_objection_and_no_answer(
    content: Content, text: str
) -> None:
    chat = Chat(content, ASKED).writes(reading("my_fault", text=text))
    assert "has_safe_adult" not in chat.memory.facts
    assert chat.memory.pending == ASKED.pending


@pytest.mark.parametrize("prompted", [True, False])
def test_half_a_sentence_does_not_say_that_somebody_is_safe(
    content: Content, *, prompted: bool
) -> None:
    memory = replace(ASKED, pending=Pending("question", "safe_now"), prompted=prompted)
    chat = Chat(content, memory).writes(reading("feeling_bad", text="oui mais il rôde encore ici"))
    assert "safe" not in chat.memory.facts
