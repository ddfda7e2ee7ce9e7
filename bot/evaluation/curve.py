"""`make learning-curve`: what a quarter, a half and all of the examples bring, on messages held out.

`.venv/bin/python -m bot.evaluation.curve [--into FILE]`. Of the light pipeline: the encoder has learnt from all of the examples,
whatever share the rest is given. Where the curve is flat, more examples of the same kind bring nothing. The
rows are kept in learning_curve.jsonl, where `make evaluate` finds them.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.evaluation import figures
from bot.evaluation.gold import read_gold
from bot.evaluation.report import curve_line
from bot.labels import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.evaluation.figures import Found, Pair

ROOT = Path(__file__).resolve().parents[2]
SHARES = (0.25, 0.5, 1.0)
KEPT = Path(__file__).with_name("learning_curve.jsonl")


def kept_rows(file: Path = KEPT) -> list[dict[str, Any]]:
    """Read the rows measured last."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def thinned(data: Path, target: Path, *, share: float) -> int:
    """Write a share of the examples of data/nlu to a folder, by the hash of the line; tell how many."""
    count = 0
    for file in sorted(data.glob("*/*.yml")):
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for block in content["nlu"]:
            kept = [line for line in block["examples"].splitlines() if _is_kept(line, share)]
            count += len(kept)
            block["examples"] = "".join(f"{line}\n" for line in kept)
        content["nlu"] = [block for block in content["nlu"] if block["examples"]]
        place = target / file.relative_to(data)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(yaml.safe_dump(content, allow_unicode=True, width=10**6), "utf-8")
    return count


def _is_kept(line: str, share: float) -> bool:
    return int.from_bytes(hashlib.sha256(line.encode()).digest()[:4], "big") < share * 2**32


def curve() -> Iterator[dict[str, object]]:
    """Train on each share and measure; yields one row per share and language."""
    golds = [
        gold
        for file in sorted((ROOT / "tests" / "understanding").glob("*.jsonl"))
        for gold in read_gold(file)
    ]
    # Late: seconds, for nothing if a file is broken.
    from rasa.model_training import train_nlu  # noqa: PLC0415

    from bot.nlu.interpreter import Interpreter  # noqa: PLC0415

    for share in SHARES:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "nlu"
            examples = thinned(ROOT / "data" / "nlu", data, share=share)
            # Rasa prints as it trains.
            began = time.monotonic()
            with contextlib.redirect_stdout(sys.stderr):
                model = train_nlu(str(ROOT / "config.light.yml"), str(data), folder)
            trained_s = round(time.monotonic() - began)
            interpreter = Interpreter.load(model)
        for language in ("fr", "nl"):
            own = [gold for gold in golds if gold.language == language]
            pairs = [(gold, interpreter.read(gold.text)) for gold in own]
            yield {"share": share, "examples": examples, "trained_s": trained_s} | _row(
                language, pairs
            )


def _row(language: str, pairs: list[Pair]) -> dict[str, object]:
    """Give the shares with what they are of, so that whoever reads them can see how sure they are."""
    right, life = figures.topic_right(pairs), figures.life_found(pairs)
    return {
        "language": language,
        "topic_right": right.value,
        "topics": right.total,
        "life_recall": life.recall.value,
        "lives": life.recall.total,
        "life_precision": life.precision.value,
        "alarms": life.precision.total,
        "signals_f1": statistics.mean(_f1(figures.signal_found(pairs, name)) for name in Signal),
    }


def _f1(found: Found) -> float:
    recall, precision = found.recall, found.precision
    return 2 * recall.hits / (recall.total + precision.total)


def main() -> None:
    """Print the curve, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=KEPT, help="where the rows go, as JSON lines")
    asked = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    rows = []
    for row in curve():
        rows.append(row)
        print(curve_line(row), flush=True)  # noqa: T201 - what was asked for
    asked.into.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
