"""Badly typed messages stay messages, and the same chance gives the same slips."""

from __future__ import annotations

from random import Random

from encoder.noise import mistyped, without_accents

_LINE = "Il menace d'envoyer ma vidéo à tout le monde, même à mon école !"


def test_the_same_chance_types_the_same() -> None:
    assert mistyped(_LINE, Random(3)) == mistyped(_LINE, Random(3))


def test_at_most_a_fifth_of_the_letters_change_place_or_fall_out() -> None:
    for seed in range(200):
        typed = mistyped(_LINE, Random(seed))
        assert abs(len(typed) - len(_LINE)) <= len(_LINE) / 5


def test_most_seeds_leave_something_to_read_through() -> None:
    changed = [mistyped(_LINE, Random(seed)) != _LINE for seed in range(200)]
    assert 0.5 < sum(changed) / len(changed) < 1


def test_accents_come_off_and_nothing_else() -> None:
    assert without_accents("Même à l’école, naïf") == "Meme a l’ecole, naif"
