"""data/rules, the domain and the code agree about who answers what."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.dialogue.content import ROOT
from bot.dialogue.memory import SLOTS
from bot.dialogue.routing import ROUTES
from bot.labels import TOPICS


def _rules() -> list[dict[str, Any]]:
    files = sorted((ROOT / "data" / "rules").glob("*.yml"))
    return [rule for file in files for rule in yaml.safe_load(file.read_text("utf-8"))["rules"]]


def _domain() -> dict[str, Any]:
    domain: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    return domain


def test_every_intent_leads_to_exactly_one_action() -> None:
    routed = [
        (step[0]["intent"], step[1]["action"]) for step in (rule["steps"] for rule in _rules())
    ]
    assert len(routed) == len(dict(routed))
    assert dict(routed) == ROUTES


def test_all_topics_are_routed_and_in_the_domain() -> None:
    assert set(TOPICS) <= set(ROUTES)
    assert set(_domain()["intents"]) == set(ROUTES)


def test_every_field_of_memory_is_a_slot_that_action_remember_fills() -> None:
    slots = _domain()["slots"]
    assert set(slots) == set(SLOTS)
    for slot in slots.values():
        assert slot["mappings"] == [{"type": "custom", "action": "action_remember"}]
        assert slot["influence_conversation"] is False


@pytest.mark.parametrize("action", sorted({*ROUTES.values(), "action_danger", "action_remember"}))
def test_every_action_has_its_file_and_stands_in_the_domain(action: str) -> None:
    assert (ROOT / "actions" / f"{action}.py").exists()
    assert action in _domain()["actions"]


def test_no_name_of_a_rule_or_story_is_used_twice() -> None:
    names = [rule["rule"] for rule in _rules()]
    assert len(names) == len(set(names))
