"""Reads messages with a trained model and nothing else of Rasa: no dialogue, no TensorFlow.

It runs the model's own components in the model's own order, so that `make understand` and the
chat read alike.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.common import class_from_module_path
from tarsafe import TarSafe

from bot.nlu.fallback import Fallback
from bot.nlu.parse import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reading import Reading

_OURS = "bot.nlu."
_RASAS_FALLBACK = "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier"


@dataclass(frozen=True)
class Interpreter:
    """The reading half of a model, in memory."""

    _steps: tuple[Any, ...]

    @classmethod
    def load(cls, model_path: Path | str) -> Interpreter:
        """Open a model that `rasa train` made.

        Raises: FileNotFoundError: there is no such model.
        """
        with tempfile.TemporaryDirectory() as folder, TarSafe.open(model_path, "r:gz") as archive:
            archive.extractall(folder)
            metadata = json.loads((Path(folder) / "metadata.json").read_text(encoding="utf-8"))
            storage = LocalModelStorage(Path(folder) / "components")
            steps = tuple(
                _loaded(node, name, storage)
                for name, node in _nodes_in_order(metadata["predict_schema"]["nodes"])
            )
        return cls(steps)

    def read(
        self,
        text: str,
        chat_language: str | None = None,
        now: str | None = None,
    ) -> Reading:
        """Read one message.

        Args:
            text: what the visitor wrote, of any length.
            chat_language: the language the chat has so far.
            now: the moment of the turn, ISO 8601; ages told by birth year count from it.
        """
        message = Message({TEXT: text, "metadata": {"chat_language": chat_language, "now": now}})
        for step in self._steps:
            step.process([message])
        return reading_of(message.as_dict(only_output_properties=True))


def _nodes_in_order(nodes: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the reading steps, each after the one whose messages it needs."""
    after = {node["needs"].get("messages"): name for name, node in nodes.items()}
    name = after.get("nlu_message_converter")
    while name:
        if nodes[name]["uses"].startswith((_OURS, _RASAS_FALLBACK)):
            yield name, nodes[name]
        name = after.get(name)


def _loaded(node: dict[str, Any], name: str, storage: LocalModelStorage) -> Any:
    if node["uses"] == _RASAS_FALLBACK:
        return Fallback(**node["config"])
    component = class_from_module_path(node["uses"])
    resource = Resource(**node["resource"]) if node["resource"] else Resource(name)
    context = ExecutionContext(GraphSchema({}), node_name=name)
    return component.load(node["config"], storage, resource, context)
