"""What the whole pipeline makes of a message; quality is measured elsewhere, on the full model."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.labels import TOPICS, Level, Signal, highest
from bot.nlu import signals
from bot.nlu.fallback import Fallback
from bot.nlu.interpreter import Interpreter
from bot.nlu.parse import reading_of


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("il veut 200€ sinon il envoie ma vidéo nue à tous mes contacts", "sextortion_money"),
        ("hij wil 300 euro of mijn naaktfoto's gaan online", "sextortion_money"),
        ("je veux parler à une vraie personne", "talk_to_human"),
        ("kan ik met een echt mens praten", "talk_to_human"),
    ],
)
def test_the_topic_is_found(interpreter: Interpreter, text: str, topic: str) -> None:
    assert interpreter.read(text).topic == topic


@pytest.mark.parametrize(
    ("text", "level", "signal"),
    [
        ("j'ai envie de mourir", Level.LIFE, "suicide"),
        ("ik wil dood", Level.LIFE, "suicide"),
        ("j'ai 11 ans et il veut 200€ ou il montre ma vidéo", Level.URGENT, "under_13"),
        ("ik ben 11 en hij wil 200 euro voor mijn blote foto", Level.URGENT, "under_13"),
    ],
)
def test_danger_is_found(interpreter: Interpreter, text: str, level: Level, signal: str) -> None:
    reading = interpreter.read(text)
    assert signal in reading.set_signals
    assert highest(reading.level, level) == reading.level


@pytest.mark.parametrize(
    "text", ["il me menace, je veux parler à quelqu'un", "hij dreigt, mag ik met iemand praten"]
)
def test_a_person_asked_for_in_passing_is_not_lost(interpreter: Interpreter, text: str) -> None:
    assert interpreter.read(text).wants_human


def test_a_reading_has_every_key_of_the_contract(interpreter: Interpreter) -> None:
    found = interpreter.read("ik heb al 50 euro betaald met steam").as_json()
    assert set(found["signals"]) == {signal.value for signal in Signal}
    assert set(found["why"]) == set(found["set"])
    assert {topic for topic, _ in found["ranking"]} <= set(TOPICS)
    assert found["ranking"][0] == [found["topic"], found["confidence"]]
    assert all(words in found["redacted"] for words in found["why"].values())


@pytest.mark.parametrize(
    "text", ["payé ma skin 9 euros elle est moche", "kheb mijn tekening van goku op insta gezet"]
)
def test_a_deed_counts_less_in_what_is_not_ours(
    interpreter: Interpreter, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    reading = interpreter.read(text)
    assert reading.topic == "out_of_scope"
    monkeypatch.setattr(signals, "_PENALTY_OUTSIDE", 0.0)
    before = interpreter.read(text)
    for name in ("paid", "spread_already"):
        assert reading.signals[name] < before.signals[name]
    for name in ("danger_now", "suicide", "meeting_planned"):
        assert reading.signals[name] == before.signals[name]


def test_an_attempt_is_always_a_wish_to_die(interpreter: Interpreter) -> None:
    assert {"attempt_now", "suicide"} <= set(
        interpreter.read("heb net een hele doos dafalgan geslikt").set_signals
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("j'ai peur", "fr"),
        ("oui", "fr"),
        ("jsp quoi faire", "fr"),
        ("ik heb schrik", "nl"),
        ("nee", "nl"),
        ("kheb da ni gedaan", "nl"),
        ("i'm scared, he has my pictures", "en"),
        ("ich habe solche angst", "de"),
        ("tengo miedo, ayuda por favor", "other"),
        ("мне страшно", "other"),
        ("il a leaked mes nudes sur insta omg", "fr"),
    ],
)
def test_the_language_is_that_of_the_grammar(
    interpreter: Interpreter, text: str, language: str
) -> None:
    assert interpreter.read(text).language == language


@pytest.mark.parametrize("hint", ["fr", "nl"])
def test_the_language_of_the_chat_breaks_ties(interpreter: Interpreter, hint: str) -> None:
    assert interpreter.read("super", hint).language == hint  # a word of both
    assert interpreter.read("😭😭", hint).language == hint
    assert interpreter.read("i'm scared, he has my pictures", hint).language == "en"


def test_nothing_after_the_first_step_sees_what_was_redacted(interpreter: Interpreter) -> None:
    reading = interpreter.read("je m'appelle Lena, 0470 12 34 56, j'ai envie de mourir")
    text = json.dumps(reading.as_json())
    assert "Lena" not in text
    assert "0470" not in text
    assert "[telephone]" in reading.redacted


def test_a_birth_year_counts_from_the_moment_of_the_turn(interpreter: Interpreter) -> None:
    text = "je suis né en 2014"
    early = interpreter.read(text, now="2026-11-27T10:00:00+01:00")
    late = interpreter.read(text, now="2031-11-27T10:00:00+01:00")
    assert "under_13" in early.set_signals
    assert "under_13" not in late.set_signals
    assert early.why["under_13"] == "né en 2014"


def test_equal_messages_give_equal_readings_after_another_load(
    small_model: Path, interpreter: Interpreter
) -> None:
    again = Interpreter.load(small_model)
    for text in ("il me menace", "hij volgt mij nu", "ok", "Ça va ? 🙂"):
        assert again.read(text) == interpreter.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "😭😭😭",
        "مرحبا كيف حالك",
        "\u200b\u200d\u202e",
        "a" * 2000,
        "ik ben bang " * 8500,
        "YWJjZGVm" * 12500,
        "-" * 100_000,
        "1" * 100_000,
        "a.b@" * 25_000,
        "😀" * 25_000,
        "/restart",
        '/greet{"x": 1}',
    ],
)
def test_odd_messages_are_read_in_bounded_time_and_memory(
    interpreter: Interpreter, text: str
) -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak counts from here
    before = _memory_mb("VmRSS")
    started = time.monotonic()
    reading = interpreter.read(text)
    assert reading.topic in TOPICS
    assert time.monotonic() - started < 5
    assert _memory_mb("VmHWM") - before < 200


def _memory_mb(name: str) -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def test_a_parse_becomes_the_reading_it_came_from(interpreter: Interpreter) -> None:
    reading = interpreter.read("il veut de l'argent")
    assert reading_of({"reading": reading.as_json()}) == reading


@pytest.mark.parametrize(
    ("first", "second"), [(0.9, 0.05), (0.25, 0.1), (0.2499, 0.1), (0.4, 0.36), (0.4, 0.35)]
)
def test_our_fallback_does_what_rasas_does(first: float, second: float) -> None:
    config = {"threshold": 0.25, "ambiguity_threshold": 0.05}
    ranking = [{"name": "affirm", "confidence": first}, {"name": "deny", "confidence": second}]
    ours, theirs = (
        Message({INTENT: ranking[0], INTENT_RANKING_KEY: list(ranking)}) for _ in range(2)
    )
    Fallback(**config).process([ours])
    FallbackClassifier(config).process([theirs])
    assert ours.get(INTENT) == theirs.get(INTENT)
