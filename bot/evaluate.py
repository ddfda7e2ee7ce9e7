"""`make evaluate`: how well a model reads labelled files, as a table with counts, and pictures.

`.venv/bin/python -m bot.evaluate [FILE.jsonl …] [--model FILE] [--pictures FOLDER]`. Without files: the
held-out ones in tests/understanding.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.curve import kept_rows
from bot.evaluation.damage import damaged
from bot.evaluation.gold import BadGoldError, Gold, read_gold
from bot.evaluation.report import Measured, lines_of
from bot.train import newest_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.nlu.interpreter import Interpreter

_ROOT = Path(__file__).resolve().parents[1]
_HELD_OUT = _ROOT / "tests" / "understanding"
_PICTURES = _ROOT / "var" / "evaluation"


def measure(interpreter: Interpreter, golds: Sequence[Gold]) -> list[Measured]:
    """Read all messages, one language after the other, each as the first of its chat."""
    measured = []
    for language in sorted({gold.language for gold in golds}):
        own = [gold for gold in golds if gold.language == language]
        pairs, times_ms = [], []
        for gold in own:
            began = time.perf_counter()
            reading = interpreter.read(gold.text)
            times_ms.append((time.perf_counter() - began) * 1000)
            pairs.append((gold, reading))
        worse = [(gold, interpreter.read(damaged(gold.text, seed=gold.text))) for gold in own]
        measured.append(Measured(language, pairs, worse, times_ms))
    return measured


def main() -> int:
    """Print the report; 0, or 1 when a file or the model is missing or broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="labelled JSON lines")
    parser.add_argument("--model", type=Path, help="a model file; default: the newest in models/")
    parser.add_argument("--pictures", type=Path, default=_PICTURES, help="where the pictures go")
    asked = parser.parse_args()
    model = asked.model or newest_model()
    try:
        files = asked.files or sorted(_HELD_OUT.glob("*.jsonl"))
        golds = [gold for file in files for gold in read_gold(file)]
    except (BadGoldError, OSError) as error:
        sys.stderr.write(f"✗ {error}\n")
        return 1
    if model is None or not model.is_file() or not golds:
        sys.stderr.write(
            "✗ There is no model or no labelled message: `make train`, or name files.\n"
        )
        return 1
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Late: seconds, for nothing if a file is broken.
    from bot.evaluation.pictures import (  # noqa: PLC0415
        draw_confusion,
        draw_curve,
        draw_reliability,
    )
    from bot.nlu.interpreter import Interpreter  # noqa: PLC0415

    measured = measure(Interpreter.load(model), golds)
    curve = kept_rows()
    for line in lines_of(measured, curve):
        print(line)  # noqa: T201 - what was asked for
    draw_curve(curve, asked.pictures / "learning-curve.png")
    for one in measured:
        draw_confusion(one.pairs, asked.pictures / f"confusion-{one.language}.png")
        draw_reliability(one.pairs, asked.pictures / f"reliability-{one.language}.png")
    sys.stderr.write(f"✓ pictures in {asked.pictures}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
