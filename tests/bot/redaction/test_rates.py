"""Redaction on messages written for nothing else (trust.md's rates).

`{kind|text}` marks what must go. The tagger has not learnt from the files here, as it has from data/redaction. Where
a goal is not reached yet the limit is what was measured, less two marks; docs/explanation/understanding.md lists these
debts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bot.evaluation.examples import read_lines
from bot.evaluation.gate import SETS, held_out
from bot.evaluation.redaction import (
    GUARANTEED,
    BadMarkError,
    RedactionFigures,
    measure,
    read_marked,
)
from bot.nlu.fold import fold, plain
from bot.nlu.redaction import redact

_HERE = Path(__file__).parent
# The floor that the service reads by itself: trainers must see these words, too.
_DANGER = Path(__file__).resolve().parents[3] / "content" / "danger_words.yml"
_LEARNT = Path(__file__).resolve().parents[3] / "data" / "redaction"
_LIMITS: dict[str, dict[str, float]] = yaml.safe_load((_HERE / "gate.yml").read_text("utf-8"))
_JOINTS = {
    *("@", "at", "arobase", "apenstaart", "apenstaartje", "point", "punt", "dot"),
    *("underscore", "streepje", "tiret", "bas", "du", "laag", "liggend"),
}
_NUMBER_WORDS = {
    *(
        "zero",
        "nul",
        "un",
        "une",
        "een",
        "deux",
        "twee",
        "trois",
        "drie",
        "quatre",
        "vier",
        "cinq",
        "vijf",
        "six",
        "zes",
    ),
    *(
        "sept",
        "zeven",
        "huit",
        "acht",
        "neuf",
        "negen",
        "dix",
        "tien",
        "onze",
        "elf",
        "douze",
        "twaalf",
        "treize",
    ),
    *(
        "dertien",
        "quatorze",
        "veertien",
        "quinze",
        "vijftien",
        "seize",
        "zestien",
        "zeventien",
        "achttien",
        "negentien",
    ),
    *(
        "vingt",
        "vingts",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "septante",
        "nonante",
        "cent",
        "et",
        "en",
    ),
    *(
        "twintig",
        "dertig",
        "veertig",
        "vijftig",
        "zestig",
        "zeventig",
        "tachtig",
        "negentig",
        "b",
        "e",
        "be",
    ),
}
_IN_DUTCH = re.compile(r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)en[a-z]+tig")
# Of the examples of data/nlu only the ordinary words count: they hold few names.
_ORDINARY = ("fr-examples", "nl-examples")
_FILES = (
    *sorted(_HERE.glob("*.txt")),
    *(file for file in sorted(_LEARNT.glob("*.txt")) if file.stem not in _ORDINARY),
)


@pytest.fixture(scope="module", params=_FILES, ids=lambda file: file.stem)
def measured(request: pytest.FixtureRequest) -> tuple[str, RedactionFigures]:
    file: Path = request.param
    return file.stem, measure(read_marked(file), redact)


def test_what_is_guaranteed_goes(measured: tuple[str, RedactionFigures]) -> None:
    name, figures = measured
    found = figures.of(GUARANTEED)
    assert found.total >= 50
    assert found.value >= _LIMITS[name]["guaranteed"], figures.missed


def test_names_places_and_accounts_without_a_sign_go(
    measured: tuple[str, RedactionFigures],
) -> None:
    name, figures = measured
    rates = {kind: figures.of([kind]).value for kind in _LIMITS[name] if kind != "guaranteed"}
    below = {kind: rate for kind, rate in rates.items() if not rate >= _LIMITS[name][kind]}
    assert below == {}, figures.missed


def test_ordinary_words_stay(measured: tuple[str, RedactionFigures]) -> None:
    _, figures = measured
    assert figures.words_hit.total > 800
    assert figures.words_hit.value <= 0.02, figures.hit


def test_what_is_spelled_as_trust_md_lists_goes() -> None:
    """Digits in words, "at", "punt", "point" between single words, letters apart: of both languages together."""
    marks = [
        measure([replace(marked, marks=(mark,))], redact).of(GUARANTEED)
        for language in ("fr", "nl")
        for marked in read_marked(_HERE / f"{language}-disguised.txt")
        for mark in marked.marks
        if _is_plainly_spelled(*mark)
    ]
    assert sum(share.total for share in marks) > 250
    assert sum(share.hits for share in marks) / sum(share.total for share in marks) >= 0.995


def _is_plainly_spelled(kind: str, text: str) -> bool:
    folded = fold(text).text
    if kind in {"telephone", "iban", "id", "card"}:
        words = re.findall(r"[^\W_]+", folded)
        return re.fullmatch(r"[\w .,/+()-]*", folded) is not None and all(
            word in _NUMBER_WORDS or _IN_DUTCH.fullmatch(word) or re.fullmatch(r"(?:be)?\d+", word)
            for word in words
        )
    if not re.fullmatch(r"[\w .@-]*", folded):
        return False
    words = folded.split()
    apart = all(len(word) == 1 or word in _JOINTS for word in words)
    return apart or not any(
        one not in _JOINTS and other not in _JOINTS for one, other in pairwise(words)
    )


def test_every_phrase_of_danger_is_left_where_it_was() -> None:
    phrases = [
        plain(phrase)
        for phrases in yaml.safe_load(_DANGER.read_text("utf-8")).values()
        for phrase in phrases
    ]
    texts = [line.text for line in read_lines()]
    texts += [gold.text for held in SETS for gold in held_out(held)]
    found = 0
    for text in texts:
        before = f" {plain(text)} "
        told = [phrase for phrase in phrases if f" {phrase} " in before]
        found += bool(told)
        after = f" {plain(redact(text))} " if told else ""
        assert [phrase for phrase in told if f" {phrase} " not in after] == [], text
    assert found > 900


@pytest.mark.parametrize("name", _ORDINARY)
def test_ordinary_words_of_examples_stay(name: str) -> None:
    figures = measure(read_marked(_LEARNT / f"{name}.txt"), redact)
    assert figures.words_hit.value <= 0.01, figures.hit


def test_a_mark_that_is_not_closed_is_named(tmp_path: Path) -> None:
    file = tmp_path / "fr.txt"
    file.write_text("# a head\nappelle {telephone|0470 12 34 56}\nje suis {name|lea\n", "utf-8")
    with pytest.raises(BadMarkError, match=r"fr\.txt:3"):
        read_marked(file)


def test_a_part_that_is_left_is_a_miss(tmp_path: Path) -> None:
    file = tmp_path / "fr.txt"
    file.write_text("c'est {name|lea dupont} qui a mes photos\n", "utf-8")
    figures = measure(read_marked(file), lambda text: text.replace("lea", "[name]"))
    assert (figures.of(["name"]).hits, figures.of(["name"]).total) == (0, 1)
    figures = measure(read_marked(file), lambda text: text.replace("lea dupont qui", "[name]"))
    assert figures.of(["name"]).hits == 1
    assert figures.hit[0][0] == "qui"
