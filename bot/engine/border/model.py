"""Loads a model and asks its graph: what a text means, which action comes next."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import UserMessage
from rasa.core.policies.policy import Policy
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import ExecutionContext, GraphNode
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.border.lean import RunStorage

if TYPE_CHECKING:
    from rasa.core.policies.policy import PolicyPrediction
    from rasa.engine.storage.storage import ModelMetadata, ModelStorage
    from rasa.shared.core.domain import Domain


class StraightRunner:
    """Runs the nodes of a graph one after the other; Dask's scheduler costs 1 ms each time.

    The domain comes with the metadata already: Rasa would read it again from YAML, for ten seconds.
    """

    def __init__(self, metadata: ModelMetadata, storage: ModelStorage) -> None:
        schema = metadata.predict_schema
        context = ExecutionContext(graph_schema=schema, model_id=metadata.model_id)
        self._known: dict[str, Any] = {}
        self._nodes: dict[str, GraphNode] = {}
        for name, node in schema.nodes.items():
            if node.uses is DomainProvider:
                self._known[name] = metadata.domain
            else:
                self._nodes[name] = GraphNode.from_schema_node(name, node, storage, context)
        self._needs = {name: list(node.needs.values()) for name, node in schema.nodes.items()}
        self._orders: dict[str, list[str]] = {}

    def run(self, target: str, inputs: dict[str, Any]) -> Any:
        """Run all that the target needs and that is not among the inputs; gives its result."""
        results = {**self._known, **inputs}
        for name in self._order_of(target):
            if name in results:
                continue
            given = [(need, results[need]) for need in self._needs[name]]
            _, results[name] = self._nodes[name](*given)
        return results[target]

    def _order_of(self, target: str) -> list[str]:
        """Name the nodes that a target needs, each after those that it needs itself."""
        if target not in self._orders:
            order: list[str] = []
            self._visit(target, order)
            self._orders[target] = order
        return self._orders[target]

    def _visit(self, name: str, order: list[str]) -> None:
        if name in order or name not in self._nodes:  # what is no node is an input
            return
        for need in self._needs[name]:
            self._visit(need, order)
        order.append(name)


@dataclass(frozen=True)
class Model:
    """A loaded model.

    Args:
        understanding: the node that gives readings.
        policies: the nodes of the policies, the one that goes before others first.
        deciding: the node that chooses among their predictions.
    """

    domain: Domain
    runner: StraightRunner
    understanding: str
    policies: tuple[str, ...]
    deciding: str

    def parse(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Give Rasa's parse of one text."""
        message = UserMessage(text, metadata=metadata)
        inputs = {
            PLACEHOLDER_MESSAGE: [message],
            PLACEHOLDER_TRACKER: DialogueStateTracker.from_events("chat", []),
        }
        parsed = self.runner.run(self.understanding, inputs)[0]
        result: dict[str, Any] = parsed.as_dict(only_output_properties=True)
        return result

    def predict(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        """Ask the policies for the next action, no further than the first that is certain.

        Of two that are equally confident Rasa takes the one with the higher priority: behind a
        certain one nobody is heard. A policy that was not asked has no prediction.
        """
        inputs: dict[str, Any] = {PLACEHOLDER_TRACKER: tracker}
        for policy in self.policies:
            inputs[policy] = self.runner.run(policy, inputs)
            if inputs[policy].max_confidence == 1.0:
                break
        prediction: PolicyPrediction = self.runner.run(
            self.deciding, {**dict.fromkeys(self.policies), **inputs}
        )
        return prediction


def load_model(archive: Path) -> Model:
    """Load an archive that `archive.py` has checked."""
    with tempfile.TemporaryDirectory() as folder:
        storage, metadata = RunStorage.from_model_archive(Path(folder), archive)
        runner = StraightRunner(metadata, storage)
    if metadata.core_target is None or metadata.nlu_target is None:
        raise ValueError("the model has no policies or no pipeline")
    return Model(
        domain=metadata.domain,
        runner=runner,
        understanding=_without_commands(metadata),
        policies=_policies(metadata),
        deciding=metadata.core_target,
    )


def _policies(metadata: ModelMetadata) -> tuple[str, ...]:
    """Name the nodes of the policies by falling priority."""
    nodes = metadata.predict_schema.nodes
    priorities = {
        name: node.config.get("priority", node.uses.get_default_config()["priority"])
        for name, node in nodes.items()
        if issubclass(node.uses, Policy)
    }
    return tuple(sorted(priorities, key=priorities.__getitem__, reverse=True))


def _without_commands(metadata: ModelMetadata) -> str:
    """Name the last node of the pipeline before Rasa's interpreter of commands (`/restart`)."""
    name: str = metadata.nlu_target
    node = metadata.predict_schema.nodes[name]
    return str(node.needs["messages"]) if node.uses is RegexMessageHandler else name
