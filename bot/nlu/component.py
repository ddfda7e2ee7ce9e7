"""What all our graph components share: how Rasa makes, trains, stores and runs them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

# Rasa looks the annotations of a component up when it validates a pipeline: not for typing alone.
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource  # noqa: TC002
from rasa.engine.storage.storage import ModelStorage  # noqa: TC002
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message  # noqa: TC002
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: TC002
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
LEXICON = HERE.parent / "lexicon"


class MessageComponent(GraphComponent):  # type: ignore[misc]  # Rasa carries no types
    """A step that reads one message after the other and, where it learns, keeps plain files.

    A subclass implements `read`, and if it learns `learn`, `save` and `restore`. Files are JSON and
    npz, never pickles, so that opening a model runs no code that came with it. `needs` names the components
    whose work it reads: Rasa says so of a pipeline without one of them, or with it in the wrong place.
    """

    needs: ClassVar[tuple[type[MessageComponent], ...]] = ()

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what has to stand before this component in the pipeline."""
        return list(cls.needs)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> MessageComponent:
        """Make the component before it has learnt anything."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> MessageComponent:
        """Make the component with what it learnt."""
        component = cls.create(config, model_storage, resource, execution_context)
        if "learn" in vars(cls):
            with model_storage.read_from(resource) as folder:
                component.restore(folder)
        return component

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003 - Rasa's
        """Train again when any module or word list beside the components changed.

        Rasa looks at the source of the class alone.
        """
        total = hashlib.sha256()
        for file in sorted((*HERE.rglob("*"), *LEXICON.rglob("*"))):
            if file.suffix in {".py", ".yml", ".txt", ".crfsuite"}:
                total.update(file.read_bytes())
        return total.hexdigest()

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the messages, each by itself."""
        for message in messages:
            self.read(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the examples as if they were messages, for the steps that learn from the result."""
        self.process(training_data.training_examples)
        return training_data

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and store what was learnt.

        On one thread: the sum of floats depends on how threads share it, and two trainings on equal
        data shall give equal models.
        """
        with threadpool_limits(limits=1):
            self.learn(
                [example for example in training_data.intent_examples if example.get(TEXT)],
            )
        with self._storage.write_to(self._resource) as folder:
            self.save(folder)
        return self._resource

    def read(self, message: Message) -> None:
        """Add to the message what this component understands."""
        raise NotImplementedError

    def learn(self, examples: list[Message]) -> None:
        """Learn from the examples of data/nlu."""
        raise NotImplementedError

    def save(self, folder: Path) -> None:
        """Write what was learnt."""
        raise NotImplementedError

    def restore(self, folder: Path) -> None:
        """Read what was learnt."""
        raise NotImplementedError


def labels_of(example: Message) -> Mapping[str, Any]:
    """Return the metadata of the example's block: language, role, signals."""
    metadata: Mapping[str, Any] = example.get("metadata")[INTENT]
    return metadata


def is_fragment(example: Message) -> bool:
    """Tell an example that says too little for a topic or a role: what is added in the middle of a chat."""
    return bool(labels_of(example).get("fragment"))


def metadata_of(message: Message) -> Mapping[str, Any]:
    """Return what the engine gave along with a message to read: `chat_language`, `now`."""
    return message.get("metadata") or {}
