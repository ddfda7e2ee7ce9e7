"""Rasa's policy asks `danger` and keeps silent otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import Memory, Turn, remember
from bot.dialogue.content import ROOT, Content
from bot.dialogue.danger_policy import DangerPolicy
from bot.labels import TOPICS
from tests.bot.dialogue.chat import reading

if TYPE_CHECKING:
    from pathlib import Path

    from bot.reading import Reading


# Rasa says this of every domain that has slots.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed:UserWarning")


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content) -> DangerPolicy:
    monkeypatch.setattr(Content, "current", lambda: content)
    return DangerPolicy(
        DangerPolicy.get_default_config(),
        LocalModelStorage(tmp_path),
        Resource("danger"),
        ExecutionContext(GraphSchema({})),
    )


def _next(
    policy: DangerPolicy, domain: Domain, content: Content, read: Reading, *done: str, **memory: Any
) -> str | None:
    after = remember(Memory(language="fr", **memory), Turn(read.topic, None, read), content)
    uttered = UserUttered(
        "…",
        {"name": read.topic},
        parse_data={"intent": {"name": read.topic}, "entities": [], "reading": read.as_json()},
    )
    events = [ActionExecuted("action_listen"), uttered, *map(ActionExecuted, done)]
    events += [SlotSet(name, value) for name, value in after.to_slots().items()]
    tracker = DialogueStateTracker.from_events("x", events, slots=domain.slots)
    prediction = policy.predict_action_probabilities(tracker, domain)
    assert prediction.policy_priority == 7
    if not any(prediction.probabilities):
        return None
    return str(domain.action_names_or_texts[prediction.probabilities.index(1.0)])


def test_danger_comes_first_then_the_route_then_listen(
    policy: DangerPolicy, domain: Domain, content: Content
) -> None:
    read = reading("should_pay", "paid")
    assert _next(policy, domain, content, read) == "action_danger"
    assert _next(policy, domain, content, read, "action_danger") == "action_answer"
    assert _next(policy, domain, content, read, "action_danger", "action_answer") == "action_listen"


def test_without_danger_the_rules_decide(
    policy: DangerPolicy, domain: Domain, content: Content
) -> None:
    read = reading("grooming")
    assert _next(policy, domain, content, read) is None
    assert _next(policy, domain, content, read, "action_walk") is None


def test_other_languages_are_told_first(
    policy: DangerPolicy, domain: Domain, content: Content
) -> None:
    read = reading("grooming", language="en")
    assert _next(policy, domain, content, read) == "action_language"
    assert _next(policy, domain, content, read, "action_language") == "action_walk"


@pytest.mark.parametrize("topic", TOPICS)
def test_what_danger_begins_it_ends_whatever_the_message_is_about(
    topic: str, policy: DangerPolicy, domain: Domain, content: Content
) -> None:
    read = reading(topic, "paid")
    done = [_next(policy, domain, content, read)]
    while done[-1] != "action_listen":
        assert done[-1] is not None, "left to the rules, which have none for it"
        assert len(done) < 4
        done.append(_next(policy, domain, content, read, *filter(None, done)))
    assert done[0] == "action_danger"


def test_it_learns_nothing(policy: DangerPolicy, domain: Domain) -> None:
    assert policy.train([], domain) == Resource("danger")
