"""The gate of CI: what a model must reach on the messages held out (tests/understanding/gate.yml).

`.venv/bin/python -m bot.evaluation.gate` measures the newest model, writes the limits anew and prints the debts. A
limit is the project's goal where it is reached, else what was measured, less one point or two messages, whichever is
more: another processor may read two of them otherwise. A goal reached by fewer than two messages has the same room.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation import figures
from bot.evaluation.damage import damaged
from bot.evaluation.goals import GOALS
from bot.evaluation.gold import read_gold
from bot.labels import Signal
from bot.train import newest_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.evaluation.figures import Share
    from bot.evaluation.gold import Gold
    from bot.reading import Reading

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "understanding"
# The exams, rich in danger; a day's traffic in the proportions of life; very short and mixed messages; what is added
# in the middle of a chat, which has signals alone; what is not ours at all, half of it in our words; and messages that
# were written when the model was done, read once before they came here.
EXAMS = ("fr", "nl")
SETS = (
    *EXAMS,
    *(
        f"{kind}/{language}"
        for kind in ("day", "short", "fragments", "stray", "fresh")
        for language in EXAMS
    ),
)
_HEAD = """# What the model must reach on tests/understanding (see tests/bot/evaluation/test_gate.py); written by
# `.venv/bin/python -m bot.evaluation.gate`. `goal`: the floor of the project, where it is reached. `debt`: what was
# measured, less one point or two messages. `room`: the same, where a goal is reached by fewer than two messages:
# another processor may read them otherwise.
"""
_DEBT = re.compile(
    r"  (?P<name>\w+): \S+  # debt; measured (?P<value>\S+), n (?P<count>\d+), goal (?P<goal>\S+)"
)
_POINT = 0.01
_FEWEST = 10  # of fewer messages a share says nothing


def measured(golds: list[Gold], read: Callable[[str], Reading]) -> dict[str, tuple[float, int]]:
    """Give every figure of the gate that counts enough messages, with their number."""
    pairs = [(gold, read(gold.text)) for gold in golds]
    worse = [(gold, read(damaged(gold.text, seed=gold.text))) for gold in golds]
    right, right_damaged = figures.topic_right(pairs), figures.topic_right(worse)
    stray = figures.strays(pairs)
    found = {
        "topic_right": _counted(right),
        "macro_f1": (figures.macro_f1(pairs), right.total),
        "role_right": _counted(figures.role_right(pairs)),
        "language_right": _counted(figures.language_right(pairs)),
        **_both("life", figures.life_found(pairs)),
        **_both("pressing", figures.pressing_found(pairs)),
        "no_stray": (1 - stray.value, stray.total),
        "kept_when_damaged": (1 - (right.value - right_damaged.value), right.total),
    }
    for signal in Signal:
        found |= _both(signal.value, figures.signal_found(pairs, signal))
    found |= _both("wants_human", figures.human_found(pairs))
    return {name: (value, count) for name, (value, count) in found.items() if count >= _FEWEST}


def held_out(name: str) -> list[Gold]:
    """Read one of SETS."""
    return read_gold(FOLDER / f"{name}.jsonl")


def _counted(share: Share) -> tuple[float, int]:
    return share.value, share.total


def _both(name: str, found: figures.Found) -> dict[str, tuple[float, int]]:
    return {
        f"{name}_recall": _counted(found.recall),
        f"{name}_precision": _counted(found.precision),
    }


def limits(found: dict[str, tuple[float, int]]) -> Iterator[str]:
    """Give the line of gate.yml for each figure."""
    for name, (value, count) in found.items():
        room = max(_POINT, 2 / count)
        goal = GOALS[name].floor if name in GOALS else None
        said = f"measured {value:.3f}, n {count}"
        if goal is None:
            yield f"  {name}: {value - room:.3f}  # {said}; the goal is that of life together"
        elif value - 2 / count >= goal:
            yield f"  {name}: {goal:.3f}  # goal; {said}"
        else:
            why = "debt" if value < goal else "room"
            yield f"  {name}: {max(0, value - room):.3f}  # {why}; {said}, goal {goal:.2f}"


def debts_in(gate: str) -> Iterator[str]:
    """Give the rows of the table of docs/explanation/understanding.md that lists the debts of gate.yml."""
    held = ""
    for line in gate.splitlines():
        if line.endswith(":") and not line.startswith((" ", "#")):
            held = line[:-1]
        if match := _DEBT.fullmatch(line):
            yield f"| {held} | {match['name']} | {match['goal']} | {match['value']} | {match['count']} |"


def main() -> int:
    """Measure and write, and print the debts as rows for the docs; 1 without a model."""
    from bot.nlu.interpreter import Interpreter  # noqa: PLC0415 - seconds, for nothing if no model

    model = newest_model()
    if model is None:
        sys.stderr.write("✗ There is no model: run `make train` first.\n")
        return 1
    interpreter = Interpreter.load(model)
    parts = [
        "\n".join(
            (
                f"\n{name}:",
                *limits(measured(held_out(name), interpreter.read)),
            )
        )
        for name in SETS
    ]
    gate = _HEAD + "\n".join(parts) + "\n"
    (FOLDER / "gate.yml").write_text(gate, encoding="utf-8")
    for row in debts_in(gate):
        print(row)  # noqa: T201 - to be copied
    return 0


if __name__ == "__main__":
    sys.exit(main())
