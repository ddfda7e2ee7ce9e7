"""What is added in the middle of a chat teaches the signals, and neither a topic nor a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.nlu.role import RoleClassifier
from bot.nlu.topic import TopicClassifier

if TYPE_CHECKING:
    from pathlib import Path


def _example(intent: str, role: str, column: int, *, fragment: bool = False) -> Message:
    labels = {"language": "fr", "role": role, "signals": [], "fragment": fragment}
    example = Message({TEXT: "x", INTENT: intent, "metadata": {INTENT: labels}})
    row = csr_matrix(([1.0], ([0], [column])), shape=(1, 3), dtype=np.float32)
    example.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, "test"))
    return example


@pytest.mark.parametrize(
    ("kind", "labels"),
    [(TopicClassifier, {"greet", "thanks"}), (RoleClassifier, {"friend", "self"})],
)
def test_a_fragment_is_no_example_of_topic_or_role(
    kind: type[TopicClassifier | RoleClassifier], labels: set[str], tmp_path: Path
) -> None:
    told = [_example("greet", "self", 0), _example("thanks", "friend", 1)] * 6
    fragments = [_example("out_of_scope", "adult", 2, fragment=True)] * 6
    learner = kind(
        kind.get_default_config(), LocalModelStorage.create(tmp_path), Resource("learner")
    )
    learner.learn([*told, *fragments])
    assert set(learner._model.labels) == labels
