"""Another model, other words: while the engine runs, and nobody who writes is dropped."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.engine.fixtures.engine_process import HERE, Engine, running
from tests.bot.engine.fixtures.tampering import add_member, change_metadata
from tests.bot.engine.test_archive import _member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typing_extensions import Self

_LOOKED_S = 1.0  # master and workers look at the texts each half second


@pytest.fixture(scope="module")
def own(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with a models folder and texts of its own."""
    folder = tmp_path_factory.mktemp("switching")
    shutil.copytree(HERE / "project" / "data", folder / "project" / "data")
    models = folder / "models"
    models.mkdir()
    _model(trained, models, "first")
    with running(models / "first.tar.gz", folder, root=folder / "project") as started:
        yield started


def _model(trained: Path, models: Path, name: str) -> Path:
    for end in (".tar.gz", ".json"):
        shutil.copy(trained / f"first{end}", models / f"{name}{end}")
    return models / f"{name}.tar.gz"


class _Load:
    """Visitors who write all the time, each on a thread."""

    def __init__(self, engine: Engine, visitors: int = 4) -> None:
        self.models: list[str] = []
        self.failures: list[object] = []
        self._engine = engine
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(visitors)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(30)

    def _write(self) -> None:
        while not self._over.is_set():
            try:
                answer = self._engine.turn({"text": "merci"})
            except OSError as error:
                self.failures.append(error)
                continue
            if answer.status == 200:
                self.models.append(answer.body["model"])
            else:
                self.failures.append(answer.raw)


def test_a_switch_under_load_loses_no_request(own: Engine, trained: Path) -> None:
    _model(trained, own.models, "second")
    before = own.workers()
    with _Load(own) as load:
        time.sleep(0.3)
        answer = own.call("/model", {"path": "second.tar.gz"})
        assert (answer.status, answer.body) == (200, {"model": "second"})
        after_switch = own.turn({"text": "merci"}).body["model"]
        time.sleep(0.5)
    assert load.failures == []
    assert after_switch == "second"
    assert set(load.models) == {"first", "second"}
    assert own.call("/health").body["model"] == "second"
    for worker in before:
        own.until_workers(other_than=worker, count=2)


@pytest.mark.parametrize("path", ["../x.tar.gz", "/etc/passwd", "none.tar.gz", "second.json"])
def test_a_path_outside_the_folder_is_refused(own: Engine, path: str) -> None:
    answer = own.call("/model", {"path": path})
    assert (answer.status, answer.code) == (422, "model_refused")


def test_a_tampered_archive_leaves_the_old_model_running(own: Engine, trained: Path) -> None:
    running_now = own.call("/health").body["model"]
    add_member(_model(trained, own.models, "tampered"), _member("../evil.py"))
    answer = own.call("/model", {"path": "tampered.tar.gz"})
    assert (answer.status, answer.code) == (422, "model_refused")
    assert own.turn({"text": "merci"}).body["model"] == running_now


def _without_policies(metadata: dict[str, Any]) -> None:
    metadata["core_target"] = None


def _with_an_unknown_action(metadata: dict[str, Any]) -> None:
    metadata["domain"]["actions"].append("action_nobody_wrote")


def _without_rules(metadata: dict[str, Any]) -> None:
    for node in metadata["predict_schema"]["nodes"].values():
        if node["uses"].endswith("RulePolicy"):
            node["resource"] = {"name": "nothing", "output_fingerprint": "x"}


@pytest.mark.parametrize("change", [_without_policies, _with_an_unknown_action, _without_rules])
def test_a_model_that_cannot_answer_leaves_the_old_one_running(
    own: Engine, trained: Path, change: Any
) -> None:
    running_now = own.call("/health").body["model"]
    change_metadata(_model(trained, own.models, "broken"), change)
    answer = own.call("/model", {"path": "broken.tar.gz"})
    assert (answer.status, answer.code) == (422, "model_failed")
    assert own.turn({"text": "merci"}).body["model"] == running_now


def test_two_switches_at_once_are_one_too_many(own: Engine, trained: Path) -> None:
    _model(trained, own.models, "third")
    answers = []
    callers = [
        threading.Thread(
            target=lambda: answers.append(own.call("/model", {"path": "third.tar.gz"}))
        )
        for _ in range(2)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert own.call("/health").body["model"] == "third"


def test_a_worker_replaced_after_a_switch_has_the_new_model(own: Engine) -> None:
    wanted = own.call("/health").body["model"]
    own.kill_workers()
    assert {own.turn({"text": "merci"}).body["model"] for _ in range(4)} == {wanted}


def _said(engine: Engine) -> set[str]:
    """What six requests in a row were answered: with two workers, both are asked."""
    return {engine.turn({"text": "merci"}).body["replies"][0]["text"] for _ in range(6)}


def test_words_change_without_a_training(own: Engine) -> None:
    file = own.models.parent / "project" / "data" / "responses" / "texts.yml"
    good = file.read_text("utf-8")
    try:
        file.write_text(good.replace("Compris", "Bien reçu"), encoding="utf-8")
        time.sleep(_LOOKED_S)
        assert _said(own) == {"Bien reçu (thanks), tour 1."}
        file.write_text("responses: [", encoding="utf-8")
        own.kill_workers()  # those that come now never saw the good file themselves
        assert _said(own) == {"Bien reçu (thanks), tour 1."}
        health = own.call("/health").body
        assert health["ready"]
        assert "texts.yml" in health["responses"]
    finally:
        file.write_text(good, encoding="utf-8")
    assert own.call("/health").body["responses"] is None
