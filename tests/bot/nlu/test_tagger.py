from __future__ import annotations

import json

import pytest

from bot.nlu.redaction import redact
from bot.train_tagger import MANIFEST, all_marked, manifest


def test_the_file_was_made_from_the_messages_beside_it() -> None:
    known = json.loads(MANIFEST.read_text("utf-8"))
    assert manifest(all_marked()) == known, (
        "run `make tagger`, then `make encoder` and `make train`"
    )


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("jorben heeft da filmke aan heel de klas laten zien", "jorben"),
        ("t is chahid qui a la vidéo, demande a sa soeur", "chahid"),
        ("hij staat te wachten aan jh de moeve", "moeve"),
        ("le prez du patro de mettet m'a touchée", "mettet"),
        ("men snap is xx lina lina 08 zonder spaties", "lina"),
        ("ik heet dima en ik zit in het vierde", "dima"),
        ("mijn rijksregisternummer is 11.06.14-208.37", "208"),
    ],
)
def test_what_no_rule_knows_goes(text: str, gone: str) -> None:
    assert gone not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "moet ik naar 116 000 bellen of naar de 112",
        "je dois appeler le 103 ou le 116 000 ?",
        "il veut 2 450,00 euros avant 22h",
        "ik ben 14 en hij is 35, om 18u moet ik betalen",
        "j'ai 12 ans et je suis au bord du quai",
        "ik zit op de brug, de sporen liggen onder mij",
        "j'ai pris toute la boite de pilules, je veux mourir",
        "hij staat aan de deur, ik ben bang",
        "ik wil dood, ik heb mij gesneden",
        "à Noël ils vont tout poster sur Teams",
    ],
)
def test_danger_helplines_hours_and_ages_stay(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "text", ["okay", "jah", "volontiers", "luktnie", "jdorplu", "ouiiii", "OKÉÉÉ merci", "durfni"]
)
def test_an_answer_in_a_word_or_two_is_no_name(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "kevin",
        "Yasmina elmabrouk",
        "nonkel jorben",
        "sur snap cha_loup09",
        "in schaarbeek",
        "jorben weet",
        "c chahid",
        "het is jorben",
    ],
)
def test_a_name_in_a_word_or_two_goes_all_the_same(text: str) -> None:
    assert "[" in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "mn vriedin dreigt mijn ftoos te verstruen",
        "il mencae de tuot balancer a mes pranets",
        "tengo miedo, ayuda por favor",
    ],
)
def test_slips_and_other_languages_are_not_taken_for_names(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "camklanten betalen haar voor brandwonden",
        "steamcode al doorgegeve",
        "vriendin gaat straks naar discordvent (36)",
        "sorryyy mama was hier efkes",
        "ça sert a rieeeen tout ça",
    ],
)
def test_two_words_written_as_one_and_stretched_ones_are_no_names(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("text", ["mijn snap is tiktokdaddy", "c un type de 3e snap noirdesir"])
def test_two_words_written_as_one_are_an_account_where_one_is_told(text: str) -> None:
    assert "[" in redact(text)


def test_parts_found_by_rule_and_tagger_are_one() -> None:
    assert redact("un mec du patro de mettet").count("[place]") == 1
