"""The examples are read once in a training, whoever asks for them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.importers import utils
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder import Encoded
from bot.nlu.importer import Example

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


def _example() -> Example:
    metadata = {"intent": {"language": "fr", "role": "self", "signals": []}}
    return Example({"text": "il veut 50 euros", "intent": "sextortion_money", "metadata": metadata})


def test_what_is_read_in_a_copy_of_an_example_is_not_read_in_the_example() -> None:
    example = _example()
    copy = deepcopy(example)
    assert copy == example
    copy.set("text", "il veut de l'argent", add_to_output=True)
    copy.add_features(object())
    assert (example.get("text"), example.features) == ("il veut 50 euros", [])
    assert copy != example


@pytest.mark.parametrize("changed", ["text", "intent", "metadata", "language"])
def test_an_example_with_another_value_is_another(changed: str) -> None:
    example = _example()
    before = example.fingerprint()
    example.set(changed, "something else")
    assert example.fingerprint() != before


def test_an_example_is_told_apart_by_what_a_part_says_of_itself() -> None:
    def encoded(score: float) -> str:
        example = _example()
        example.set("encoded", Encoded(np.array([score], dtype=np.float32), {}))
        return example.fingerprint()

    assert encoded(0.5) == encoded(0.5) != encoded(0.25)


def test_an_example_twice_in_a_file_counts_once() -> None:
    assert len(TrainingData([_example(), _example()]).training_examples) == 1
