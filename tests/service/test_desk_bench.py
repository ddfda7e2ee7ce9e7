"""The bench of the desk says what each side took, and how many times as long the full queue."""

from __future__ import annotations

from bench.desk_report import Measured, Times, table


def test_times_are_summed_up_by_their_middle_and_their_slowest_twentieth() -> None:
    assert Times.of(range(1, 101)) == Times(50.5, 95.95)


def test_each_side_has_its_rows_and_each_wait_its_ratio() -> None:
    few = Measured(Times(10.0, 20.0), Times(50.0, 100.0), shown=1.0)
    many = Measured(Times(15.0, 60.0), Times(125.0, 400.0), shown=0.99)
    lines = list(table(few, many, waiting=500))
    assert "keystroke to screen, 500 waiting           15.0     60.0" in lines
    assert "message to row, nobody else                50.0    100.0    100%" in lines
    assert "message to row, 500 waiting               125.0    400.0     99%" in lines
    assert "keystroke to screen: ratio of p50 1.5, of p95 3.0" in lines
    assert "message to row: ratio of p50 2.5, of p95 4.0" in lines
