"""The bench names what it measured and does not end well when the goal is missed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench import light, stock, turns
from bench.report import GOAL, Ours, Result, missed, table
from tests.support.stack import Program, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOCK = Result(10.0, 100.0, 200.0)
_NOT_RUN = Program("nothing", [], {}, Path())
_REACHED = Ours("config.yml", Result(10 * GOAL, 10.0, 20.0))
_BELOW = Ours("config.light.yml", Result(10 * GOAL - 1, 12.5, 20.0))


@pytest.mark.parametrize(
    ("ours", "line"),
    [
        ([_REACHED], None),
        (
            [_REACHED, _BELOW],
            "✗ Fewer than 6 times the turns of a stock Rasa: config.light.yml 5.90.",
        ),
    ],
)
def test_one_line_names_the_pipelines_below_the_goal(ours: list[Ours], line: str | None) -> None:
    assert missed(ours, _STOCK) == line


def test_each_pipeline_has_its_row_and_its_ratio() -> None:
    lines = list(table([_REACHED, _BELOW], _STOCK, as_configured=(1300.0, 1400.0)))
    assert "ours, config.yml, no gathering         60.0     10.0     20.0" in lines
    assert "config.yml: ratio of turns/s 6.0 (goal 6); of p50 10.0" in lines
    assert "config.light.yml: ratio of turns/s 5.9 (goal 6); of p50 8.0" in lines


class Measured:
    """Puts results of our choosing in place of running products."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, ours: Result) -> None:
        self.models: list[str | None] = []

        def measured(model: str | None, _lines: object) -> Result:
            self.models.append(model)
            return ours

        async def stock_result(_url: str, _lines: object) -> Result:
            return _STOCK

        async def alone(_base: str, _lines: object) -> tuple[float, float]:
            return 1300.0, 1400.0

        @contextmanager
        def nothing(_settings: object) -> Iterator[Stack]:
            yield Stack("", Path(), "", "", _NOT_RUN, _NOT_RUN)

        @contextmanager
        def no_stock(_folder: Path) -> Iterator[str]:
            yield ""

        monkeypatch.setattr(turns, "_measured", measured)
        monkeypatch.setattr(turns, "_measure_stock", stock_result)
        monkeypatch.setattr(turns, "_alone_ours", alone)
        monkeypatch.setattr(turns, "_stack", nothing)
        monkeypatch.setattr(stock, "prepare", Path)
        monkeypatch.setattr(stock, "running", no_stock)
        monkeypatch.setattr(light, "prepare", lambda: "var/bench/light/x.tar.gz")


@pytest.mark.parametrize(
    ("pipeline", "options", "expected"),
    [
        ("", [], {"config.yml": None}),
        ("", ["--light"], {"config.yml": None, "config.light.yml": "var/bench/light/x.tar.gz"}),
        ("config.light.yml", ["--light"], {"config.light.yml": None}),
    ],
)
def test_the_pipelines_measured_are_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pipeline: str,
    options: list[str],
    expected: dict[str, str | None],
) -> None:
    measured = Measured(monkeypatch, ours=_REACHED.result)
    monkeypatch.setenv("NLU_CONFIG", pipeline)
    monkeypatch.setattr(sys, "argv", ["turns", *options])
    turns.main()
    assert measured.models == list(expected.values())
    assert f"pipelines of ours: {', '.join(expected)}\n" in capsys.readouterr().out


def test_below_the_goal_the_bench_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    Measured(monkeypatch, ours=_BELOW.result)
    monkeypatch.delenv("NLU_CONFIG", raising=False)
    monkeypatch.setattr(sys, "argv", ["turns"])
    with pytest.raises(SystemExit, match=r"config\.yml 5\.90"):
        turns.main()
