from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from bot import train
from bot.engine.opening import _why
from bot.nlu.encoder_files import FOLDER, EncoderFileError, EncoderFiles
from bot.train import is_current, newest_model


def put(folder: Path, name: str, *, at: int, sources: str | None) -> Path:
    model = folder / f"{name}.tar.gz"
    model.write_bytes(b"")
    os.utime(model, (at, at))
    if sources is not None:
        (folder / f"{name}.json").write_text(json.dumps({"sources": sources}), encoding="utf-8")
    return model


def test_a_model_of_a_plain_rasa_train_is_passed_over(tmp_path: Path) -> None:
    ours = put(tmp_path, "ours", at=1, sources="a")
    put(tmp_path, "plain", at=2, sources=None)
    assert newest_model(tmp_path) == ours


def test_the_last_trained_model_is_taken_and_is_current_for_its_sources_only(
    tmp_path: Path,
) -> None:
    put(tmp_path, "old", at=1, sources="a")
    new = put(tmp_path, "new", at=2, sources="b")
    assert newest_model(tmp_path) == new
    assert is_current(new, "b")
    assert not is_current(new, "a")
    assert not is_current(newest_model(tmp_path / "none"), "b")


def test_a_model_for_elsewhere_is_kept_there_and_trained_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bench's light model must never become the newest in models/."""
    trained: list[str] = []

    def rasa_train(config: str, output: str, name: str) -> Path:
        trained.append(config)
        made = Path(output) / f"{name}.tar.gz"
        made.write_bytes(b"a model")
        return made

    monkeypatch.setattr(train, "_rasa_train", rasa_train)
    monkeypatch.setattr(train, "_progress", lambda _config: contextlib.nullcontext())
    monkeypatch.setenv("NLU_CONFIG", "config.light.yml")
    monkeypatch.setattr(sys, "argv", ["train", "--into", str(tmp_path / "light")])
    before = newest_model()
    for _ in range(2):
        train.main()
    assert trained == ["config.light.yml"]
    assert is_current(newest_model(tmp_path / "light"), train.fingerprint("config.light.yml"))
    assert newest_model() == before


@pytest.fixture
def altered(tmp_path: Path) -> Path:
    """A project whose network is not the one of its manifest."""
    shutil.copytree(train.ROOT / FOLDER, tmp_path / FOLDER)
    with (tmp_path / FOLDER / "encoder.onnx").open("ab") as network:
        network.write(b"x")
    return tmp_path


def test_an_altered_encoder_stops_the_training_with_one_line(
    altered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = EncoderFiles.checked
    monkeypatch.setattr(EncoderFiles, "checked", lambda **_root: checked(root=altered))
    monkeypatch.setattr(sys, "argv", ["train", "--force", "--into", str(altered / "models")])
    with pytest.raises(SystemExit) as ended:
        train.main()
    said = str(ended.value)
    assert said.startswith("✗ ")
    assert "encoder.onnx is not the file of its manifest" in said
    assert "make encoder" in said
    assert "\n" not in said
    assert not (altered / "models").exists()


def test_an_altered_encoder_stops_the_start_with_the_same_line(altered: Path) -> None:
    with pytest.raises(EncoderFileError) as found:
        EncoderFiles.checked(root=altered)
    wrapped = RuntimeError("Rasa's own words")
    wrapped.__cause__ = found.value
    assert _why(Path("a.tar.gz"), wrapped) == f"a.tar.gz cannot be used: {found.value}"
