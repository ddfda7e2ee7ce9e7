"""The committed files of the encoder agree with their manifest, their card and data/nlu."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest
import yaml

from bot.nlu.encoder_files import FOLDER, ROOT, EncoderFileError, EncoderFiles
from bot.nlu.redaction import key_of
from encoder.outputs import NAMES

if TYPE_CHECKING:
    from pathlib import Path

_MODEL = ROOT / FOLDER
_LARGEST = 50_000_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(_MODEL, tmp_path / FOLDER)
    return tmp_path


def test_every_file_is_the_one_of_the_manifest() -> None:
    files = EncoderFiles.checked()
    assert files.scores == NAMES
    assert sum(file.stat().st_size for file in _MODEL.iterdir()) <= _LARGEST


def test_the_card_speaks_of_this_encoder() -> None:
    manifest = json.loads((_MODEL / "manifest.json").read_text("utf-8"))
    card = (_MODEL / "README.md").read_text("utf-8")
    assert manifest["made"] in card
    assert f"{manifest['examples']} redacted messages" in card
    for said in ("MIT", "2402.05672", "must not be used", "recall / precision"):
        assert said in card
    for pin in (ROOT / "encoder" / "weights.txt").read_text("utf-8").splitlines():
        assert pin in card


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json", "out_of_fold.npz", "README.md"])
def test_an_altered_file_is_named_with_what_to_do(copy: Path, name: str) -> None:
    with (copy / FOLDER / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(
        EncoderFileError, match=rf"{name} is not .*make encoder.*config\.light\.yml"
    ):
        EncoderFiles.checked(root=copy)


@pytest.mark.parametrize("name", ["encoder.onnx", "manifest.json"])
def test_a_missing_file_is_named_with_what_to_do(copy: Path, name: str) -> None:
    (copy / FOLDER / name).unlink()
    with pytest.raises(EncoderFileError, match=f"{name} is missing"):
        EncoderFiles.checked(root=copy)


@pytest.mark.parametrize("text", ["{", "[]", '{"sha256": {}}'])
def test_a_broken_manifest_is_no_manifest(copy: Path, text: str) -> None:
    (copy / FOLDER / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(EncoderFileError, match="is no manifest"):
        EncoderFiles.checked(root=copy)


def test_nearly_every_line_has_scores_of_a_network_that_has_not_seen_it() -> None:
    """Lines added since are scored as they are; when they are many, `make encoder` is due."""
    with np.load(EncoderFiles.checked().out_of_fold, allow_pickle=False) as arrays:
        keys, scores = set(arrays["keys"].tolist()), arrays["scores"]
    lines = list(_lines())
    assert scores.shape == (len(keys), len(NAMES))
    assert sum(key_of(line) in keys for line in lines) / len(lines) > 0.9


def _lines() -> Any:
    for file in (ROOT / "data" / "nlu").glob("*/*.yml"):
        for block in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            yield from (line[2:] for line in block["examples"].splitlines())


def test_the_network_takes_any_length() -> None:
    session = onnxruntime.InferenceSession(
        str(EncoderFiles.checked().network), providers=["CPUExecutionProvider"]
    )
    for length in (2, 40, EncoderFiles.checked().longest):
        pieces = np.full((1, length), 7, dtype=np.int64)
        [scores] = session.run(None, {"pieces": pieces})
        assert scores.shape == (1, len(NAMES))
        assert np.isfinite(scores).all()


def test_the_light_pipeline_lacks_the_encoder_and_nothing_else() -> None:
    whole, light = (
        yaml.safe_load((ROOT / name).read_text("utf-8"))
        for name in ("config.yml", "config.light.yml")
    )
    whole["pipeline"] = [
        step for step in whole["pipeline"] if not step["name"].endswith(".Encoder")
    ]
    assert whole == light
