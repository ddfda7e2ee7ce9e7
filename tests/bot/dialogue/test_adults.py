"""An adult who knows, or is named while something else is in hand: heard, unless it is one to fear."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory, agenda
from bot.dialogue.memory import Pending
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

CLOSE = ("abuser_close", "known_offline")


def walking(
    content: Content,
    language: str,
    *signals: str,
    situation: str = "sextortion_money",
    pending: Pending | None = None,
    facts: tuple[str, ...] = (),
) -> Chat:
    memory = Memory(
        language=language,
        situation=situation,
        opened=f"{situation}/self",
        signals=signals,
        answered=signals,
        facts=("safe", *facts),
        told=("tell_adult", "ask_safe_adult", "code_offered"),
        pending=pending or Pending("step", "keep_evidence"),
        prompted=True,
    )
    return Chat(content, memory)


@pytest.mark.parametrize("topic", ["tell_adult", "done", "nlu_fallback", "out_of_scope"])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "mijn mama weet het al"),
        ("nl", "mijn ouders weten het al en ze waren niet boos"),
        ("nl", "kheb het tegen mijn juf gezegd"),
        ("fr", "ma mere le sait deja"),
        ("fr", "ma mère est déjà au courant"),
        ("fr", "jen ai deja parle a ma tante"),
    ],
)
def test_an_adult_who_knows_is_not_asked_for_and_not_to_be_told_again(
    real_content: Content, topic: str, language: str, text: str
) -> None:
    chat = walking(real_content, language)
    unsure = topic == "nlu_fallback"
    known = "tell_adult" if unsure else topic
    chat.writes(reading(known, language=language, text=text, unsure=unsure))
    assert chat.names == ["utter_listening", "utter_back_to_step"]
    assert chat.memory.ticks == ("tell_adult",)
    assert "has_safe_adult" in chat.memory.facts


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "mijn mama weet het maar ik heb schrik van papa"), ("fr", "ma mère le sait j'ai peur")],
)
def test_who_is_afraid_although_somebody_knows_is_still_answered(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(real_content, language)
    chat.writes(reading("tell_adult", language=language, text=text))
    assert chat.names == ["utter_ask_which_adult"]


@pytest.mark.parametrize("facts", [(), ("parents_feared",)])
@pytest.mark.parametrize(
    ("language", "text"), [("nl", "mijn stiefvader weet het"), ("fr", "mes parents le savent")]
)
def test_nobody_at_home_counts_where_the_one_who_does_it_may_live_there(
    real_content: Content, language: str, text: str, facts: tuple[str, ...]
) -> None:
    signals = () if facts else CLOSE
    chat = walking(real_content, language, *signals, situation="grooming", facts=facts)
    chat.writes(reading("tell_adult", language=language, text=text))
    assert chat.memory.ticks == ()
    assert "has_safe_adult" not in chat.memory.facts


@pytest.mark.parametrize(
    ("language", "told", "trusted", "feared"),
    [
        (
            "nl",
            "mijn trainer stuurt mij naaktfoto's",
            "mijn mama weet het",
            "mijn trainer weet het",
        ),
        ("fr", "mon coach m'envoie des photos", "ma mère le sait", "mon coach le sait"),
    ],
)
def test_who_does_it_is_no_adult_who_knows_and_a_parent_then_is(
    real_content: Content, language: str, told: str, trusted: str, feared: str
) -> None:
    for text, ticks in ((trusted, ("tell_adult_outside",)), (feared, ())):
        chat = Chat(real_content)
        read = reading("grooming", *CLOSE, language=language, text=told)
        chat.writes(replace(read, why={"abuser_close": told}))
        chat.writes(reading("tell_adult", language=language, text=text))
        assert chat.memory.ticks == ticks


@pytest.mark.parametrize("topic", ["tell_adult", "dont_know", "nlu_fallback"])
@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("nl", "mijn juf misschien", "utter_which_adult_teacher"),
        ("nl", "aan mijn tante denk ik", "utter_which_adult_someone"),
        ("fr", "ma tante peut etre", "utter_which_adult_someone"),
        ("fr", "je peux le dire à ma prof", "utter_which_adult_teacher"),
    ],
)
def test_an_adult_named_after_a_nobody_is_heard_and_what_was_asked_comes_back(
    real_content: Content, topic: str, language: str, text: str, said: str
) -> None:
    asked = Pending("question", "ask_dying")
    chat = walking(
        real_content,
        language,
        *CLOSE,
        situation="offline_abuse",
        pending=asked,
        facts=("no_safe_adult", "suspect:step_parent"),
    )
    unsure = topic == "nlu_fallback"
    known = "tell_adult" if unsure else topic
    chat.writes(reading(known, language=language, text=text, unsure=unsure))
    assert chat.names == [said, "utter_ask_dying"]
    assert chat.memory.pending == asked
    assert "has_safe_adult" in chat.memory.facts
    assert "no_safe_adult" not in chat.memory.facts
    planned = agenda.items(chat.memory, real_content)
    assert ("tell_adult_outside" in planned, "find_adult" in planned) == (True, False)


@pytest.mark.parametrize(("language", "text"), [("nl", "aan mijn mama"), ("fr", "a ma mere")])
def test_a_young_child_who_names_a_parent_gets_the_first_sentence(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(
        real_content,
        language,
        "under_13",
        situation="grooming",
        pending=Pending("step", "stop_pay_send"),
    )
    chat.writes(reading("tell_adult", language=language, text=text))
    assert chat.names == ["utter_which_adult_mother", "utter_back_to_step"]


@pytest.mark.parametrize(
    ("language", "text", "pending"),
    [
        ("nl", "mijn stiefvader", Pending("question", "ask_known")),
        ("fr", "mon oncle", Pending("question", "ask_known")),
        ("nl", "mijn stiefvader misschien", Pending("step", "evidence_if_safe")),
        ("fr", "a ma mere", Pending("step", "evidence_if_safe")),
        ("nl", "mijn mama gelooft mij niet", Pending("step", "keep_evidence")),
        ("fr", "ma mère va être déçue", Pending("step", "keep_evidence")),
        ("nl", "hoe zeg ik het aan mijn mama", Pending("step", "keep_evidence")),
        ("fr", "il va le dire à ma mère", Pending("step", "keep_evidence")),
    ],
)
def test_a_suspect_a_feared_parent_and_a_worry_name_nobody_to_trust(
    real_content: Content, language: str, text: str, pending: Pending
) -> None:
    signals = CLOSE if pending.id == "evidence_if_safe" else ()
    chat = walking(real_content, language, *signals, situation="grooming", pending=pending)
    chat.writes(reading("tell_adult", language=language, text=text))
    assert "has_safe_adult" not in chat.memory.facts
