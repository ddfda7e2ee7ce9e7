"""Loads a model and asks its graph: what a text means, which action comes next."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.trackers import DialogueStateTracker

if TYPE_CHECKING:
    from rasa.core.policies.policy import PolicyPrediction
    from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema
    from rasa.engine.storage.storage import ModelMetadata, ModelStorage
    from rasa.shared.core.domain import Domain

from rasa.engine.graph import GraphNode


class StraightRunner(GraphRunner):  # type: ignore[misc]  # Rasa carries no types
    """Runs the nodes of a graph one after the other; Dask's scheduler costs 1 ms each time."""

    def __init__(
        self,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> None:
        self._nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        self._needs = {name: list(node.needs.values()) for name, node in graph_schema.nodes.items()}
        self._orders: dict[str, list[str]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> StraightRunner:
        """Make the runner."""
        return cls(graph_schema, model_storage, execution_context, hooks)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Run all that the targets need."""
        results = dict(inputs or {})
        for target in targets or ():
            for name in self._order_of(target):
                if name not in results:
                    given = [(need, results[need]) for need in self._needs[name]]
                    _, results[name] = self._nodes[name](*given)
        return {target: results[target] for target in targets or ()}

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
    """A loaded model. `understanding` is the node that gives readings, `deciding` the policies'."""

    domain: Domain
    runner: StraightRunner
    understanding: str
    deciding: str

    def parse(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Give Rasa's parse of one text."""
        message = UserMessage(text, metadata=metadata)
        inputs = {
            PLACEHOLDER_MESSAGE: [message],
            PLACEHOLDER_TRACKER: DialogueStateTracker.from_events("chat", []),
        }
        parsed = self.runner.run(inputs, [self.understanding])[self.understanding][0]
        result: dict[str, Any] = parsed.as_dict(only_output_properties=True)
        return result

    def predict(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        """Ask the policies for the next action."""
        return self.runner.run({PLACEHOLDER_TRACKER: tracker}, [self.deciding])[self.deciding]


def load_model(archive: Path) -> Model:
    """Load an archive that `archive.py` has checked."""
    with tempfile.TemporaryDirectory() as folder:
        metadata, runner = load_predict_graph_runner(
            Path(folder), archive, LocalModelStorage, StraightRunner
        )
    if metadata.core_target is None or metadata.nlu_target is None:
        raise ValueError("the model has no policies or no pipeline")
    return Model(
        domain=metadata.domain,
        runner=runner,
        understanding=_without_commands(metadata),
        deciding=metadata.core_target,
    )


def _without_commands(metadata: ModelMetadata) -> str:
    """Name the last node of the pipeline before Rasa's interpreter of commands (`/restart`)."""
    name: str = metadata.nlu_target
    node = metadata.predict_schema.nodes[name]
    return str(node.needs["messages"]) if node.uses is RegexMessageHandler else name
