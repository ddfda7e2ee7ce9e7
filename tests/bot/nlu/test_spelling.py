"""Typing slips are put right, and only they."""

from __future__ import annotations

import pytest

from bot.nlu.spelling import Speller, corrected, words_in_use
from bot.nlu.tokenizer import words_of
from bot.nlu.vocabulary import Vocabulary
from bot.nlu.words import Word

_LINES = {
    "fr": [
        "il menace de publier mes photos",
        "il menace ma soeur",
        "elle veut publier mes photos",
        "il veut ma photo",
        "je suis chez ma soeur avec une photo",
        "je suis seule",
    ],
    "nl": ["hij dreigt met mijn foto", "hij dreigt en hij wil mijn foto"],
}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(
        **words_in_use(
            (language, words_of(line, language))
            for language, lines in _LINES.items()
            for line in lines
        )
    )


def _right(speller: Speller, typed: str, language: str) -> str:
    return corrected(typed, speller.right(words_of(typed, language), language))


@pytest.mark.parametrize(
    ("language", "typed", "right"),
    [
        ("fr", "Il mneace de pubbier  mes phtos!", "Il menace de publier  mes photos!"),
        ("fr", "keske tu veus, il mmenace", "keske tu veut, il menace"),
        ("nl", "hij dreitg met mijn ffoto...", "hij dreigt met mijn foto..."),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(
    speller: Speller, language: str, typed: str, right: str
) -> None:
    assert _right(speller, typed, language) == right


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        (
            "fr",
            "ma toux et le seul chat",
        ),  # on our list of ordinary words: no slip of "tout", "seule"
        ("fr", "je me mutile"),  # the lexicon knows it
        ("fr", "xyzzyq tr 112 a@b [name]"),
        ("fr", "mneace" * 4),
        ("en", "he tretens me"),  # no examples: nothing to put right by
        ("", ""),
    ],
)
def test_what_is_no_slip_of_a_known_word_stays(speller: Speller, language: str, typed: str) -> None:
    assert _right(speller, typed, language) == typed


def test_a_word_used_once_takes_no_place(speller: Speller) -> None:
    assert _right(speller, "fermme", "fr") == "fermme"
    once = Speller(**words_in_use([("fr", words_of("elle zigouille", "fr"))]))
    assert _right(once, "zigouile", "fr") == "zigouile"


def test_of_two_words_the_more_used_is_meant() -> None:
    lines = ["un zibou", "ce zibou", "le zibous", "mes zibous", "tes zibous", "ses zibous"]
    speller = Speller(**words_in_use(("fr", words_of(line, "fr")) for line in lines))
    assert _right(speller, "ziibou", "fr") == "zibou"  # doubled: likelier than two slips
    assert _right(speller, "zibuos", "fr") == "zibous"


def test_a_wall_of_slips_is_read_in_bounded_time(speller: Speller) -> None:
    wall = " ".join(["phtos"] * 20_000)
    words = speller.right(words_of(wall, "fr"), "fr")
    assert len(words) == 20_000
    assert sum(word.slip for word in words) == 200


def test_a_slip_is_no_known_word() -> None:
    """What is badly typed is not for that reason something else: see `outside_known`."""
    words = [Word("photo", 0, 5), Word("photo", 6, 11, slip=True)]
    vocabulary = Vocabulary.of([(words[:1], ())] * 2)
    assert vocabulary.share_known(words) == 0.5
