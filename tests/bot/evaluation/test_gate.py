"""The gate: on messages held out, the model of this project must not understand less than it did.

The limits stand in tests/understanding/gate.yml. Where the goal of the project is not reached yet they are what was
measured, less one point (in the small sets, two messages); docs/explanation/understanding.md lists these debts.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.evaluation.gate import EXAMS, FOLDER, SETS, debts_in, held_out, limits, measured
from bot.evaluation.goals import MOST_APART
from bot.labels import LIFE_SIGNALS, TOPICS, Signal
from bot.nlu.encoder_files import EncoderFiles
from bot.nlu.interpreter import Interpreter
from bot.nlu.redaction import key_of
from bot.train import newest_model

_GATE: dict[str, dict[str, float]] = yaml.safe_load((FOLDER / "gate.yml").read_text("utf-8"))
_ROOT = Path(__file__).resolve().parents[3]
_DATA = _ROOT / "data" / "nlu"
_PAGE = _ROOT / "docs" / "explanation" / "understanding.md"


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    model = newest_model()
    if model is None:
        if os.environ.get("CI"):
            pytest.fail("CI must train a model before it runs these tests")
        pytest.skip("no model: make train")
    return Interpreter.load(model)


@pytest.fixture(scope="module")
def found(interpreter: Interpreter) -> dict[str, dict[str, float]]:
    return {
        held: {
            name: value for name, (value, _) in measured(held_out(held), interpreter.read).items()
        }
        for held in SETS
    }


@pytest.mark.parametrize("held", SETS)
def test_no_figure_falls_below_the_gate(found: dict[str, dict[str, float]], held: str) -> None:
    assert held in _GATE, "run `python -m bot.evaluation.gate`"
    assert set(_GATE[held]) == set(found[held]), "each figure has its limit"
    below = {
        name: (round(found[held][name], 4), limit)
        for name, limit in _GATE[held].items()
        if found[held][name] < limit
    }
    assert not below, f"measured, limit: {below}"


def test_neither_language_is_understood_worse(found: dict[str, dict[str, float]]) -> None:
    french, dutch = (found[language]["topic_right"] for language in EXAMS)
    assert abs(french - dutch) <= MOST_APART.floor


@pytest.mark.parametrize("language", EXAMS)
def test_every_topic_and_signal_is_held_out(language: str) -> None:
    golds = held_out(language)
    assert len(golds) >= 900
    assert {gold.topics[0] for gold in golds} == set(TOPICS)
    counts = {name.value: sum(name.value in gold.signals for gold in golds) for name in Signal}
    assert min(counts[name.value] for name in LIFE_SIGNALS) >= 100, counts
    assert min(counts.values()) >= 40, counts


@pytest.mark.parametrize("held", SETS)
def test_nothing_held_out_is_an_example_in_either_language(held: str) -> None:
    texts = {gold.text.strip().lower() for gold in held_out(held)}
    for file in sorted(_DATA.glob("*/*.yml")):
        for block in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            examples = {line[2:].strip().lower() for line in block["examples"].splitlines()}
            assert not examples & texts, file.name


@pytest.mark.parametrize("held", SETS)
def test_the_encoder_has_learnt_nothing_held_out(held: str) -> None:
    with np.load(EncoderFiles.checked().out_of_fold, allow_pickle=False) as arrays:
        learnt = set(arrays["keys"].tolist())
    assert [gold.id for gold in held_out(held) if key_of(gold.text) in learnt] == []


@pytest.mark.parametrize(
    ("name", "value", "count", "line"),
    [
        ("life_recall", 0.990, 400, "0.970  # goal;"),
        ("life_recall", 0.972, 400, "0.962  # room;"),
        ("life_recall", 0.950, 400, "0.940  # debt;"),
        ("life_recall", 0.900, 20, "0.800  # debt;"),
        ("suicide_precision", 0.900, 400, "0.890  # measured 0.900, n 400; the goal is that"),
    ],
)
def test_a_limit_is_the_goal_where_it_is_reached_else_what_was_measured_less_a_little(
    name: str, value: float, count: int, line: str
) -> None:
    (found,) = limits({name: (value, count)})
    assert found.startswith(f"  {name}: {line}")


def test_every_debt_is_listed_in_the_docs() -> None:
    page = _PAGE.read_text("utf-8")
    gate = (FOLDER / "gate.yml").read_text("utf-8")
    debts = list(debts_in(gate))
    assert len(debts) == gate.count("# debt;")
    assert [debt for debt in debts if debt not in page] == [], "run `python -m bot.evaluation.gate`"
