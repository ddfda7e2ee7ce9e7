"""The examples are read once in a training, whoever asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.importers import utils
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.filterwarnings("ignore:Slot auto-fill")
@pytest.mark.parametrize("config", ["config.yml", "config.light.yml"])
def test_the_examples_are_read_once(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def reads(paths: list[str], _language: str) -> TrainingData:
        asked.append(len(paths))
        return TrainingData()

    monkeypatch.setattr(utils, "training_data_from_paths", reads)
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / config), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    importer.get_domain()
    importer.get_nlu_data()
    importer.get_nlu_data("fr")
    assert len(asked) == 1
    assert asked[0] > 90
