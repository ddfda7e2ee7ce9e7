"""Damage to letters: the same each time, about a tenth, and nothing but letters."""

from __future__ import annotations

from bot.evaluation.damage import damaged

TEXT = "il m'a menacé hier soir, 200 € avant minuit sinon il envoie ma vidéo à ma mère ! " * 20


def test_the_same_seed_gives_the_same_damage() -> None:
    assert damaged(TEXT, seed="a") == damaged(TEXT, seed="a") != damaged(TEXT, seed="b")


def test_about_a_tenth_of_the_letters_is_damaged() -> None:
    worse = damaged(TEXT, seed="a")
    before, after = TEXT.split(), worse.split()
    assert len(before) == len(after)
    # A word of five letters is hit in four of ten cases.
    hit = sum(one != other for one, other in zip(before, after, strict=True)) / len(before)
    assert 0.2 < hit < 0.5


def test_only_letters_are_damaged() -> None:
    kept = [sign for sign in damaged(TEXT, seed="a") if not sign.isalpha()]
    assert kept == [sign for sign in TEXT if not sign.isalpha()]
