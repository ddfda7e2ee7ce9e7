from __future__ import annotations

import pytest

from bot.nlu.ages import young_age
from bot.nlu.clock import year_of
from bot.nlu.fold import fold

YEAR = year_of({"now": "2026-11-27T10:00:00+01:00"})


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("j'ai 11 ans et il me menace", "self"),
        ("jé 10 an il ve une foto", "self"),
        ("j'ai onze ans", "self"),
        ("g 12ans", "self"),
        ("j'aurai 12 ans en juin", "self"),
        ("je suis en 5e primaire", "self"),
        ("jsui en sixième primaire", "self"),
        ("jsuis en p6", "self"),
        ("je suis née en 2015", "self"),
        ("ma petite soeur de 9 ans a tout vu", "friend"),
        ("ma fille de onze ans pleure", "adult"),
        ("elle a 10 ans", "adult"),
        ("je suis institutrice en 3e primaire, une élève m'a dit", "adult"),
        ("ik ben 11 en hij dreigt", "self"),
        ("kben tien jaar", "self"),
        ("ik ben nog maar 9", "self"),
        ("ik word volgende week 12", "self"),
        ("ik zit in het vijfde leerjaar", "self"),
        ("kzit in t 4de leerjaar", "self"),
        ("6A lagere school", "self"),
        ("ik ben van 2016", "self"),
        ("ik ben geboren in 2015", "self"),
        ("mijn zusje van acht heeft het gezien", "friend"),
        ("onze zoon van 10 chat met een man", "adult"),
        ("onze Lars (10) wil niet meer", "adult"),
    ],
)
def test_a_child_under_13_is_found(text: str, role: str) -> None:
    assert young_age(fold(text), role=role, year=YEAR)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("j'ai 13 ans", "self"),
        ("j'ai 3 ans de photos dedans", "self"),
        ("quand j'avais 11 ans il a commencé", "self"),
        ("ça dure depuis 5 ans", "self"),
        ("il y a 10 ans", "adult"),
        ("je suis née en 2009", "self"),
        ("on était ensemble en 5e primaire, j'ai 16 ans", "self"),
        ("je suis en 5e secondaire", "self"),
        ("mon copain a 12 abonnés", "self"),
        ("un garçon 13 ans", "adult"),
        ("ik ben 14", "self"),
        ("toen ik 11 was begon het", "self"),
        ("al 5 jaar", "self"),
        ("vroeger in het vijfde leerjaar, nu ben ik 16", "self"),
        ("ik zit in het vijfde middelbaar", "self"),
        ("ik ben 5 minuten alleen", "self"),
        ("ik ben van 2010", "self"),
        ("de jongen in onze klas", "friend"),
    ],
)
def test_other_numbers_are_no_age_under_13(text: str, role: str) -> None:
    assert young_age(fold(text), role=role, year=YEAR) is None


def test_a_birth_year_counts_from_the_year_of_the_turn() -> None:
    born = fold("je suis né en 2015")
    assert young_age(born, role="self", year=2026) == "né en 2015"
    assert young_age(born, role="self", year=2030) is None


def test_the_words_are_those_of_the_message() -> None:
    assert young_age(fold("Coucou, J’AI 11 ANS stp"), role="self", year=YEAR) == "J’AI 11 ANS"
