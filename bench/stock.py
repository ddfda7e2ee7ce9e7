"""A stock Rasa on our own lines, to measure ourselves against: trained once, then started."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import yaml

from tests.support.stack import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATE = Path(__file__).resolve().parent / "stock"
_RASA = ROOT / ".venv" / "bin" / "rasa"
_MOST_LINES = 1500
_START_S = 180
_TRAIN_S = 1200


def lines_by_topic() -> dict[str, list[str]]:
    """Every example of data/nlu, by intent, both languages together."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for block in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            examples = [
                line[2:] for line in block["examples"].splitlines() if line.startswith("- ")
            ]
            found.setdefault(block["intent"], []).extend(examples)
    return found


def prepare() -> Path:
    """Write and train the stock project, unless it was trained on these lines before.

    Returns: its folder, under var/bench/.
    """
    sample = _sample(lines_by_topic())
    project = _project(sample)
    name = hashlib.sha256((str(sorted(project.items())) + _config()).encode()).hexdigest()[:16]
    folder = ROOT / "var" / "bench" / f"stock-{name}"
    if list(folder.glob("models/*.tar.gz")):
        return folder
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for file, content in project.items():
        (folder / file).write_text(content, encoding="utf-8")
    (folder / "config.yml").write_text(_config(), encoding="utf-8")
    count = sum(map(len, sample.values()))
    print(f"training the stock Rasa on {count} lines, one epoch (once; minutes) …")
    with (folder / "train.log").open("wb") as log:
        subprocess.run(
            [_RASA, "train"],
            cwd=folder,
            env=_env(),
            stdout=log,
            stderr=log,
            check=True,
            timeout=_TRAIN_S,
        )
    # A plain `rasa test` in our own project looks into every file below and stumbles over these.
    shutil.rmtree(folder / ".rasa", ignore_errors=True)
    return folder


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run the stock server and its action server; gives the address of its REST channel."""
    port, actions = free_port(), free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n", "utf-8")
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    commands: tuple[tuple[list[str | Path], Path], ...] = (
        ([_RASA, "run", "actions", "--port", str(actions)], _TEMPLATE),
        (
            [
                *(_RASA, "run", "--interface", "127.0.0.1", "--port", str(port)),
                *("--endpoints", "endpoints.yml"),
            ],
            folder,
        ),
    )
    with contextlib.ExitStack() as stack:
        for number, (command, cwd) in enumerate(commands):
            log = stack.enter_context((folder / f"run-{number}.log").open("wb"))
            process = subprocess.Popen(command, cwd=cwd, env=_env(), stdout=log, stderr=log)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/")
        yield f"{base}/webhooks/rest/webhook"


def _wait(url: str) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url).is_success:
                return
        time.sleep(0.5)
    raise RuntimeError(f"the stock Rasa did not start in {_START_S} s: see its run-*.log")


def _sample(lines: dict[str, list[str]]) -> dict[str, list[str]]:
    """At most 1,500 lines, the same share of every topic, the same ones each time."""
    share = min(1.0, _MOST_LINES / sum(map(len, lines.values())))
    choose = random.Random(1)  # noqa: S311 - a sample, not a secret
    return {
        topic: choose.sample(examples, max(2, int(len(examples) * share)))
        for topic, examples in lines.items()
    }


def _project(sample: dict[str, list[str]]) -> dict[str, str]:
    nlu: list[dict[str, Any]] = [
        {"intent": topic, "examples": "".join(f"- {line}\n" for line in examples)}
        for topic, examples in sample.items()
    ]
    steps = [[{"intent": topic}, {"action": "action_answer"}] for topic in sample]
    stories = [
        {"story": f"story {n}", "steps": steps[n] + steps[n + 1]} for n in range(len(steps) - 1)
    ]
    domain = {
        "version": "3.1",
        "intents": list(sample),
        "actions": ["action_answer"],
        "responses": {"utter_answer": [{"text": "116 000"}]},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    return {
        "domain.yml": yaml.safe_dump(domain, allow_unicode=True),
        "data/nlu.yml": yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True),
        "data/stories.yml": yaml.safe_dump({"version": "3.1", "stories": stories}),
    }


def _config() -> str:
    return (_TEMPLATE / "config.yml").read_text("utf-8")


def _env() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
