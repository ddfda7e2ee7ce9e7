"""What a message tells beside its topic: steps that are done, facts, as real children write them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory, agenda
from bot.dialogue.memory import Pending
from bot.dialogue.told import told_in_passing
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

TELLS = [
    ("fr", "j'ai fait des screens", ["keep_evidence"]),
    ("fr", "jai deja pris des captures", ["keep_evidence"]),
    ("fr", "g gardé les messages", ["keep_evidence"]),
    ("nl", "ik heb screenshots genomen", ["keep_evidence"]),
    ("nl", "heb screens gemaakt", ["keep_evidence"]),
    ("nl", "kheb alle berichten bewaard", ["keep_evidence"]),
    ("fr", "je lui répond plus", ["dont_reply"]),
    ("fr", "j'ai pas répondu", ["dont_reply"]),
    ("nl", "ik heb niet geantwoord", ["dont_reply"]),
    ("nl", "ik antwoord hem ni meer", ["dont_reply"]),
    ("fr", "je lui envoie plus rien", ["dont_send_more"]),
    ("nl", "ik stuur niks meer", ["dont_send_more"]),
    ("fr", "je l'ai bloqué et signalé", ["stop_contact", "report_account"]),
    ("fr", "jlai bloquer", ["stop_contact"]),
    ("nl", "kheb em geblokt", ["stop_contact"]),
    ("nl", "ik heb hem geblokkeerd en gemeld", ["stop_contact", "report_account"]),
    ("nl", "ik heb hem geblokkeerd maar niet gemeld", ["stop_contact"]),
    ("fr", "jai changé mon mdp", ["keep_account"]),
    ("nl", "ik heb mijn paswoord veranderd", ["keep_account"]),
    ("fr", "ma mère est déjà au courant", ["tell_adult"]),
    ("fr", "ma mere le sait deja", ["tell_adult"]),
    ("fr", "jen ai deja parle a ma tante", ["tell_adult"]),
    ("nl", "mijn mama weet het al", ["tell_adult"]),
    ("nl", "mijn ouders weten het al en ze waren niet boos", ["tell_adult"]),
    ("nl", "kheb het aan mijn juf verteld", ["tell_adult"]),
    ("fr", "j'ai appelé le 116 000", ["call_116000"]),
    ("nl", "ik heb child focus gebeld", ["call_116000"]),
    ("fr", "j'ai 14 ans", ["age_13_15"]),
    ("fr", "g 15ans", ["age_13_15"]),
    ("fr", "jai 15ans", ["age_13_15"]),
    ("nl", "ik ben 14", ["age_13_15"]),
    ("nl", "kben 16", ["age_16_17"]),
    ("nl", "ik ken hem niet in het echt", ["unknown_offender"]),
    ("fr", "je le connais pas en vrai", ["unknown_offender"]),
]
TELLS_NOT = [
    ("fr", "j'ai pas fait de screen"),
    ("fr", "il a fait des screens"),
    ("nl", "ik heb nog geen screenshots genomen"),
    ("nl", "ze hebben screenshots genomen van mijn foto"),
    ("fr", "si je lui réponds plus il poste tout"),
    ("nl", "als ik niet antwoord post hij het"),
    ("fr", "j'ai pas répondu à ta question"),
    ("fr", "je l'ai pas encore bloqué"),
    ("fr", "il m'a bloqué"),
    ("nl", "ik heb hem nog niet geblokkeerd"),
    ("nl", "hij heeft mij geblokkeerd"),
    ("fr", "si ma mère le sait elle me tue"),
    ("fr", "faut pas que mes parents le savent"),
    ("fr", "ma mère est pas au courant"),
    ("fr", "il l'a dit à ma mère"),
    ("nl", "als mijn mama het weet ben ik dood"),
    ("nl", "mijn mama weet van niets"),
    ("nl", "ik heb het nog niet aan mama gezegd"),
    ("nl", "hij heeft het aan mijn ouders verteld"),
    ("fr", "il a 14 ans"),
    ("nl", "ik ben 15 minuten te laat"),
    ("nl", "toen ik 14 was"),
    ("fr", "j'ai jamais envoyé de photo"),
    ("nl", "ik heb nooit een foto gestuurd"),
]


@pytest.mark.parametrize(("language", "text", "names"), TELLS)
def test_what_is_told_is_heard_as_it_is_typed(
    real_content: Content, language: str, text: str, names: list[str]
) -> None:
    assert told_in_passing(reading("done", language=language, text=text), real_content) == names


@pytest.mark.parametrize(("language", "text"), TELLS_NOT)
def test_a_denial_a_condition_and_what_the_other_did_tell_nothing(
    real_content: Content, language: str, text: str
) -> None:
    assert told_in_passing(reading("done", language=language, text=text), real_content) == []


def walking(
    content: Content,
    situation: str = "sextortion_money",
    *,
    step: str = "dont_reply",
    language: str = "nl",
) -> Chat:
    memory = Memory(
        language=language,
        situation=situation,
        opened=f"{situation}/self",
        facts=("no_wish_to_die", "safe"),
        told=("code_offered",),
        pending=Pending("step", step),
        prompted=True,
    )
    return Chat(content, memory)


@pytest.mark.parametrize("topic", ["done", "affirm", "how_block", "dont_know"])
@pytest.mark.parametrize(
    ("language", "text", "ticks"),
    [
        ("nl", "ik heb screenshots genomen", ("keep_evidence",)),
        ("fr", "j'ai fait des screens", ("keep_evidence",)),
        ("nl", "ik heb hem geblokkeerd en gemeld", ("stop_contact", "report_account")),
        ("fr", "je l'ai bloqué et signalé", ("stop_contact", "report_account")),
    ],
)
def test_what_is_named_as_done_is_ticked_and_not_the_step_in_hand(
    real_content: Content, topic: str, language: str, text: str, ticks: tuple[str, ...]
) -> None:
    chat = walking(real_content, language=language)
    chat.writes(reading(topic, language=language, text=text))
    assert chat.memory.ticks == ticks
    assert chat.names == ["utter_listening", "utter_back_to_step"]


@pytest.mark.parametrize(("language", "text"), [("nl", "is gebeurd"), ("fr", "c'est fait")])
def test_done_that_names_nothing_is_the_step_in_hand(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(real_content, language=language)
    assert chat.writes(reading("done", language=language, text=text)).memory.ticks == (
        "dont_reply",
    )


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "ik heb het gemeld"), ("fr", "je l'ai signalé")]
)
def test_of_the_steps_of_a_kind_the_one_of_the_plan_is_ticked(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(real_content, "cyberbullying", step="keep_messages", language=language)
    chat.writes(reading("done", language=language, text=text))
    assert chat.memory.ticks == ("report_platform",)
    done = [step["id"] for step in agenda.plan(chat.memory, real_content) if step["done"]]
    assert done == ["report_platform"]


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "ik heb niet geantwoord"), ("fr", "je lui répond plus")]
)
def test_what_was_done_is_no_answer_to_a_question_about_dying(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(real_content, language=language)
    asked = Pending("question", "ask_dying")
    chat.memory = Memory(
        language=language, situation="grooming", opened="grooming/self", pending=asked
    )
    chat.writes(reading("dont_know", language=language, text=text))
    assert chat.memory.ticks == ("dont_reply",)
    assert chat.memory.pending == asked
    assert chat.names == ["utter_listening", "utter_ask_dying"]


@pytest.mark.parametrize("topic", ["out_of_scope", "nlu_fallback", "dont_know", "insult_bot"])
@pytest.mark.parametrize(
    ("language", "text", "fact"),
    [
        ("nl", "ik ben 14", "age_13_15"),
        ("fr", "j'ai 14 ans", "age_13_15"),
        ("nl", "ik ben 16 jaar", "age_16_17"),
        ("nl", "ik ken hem niet in het echt", "unknown_offender"),
        ("fr", "je le connais pas en vrai", "unknown_offender"),
    ],
)
def test_a_fact_told_in_passing_is_thanked_for_and_the_walk_goes_on(
    real_content: Content, topic: str, language: str, text: str, fact: str
) -> None:
    chat = walking(real_content, language=language)
    unsure = topic == "nlu_fallback"
    known = "out_of_scope" if unsure else topic
    for _ in range(2):
        chat.writes(reading(known, language=language, text=text, unsure=unsure))
    assert fact in chat.memory.facts
    assert chat.memory.misses == 0
    assert chat.names == ["utter_listening_more", "utter_back_to_step"]


@pytest.mark.parametrize(("language", "text"), [("nl", "ik ben 14"), ("fr", "j'ai 14 ans")])
def test_who_begins_with_their_age_is_asked_what_happened(
    real_content: Content, language: str, text: str
) -> None:
    chat = Chat(real_content).writes(reading("out_of_scope", language=language, text=text))
    assert chat.names == ["utter_listening", "utter_what_happened"]


LATER = [
    ("nl", "later"),
    ("nl", "straks"),
    ("nl", "ik doe dat later"),
    ("nl", "kga da morgen doen"),
    ("nl", "nu ni"),
    ("nl", "morgen misschien"),
    ("nl", "nu geen tijd"),
    ("fr", "plus tard"),
    ("fr", "tantôt"),
    ("fr", "demain peut etre"),
    ("fr", "pas maintenant"),
    ("fr", "jferai ça tout à l'heure"),
    ("fr", "je vais le faire ce soir"),
]
NOT_LATER = [
    ("nl", "ik zie hem morgen"),
    ("nl", "hij komt straks"),
    ("nl", "ik ga morgen"),
    ("nl", "tot later"),
    ("nl", "ik ga morgen naar hem"),
    ("nl", "later?"),
    ("fr", "je vais le voir demain"),
    ("fr", "il vient tantôt"),
    ("fr", "il veut me voir demain"),
    ("fr", "à plus tard"),
    ("fr", "j'y vais demain"),
]


@pytest.mark.parametrize("topic", ["goodbye", "nlu_fallback", "how", "deny", "out_of_scope"])
@pytest.mark.parametrize(("language", "text"), LATER)
def test_later_that_is_typed_does_what_the_choice_does(
    real_content: Content, topic: str, language: str, text: str
) -> None:
    chosen = walking(real_content, step="keep_evidence", language=language).chooses("/later")
    typed = walking(real_content, step="keep_evidence", language=language)
    unsure = topic == "nlu_fallback"
    read = reading("goodbye" if unsure else topic, language=language, text=text, unsure=unsure)
    typed.writes(read)
    assert typed.names == chosen.names
    assert typed.memory.set_aside == chosen.memory.set_aside == ("keep_evidence",)
    assert typed.memory.misses == 0


@pytest.mark.parametrize(("language", "text"), NOT_LATER)
def test_a_time_of_something_else_puts_off_no_step(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(real_content, language=language)
    chat.writes(reading("goodbye", language=language, text=text))
    assert chat.memory.set_aside == ()


@pytest.mark.parametrize("topic", ["deny", "how", "out_of_scope", "nlu_fallback"])
@pytest.mark.parametrize(("language", "text"), [("nl", "straks"), ("fr", "pas maintenant")])
def test_not_now_is_no_answer_about_dying_and_no_third_time_asked(
    real_content: Content, topic: str, language: str, text: str
) -> None:
    chat = walking(real_content, language=language)
    chat.memory = replace(chat.memory, facts=(), pending=Pending("question", "ask_dying"))
    unsure = topic == "nlu_fallback"
    read = reading("deny" if unsure else topic, language=language, text=text, unsure=unsure)
    assert chat.writes(read).names == ["utter_ask_dying"]
    assert "utter_ask_dying" not in chat.writes(read).names
    assert "no_wish_to_die" not in chat.memory.facts
    assert chat.memory.set_aside == ("ask_dying",)


@pytest.mark.parametrize(("language", "text"), [("nl", "nu niet"), ("fr", "pas maintenant")])
def test_not_now_still_answers_whether_it_is_now(
    real_content: Content, language: str, text: str
) -> None:
    chat = walking(real_content, language=language)
    chat.memory = Memory(
        language=language,
        situation="grooming",
        opened="grooming/self",
        signals=("suicide",),
        answered=("suicide",),
        pending=Pending("question", "dying_now"),
        safety_open=True,
        prompted=True,
    )
    chat.writes(reading("deny", language=language, text=text))
    assert "not_dying_now" in chat.memory.facts


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_why_for_the_third_time_offers_a_human_and_the_step_comes_back(
    real_content: Content, language: str
) -> None:
    chat = walking(real_content, language=language)
    why = reading("why", language=language, words=1)
    said = [chat.writes(why).names for _ in range(3)]
    assert said == [["utter_why_dont_reply"]] * 2 + [["utter_asked_often"]]
    assert "/talk_to_human" in chat.payloads()
    assert chat.chooses("/affirm").says[-1].step == "dont_reply"
