"""The actions as rasa_sdk runs them: slots and latest message in, bubbles and slots out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk.executor import ActionExecutor

from bot.dialogue import Memory
from bot.dialogue.content import Content
from tests.bot.dialogue.chat import reading

if TYPE_CHECKING:
    from bot.reading import Reading


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    made = ActionExecutor()
    made.register_package("actions")
    return made


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, content: Content) -> None:
    monkeypatch.setattr(Content, "current", lambda: content)


async def _run(executor: ActionExecutor, action: str, slots: dict[str, Any], message: Any) -> Any:
    tracker = {"sender_id": "x", "slots": slots, "latest_message": message, "events": []}
    return await executor.run(
        {"next_action": action, "sender_id": "x", "tracker": tracker, "domain": {}}
    )


def _message(read: Reading) -> dict[str, Any]:
    return {
        "intent": {"name": read.topic},
        "entities": [],
        "reading": read.as_json(),
        "turn": {"help": {"open": True, "wait_s": 200, "state": "bot"}},
    }


async def test_what_was_remembered_is_walked(executor: ActionExecutor) -> None:
    message = _message(reading("grooming", language="nl", wants_human=True))
    slots = Memory().to_slots()
    remembered = await _run(executor, "action_remember", slots, message)
    assert remembered["responses"] == []
    slots |= {event["name"]: event["value"] for event in remembered["events"]}
    assert slots["situation"] == "grooming"
    walked = await _run(executor, "action_walk", slots, message)
    said = [response["response"] for response in walked["responses"]]
    assert said == ["utter_grooming_first", "utter_human_coming", "utter_step_dont_reply"]
    last = walked["responses"][-1]
    assert last["step"] == "dont_reply"
    assert last["own_choices"] is True
    assert last["help"] == "utter_help_open_wait nl"
    assert last["child_focus_phone"] == "116 000"
    slots |= {event["name"]: event["value"] for event in walked["events"]}
    assert slots["pending"] == {"kind": "step", "id": "dont_reply"}


async def test_choices_added_by_the_dialogue_come_as_buttons(executor: ActionExecutor) -> None:
    slots = Memory(language="fr").to_slots()
    message = {
        "intent": {"name": "nlu_fallback"},
        "reading": reading("grooming", unsure=True).as_json(),
    }
    asked = await _run(executor, "action_ask_situation", slots, message)
    bubble = asked["responses"][0]
    assert bubble["own_choices"] is False
    assert bubble["buttons"][0] == {"title": "grooming fr", "payload": '/pick{"value": "grooming"}'}
