"""A pipeline without a component that another one learns from is refused by Rasa, before any training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.engine.exceptions import GraphSchemaValidationException
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.validation import validate

import bot.nlu.registry

ROOT = Path(__file__).resolve().parents[3]
_OURS = f"{bot.nlu.registry.__name__}."


def _config(file: str, left_out: str | None = None) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    config["pipeline"] = [
        part for part in config["pipeline"] if part["name"].removeprefix(_OURS) != left_out
    ]
    del config["policies"]
    return config


@pytest.mark.parametrize("file", ["config.yml", "config.light.yml"])
def test_the_pipeline_as_it_is_lacks_nothing(file: str) -> None:
    validate(DefaultV1Recipe().graph_config_for_recipe(_config(file), {}))


@pytest.mark.parametrize(
    "component",
    [
        "LanguageIdentifier",
        "NormalisingTokenizer",
        "ConceptFinder",
        "NgramFeaturizer",
    ],
)
def test_a_missing_component_is_named(component: str) -> None:
    config = DefaultV1Recipe().graph_config_for_recipe(_config("config.yml", component), {})
    with pytest.raises(GraphSchemaValidationException, match=f"require a {component}"):
        validate(config)
