"""Runs the lanes of `make test` and prints the minutes of each.

Run with the service's python: `python tools/test.py` for every lane, or `… check` for one. Of all lanes
two run at a time, and each prints when it is done; then the browsers, alone. The first trains the model, where it
is not there; the lanes that read messages wait for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from console import calmly
from environments import ensure_node

if TYPE_CHECKING:
    from concurrent.futures import Future

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "test"
ENGINE = ROOT / ".venv" / "bin" / "python"
SERVICE = ROOT / "service" / ".venv" / "bin" / "python"
_SERVICE_CODE = (
    "service",
    "tests/service",
    "tests/conversations",
    "tests/browser",
    "tests/long",
    "tests/support",
    "tests/tools",
)
_BENCH_CODE = (
    *("bench/light.py", "bench/report.py", "bench/stock.py", "bench/turns.py"),
    *("bench/desk.py", "bench/desk_page.py", "bench/desk_report.py"),
)
_MYPY_SERVICE = ("-m", "mypy", "--config-file", "service/pyproject.toml")


@dataclass(frozen=True)
class Lane:
    """Commands that belong together; all run, also after one has failed."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    cwd: Path = ROOT


class Outcome(NamedTuple):
    """What a lane came to."""

    minutes: float
    ok: bool
    word: str = ""


_LEFT_OUT = Outcome(0.0, ok=False, word="left out: no model")


def _pytest(python: Path, lane: str, *arguments: str) -> tuple[str, ...]:
    report = f"--junitxml={RESULTS / lane}.xml"
    return (str(python), "-m", "pytest", "-q", "--durations=5", report, *arguments)


_MODEL = "model"
# Whichever worker is free takes the next: what needs no model first, then the longest.
_TOGETHER = ("service", "check", "web", "engine", "conversations", "axe", "tools")
_WITHOUT_MODEL = frozenset({"service", "check", "web"})
_ALONE = "browser"
_AXE = "tests/browser/test_axe.py"  # times nothing, so it may share the cores

# The same property as in the engine's lane, on 100,000 generated texts.
_MANY_TEXTS = _pytest(
    ENGINE, "typed-text", "--hypothesis-profile=long", "tests/bot/engine/test_typed_text.py"
)

# Random visitors: 34 combinations of situation and language, ten conversations a second.
_SIMULATION = (str(ENGINE), "-W", "ignore", "-m", "tests.simulation", "--paths", "60")


def _lanes() -> dict[str, Lane]:
    check = (
        (str(ENGINE), "-m", "ruff", "check", "."),
        (str(ENGINE), "-m", "ruff", "format", "--check", "."),
        (str(ENGINE), "-m", "mypy"),
        (str(SERVICE), *_MYPY_SERVICE, *(part for part in _SERVICE_CODE if (ROOT / part).exists())),
        (str(SERVICE), *_MYPY_SERVICE, *_BENCH_CODE),
        ("npm", "--prefix", "web", "run", "--silent", "check"),
    )
    vitest = ("npm", "test", "--silent", "--", "--reporter=default", "--reporter=junit")
    return {
        _MODEL: Lane(_MODEL, ((sys.executable, "tools/setup.py", "--dev", "engine", "model"),)),
        "check": Lane("check", check),
        "engine": Lane("engine", (_pytest(ENGINE, "engine", "tests/bot"),)),
        "service": Lane("service", (_pytest(SERVICE, "service", "tests/service"),)),
        "tools": Lane("tools", (_pytest(SERVICE, "tools", "tests/tools"),)),
        "web": Lane("web", ((*vitest, f"--outputFile.junit={RESULTS / 'web.xml'}"),), ROOT / "web"),
        "conversations": Lane(
            "conversations", (_pytest(SERVICE, "conversations", "tests/conversations"),)
        ),
        "axe": Lane("axe", (_pytest(SERVICE, "axe", _AXE),)),
        "browser": Lane(
            "browser", (_pytest(SERVICE, "browser", "tests/browser", f"--ignore={_AXE}"),)
        ),
        "long": Lane(
            "long", (_MANY_TEXTS, _SIMULATION, _pytest(SERVICE, "long", "-m", "long", "tests/long"))
        ),
    }


def main(chosen: list[str]) -> None:
    """Run the lanes, print what each took, end with 1 if anything failed."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    for old in RESULTS.glob("*.xml"):
        old.unlink()
    lanes = _lanes()
    start = time.monotonic()
    outcome = {name: _run(lanes[name]) for name in chosen} if chosen else _run_all(lanes)
    print("\nlane            minutes  result")
    for name, (minutes, ok, word) in outcome.items():
        print(f"{name:<15} {minutes:7.1f}  {word or ('passed' if ok else 'FAILED')}")
    print(f"{'together':<15} {(time.monotonic() - start) / 60:7.1f}")
    for name in _failures():
        print(f"failed: {name}")
    passed, failed, skipped = _counts()
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    raise SystemExit(0 if all(one.ok for one in outcome.values()) else 1)


def _run_all(lanes: dict[str, Lane]) -> dict[str, Outcome]:
    with ThreadPoolExecutor(2) as workers:
        model = workers.submit(_run_quietly, lanes[_MODEL])
        running = {
            name: workers.submit(_run_quietly, lanes[name])
            if name in _WITHOUT_MODEL
            else workers.submit(_run_with, model, lanes[name])
            for name in _TOGETHER
        }
        try:
            outcome = {name: one.result() for name, one in {_MODEL: model, **running}.items()}
        except KeyboardInterrupt:
            workers.shutdown(wait=False, cancel_futures=True)
            raise
    if outcome[_MODEL].ok:
        return outcome | {_ALONE: _run(lanes[_ALONE])}
    return outcome | {_ALONE: _LEFT_OUT}


def _run_with(model: Future[Outcome], lane: Lane) -> Outcome:
    """Run a lane that reads messages once the model is there; without one each test would fail."""
    return _run_quietly(lane) if model.result().ok else _LEFT_OUT


def _run_quietly(lane: Lane) -> Outcome:
    print(f"… {lane.name}", flush=True)
    with tempfile.TemporaryFile("w+") as out:
        result = _run(lane, out)
        out.seek(0)
        sys.stdout.write(out.read())
        sys.stdout.flush()
    return result


def _run(lane: Lane, out: TextIO = sys.stdout) -> Outcome:
    start = time.monotonic()
    ok = True
    environment = _environment()
    for command in lane.commands:
        print(f"\n── {lane.name}: {' '.join(command[1:5])} …", file=out, flush=True)
        done = subprocess.run(
            command, cwd=lane.cwd, env=environment, stdout=out, stderr=out, check=False
        )
        ok &= not done.returncode
    return Outcome((time.monotonic() - start) / 60, ok)


def _environment() -> dict[str, str]:
    return {**os.environ, **ensure_node(), "RASA_TELEMETRY_ENABLED": "false"}


def _failures() -> list[str]:
    """Name every test that failed, with its reason: whoever reads only the end of a long log needs both."""
    names = []
    for report in sorted(RESULTS.glob("*.xml")):
        for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - our own reports
            for problem in (*case.findall("failure"), *case.findall("error")):
                reason = " ".join((problem.get("message") or problem.text or "").split())[:300]
                names.append(f"{case.get('classname')}::{case.get('name')}: {reason}")
    return names


def _counts() -> tuple[int, int, int]:
    """Add up the tests of all reports, so that the last line counts what really ran."""
    passed = failed = skipped = 0
    for report in RESULTS.glob("*.xml"):
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own reports
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            left = int(suite.get("skipped", 0))
            failed += bad
            skipped += left
            passed += int(suite.get("tests", 0)) - bad - left
    return passed, failed, skipped


if __name__ == "__main__":
    calmly(lambda: main(sys.argv[1:]))
