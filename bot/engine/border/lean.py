"""Keeps TensorFlow out of the engine: six seconds of each start.

Rasa imports it for a helper of entity extractors, whoever uses one or not, and for every component of its
recipe, which a model's metadata name for the next training.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.utils.io import read_json_file

if TYPE_CHECKING:
    from pathlib import Path

_HEAVY = "rasa.utils.train_utils"


class Later(ModuleType):
    """Stands for a module that is imported once something of it is used, and is that module from then on."""

    def __getattr__(self, name: str) -> Any:
        """Import the module and give what was asked for; whoever only looks at modules is told nothing."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = importlib.import_module(self.__name__)
        vars(self).update(vars(module))
        return getattr(module, name)


class RunStorage(LocalModelStorage):  # type: ignore[misc]  # Rasa carries no types
    """Rasa's storage of a model, for running it: how it was trained is left out of the metadata."""

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        metadata = read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
        return ModelMetadata.from_dict({**metadata, "train_schema": {"nodes": {}}})


def put_off_tensorflow() -> None:
    """Put a `Later` in the place of Rasa's helper; to be called before Rasa's core is imported."""
    if _HEAVY not in sys.modules:
        package, _, name = _HEAVY.rpartition(".")
        later = sys.modules[_HEAVY] = Later(_HEAVY)
        setattr(importlib.import_module(package), name, later)
