"""The root is a Rasa project: what a Rasa user types there does what a Rasa user expects."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import httpx
import pytest
import yaml

from tests.support.stack import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.long
_RASA = ROOT / ".venv" / "bin" / "rasa"
_COMMAND_S = 600
_START_S = 400  # of both processes, seconds on an idle machine
_ENV = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONUNBUFFERED": "1",
}
_UNUSED = re.compile(r"The utterance '(utter_\w+)' is not used in any story or rule\.")
_NO_EXAMPLES = re.compile(
    r"The intent '(\w+)' is listed in the domain file, but is not found in the NLU training data\."
)
# Chosen or happening, never typed.
_NEVER_TYPED = {
    *("later", "calm", "pick"),
    *("event_opening", "event_silence", "event_language", "event_handback"),
}


def rasa(*arguments: str | Path) -> str:
    """Run a command in the project's root; gives all that it printed."""
    done = subprocess.run(  # noqa: S603 - our own Rasa
        [_RASA, *arguments],
        cwd=ROOT,
        env=_ENV,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=_COMMAND_S,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def _responses() -> set[str]:
    files = (ROOT / "data" / "responses").glob("*.yml")
    return {name for file in files for name in yaml.safe_load(file.read_text("utf-8"))["responses"]}


def test_rasa_data_validate_warns_of_nothing_but_what_code_says_and_nobody_types() -> None:
    printed = rasa("data", "validate")
    warned = set(re.findall(r" UserWarning: (.*)", printed))
    unused = {warning for warning in warned if _UNUSED.fullmatch(warning)}
    untyped = {warning for warning in warned if _NO_EXAMPLES.fullmatch(warning)}
    assert warned == unused | untyped
    assert {warning.split("'")[1] for warning in untyped} == _NEVER_TYPED
    assert {warning.split("'")[1] for warning in unused} <= _responses()
    assert "No story structure conflicts found" in printed


def test_a_plain_rasa_test_plays_our_stories_and_all_of_them_pass(tmp_path: Path) -> None:
    # Of data/nlu two files a language: reading all of it takes minutes, and `make evaluate` measures better.
    examples, results = tmp_path / "nlu", tmp_path / "results"
    for language in ("fr", "nl"):
        (examples / language).mkdir(parents=True)
        for topic in ("affirm", "deny"):
            shutil.copy(ROOT / "data" / "nlu" / language / f"{topic}.yml", examples / language)
    printed = rasa(*("test", "--fail-on-prediction-errors"), *("--nlu", examples, "--out", results))
    ours = len(yaml.safe_load((ROOT / "tests" / "test_stories.yml").read_text("utf-8"))["stories"])
    assert re.search(rf"CONVERSATION level:\n.*Correct: +{ours} / {ours}\n", printed), printed
    assert "None of the test stories failed" in (results / "failed_test_stories.yml").read_text()
    assert json.loads((results / "intent_report.json").read_text("utf-8"))["affirm"]["recall"]


def test_rasa_train_makes_a_model_from_our_stories_rules_and_some_examples(tmp_path: Path) -> None:
    examples = tmp_path / "nlu"
    for language in ("fr", "nl"):
        (examples / language).mkdir(parents=True)
        for topic in ("affirm", "deny", "feeling_bad", "sextortion_money", "talk_to_human"):
            shutil.copy(ROOT / "data" / "nlu" / language / f"{topic}.yml", examples / language)
    stories = (ROOT / "data" / "stories", ROOT / "data" / "rules", ROOT / "data" / "responses")
    rasa("train", "--data", examples, *stories, "--out", tmp_path / "models")
    assert len(list((tmp_path / "models").glob("*.tar.gz"))) == 1


@contextlib.contextmanager
def _started(*arguments: str | Path, log: Path, said: str = "") -> Iterator[None]:
    """Run a Rasa command until the block ends; `said` is typed at once, and the line stays open."""
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own Rasa
            [_RASA, *arguments], cwd=ROOT, env=_ENV, stdin=subprocess.PIPE, stdout=out, stderr=out
        )
        assert process.stdin
        try:
            process.stdin.write(f"{said}\n".encode() if said else b"")
            process.stdin.flush()
            yield
        finally:
            process.kill()
            process.stdin.close()
            process.wait()


def _first_words(response: str) -> str:
    """Give the French text of a response up to what is filled in or broken into lines."""
    for file in (ROOT / "data" / "responses").glob("*.yml"):
        for wording in yaml.safe_load(file.read_text("utf-8"))["responses"].get(response, ()):
            if wording["condition"][0]["value"] == "fr":
                return re.split(r"[{\n]", wording["text"])[0].strip()
    raise AssertionError(response)


def test_a_line_typed_into_rasa_shell_is_answered_by_our_actions(tmp_path: Path) -> None:
    protocols = yaml.safe_load((ROOT / "content" / "protocols.yml").read_text("utf-8"))
    expected = _first_words(protocols["situations"]["sextortion_money"]["self"]["first"])
    actions, shell = free_port(), free_port()
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n", "utf-8")
    log = tmp_path / "shell.log"
    end = time.monotonic() + _START_S
    with _started("run", "actions", "--port", str(actions), log=tmp_path / "actions.log"):
        while not _healthy(actions):
            assert time.monotonic() < end, (tmp_path / "actions.log").read_text("utf-8")
            time.sleep(0.2)
        with _started(
            *("shell", "--endpoints", endpoints, "--port", str(shell)),
            log=log,
            said="un mec menace d'envoyer mes photos à tout le monde si je paie pas 200€",
        ):
            while expected not in log.read_text("utf-8"):
                assert time.monotonic() < end, f"{expected!r} is not in: {log.read_text('utf-8')}"
                time.sleep(0.2)


def _healthy(port: int) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"http://127.0.0.1:{port}/health").is_success
    return False
