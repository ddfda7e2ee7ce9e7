"""One turn as a pure function, with the fixture project's model in this process."""

from __future__ import annotations

import importlib.util
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.state import MOST_BYTES, PastTurn, State
from bot.engine.wire import turn_request
from tests.bot.engine.fixtures.engine_process import misdeed, turn_body

if TYPE_CHECKING:
    from bot.engine.opening import Opened

_LAUNCH = Path(__file__).parent / "fixtures" / "launch.py"


@pytest.fixture(scope="module")
def opened(trained: Path) -> Opened:
    spec = importlib.util.spec_from_file_location("fixture_launch", _LAUNCH)
    assert spec
    assert spec.loader
    launch = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(launch)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's own, at every load
        made: Opened = launch.fixture_project().open(trained / "first.tar.gz")
    return made


def _turn(opened: Opened, *messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = turn_body(*messages, **more)
    return opened.taker.turn(turn_request(body, intents=opened.brain.intents))


def _actions(answer: dict[str, Any]) -> list[str]:
    return [step["action"] for step in answer["trace"]["actions"]]


def test_the_opening_gives_the_words_of_the_file_and_not_those_of_the_model(
    opened: Opened,
) -> None:
    answer = _turn(opened, event="opening")
    assert answer["replies"] == [
        {
            "response": "utter_opening",
            "text": "Bonjour, je suis un robot.",
            "language": "fr",
            "choices": [
                {"label": "C'est fait", "act": "done", "payload": "/done"},
                {"label": "Une personne", "act": "human", "payload": "/talk_to_human"},
                {"label": "Ça", "act": "pick", "payload": '/pick{"value": "raise"}'},
            ],
            "advice": ["i_am_a_bot"],
            "links": [{"label": "Appeler", "href": "tel:116000"}],
            "step": None,
            "more": "Appelle le 116 000.",
        }
    ]
    assert (answer["readings"], answer["reading"]) == ([], None)
    assert answer["language"] == "fr"


def test_without_a_language_the_text_for_all_is_taken(opened: Opened) -> None:
    answer = _turn(opened, event="opening", language=None)
    assert answer["replies"][0]["text"] == "Bonjour. Hallo."
    assert (answer["replies"][0]["language"], answer["language"]) == (None, None)


def test_the_state_carries_slots_and_turns_on(opened: Opened) -> None:
    first = _turn(opened, {"text": "il a mes photos"})
    second = _turn(opened, {"text": "je suis triste"}, state=first["state"])
    assert second["replies"][0]["text"] == "Compris (feeling_bad), tour 2."
    assert second["state"]["slots"]["heard"] == ["sextortion_money", "feeling_bad"]
    assert second["state"]["turns"] == [
        {"intent": "sextortion_money", "actions": ["action_answer"], "hidden": True},
        {"intent": "feeling_bad", "actions": ["action_answer"], "hidden": True},
    ]
    assert second["trace"]["slots"] == {
        "turns_seen": 2,
        "heard": ["sextortion_money", "feeling_bad"],
    }


def test_a_story_goes_on_over_the_rebuilt_history(opened: Opened) -> None:
    first = _turn(opened, {"text": "salut"})
    second = _turn(opened, {"text": "salut"}, state=first["state"])
    assert (_actions(first)[0], _actions(second)[0]) == ("action_open", "action_thanks")


@pytest.mark.parametrize(
    "command", ["/restart", "/done", '/pick{"value": "raise"}', "\u200b /back"]
)
def test_a_typed_command_is_plain_text(opened: Opened, command: str) -> None:
    answer = _turn(opened, {"text": command})
    assert _actions(answer) == ["action_answer", "action_listen"]
    assert answer["replies"][0]["text"].startswith("Compris (nlu_fallback)")
    reading = opened.brain.read(command, language="fr", now=None)
    assert reading.topic == "out_of_scope"  # also where nobody cleaned it


def test_no_word_of_the_visitor_is_in_the_state(opened: Opened) -> None:
    answer = _turn(opened, {"text": "je m'appelle Anouk, il a mes photos, 0470123456"})
    assert "Anouk" not in json.dumps(answer["state"])
    assert "0470123456" not in json.dumps(answer)


def test_danger_in_one_message_of_a_burst_is_not_lost(opened: Opened) -> None:
    answer = _turn(opened, {"text": "salut"}, {"text": "je veux mourir"}, {"text": "il veut 200"})
    assert [reading["set"] for reading in answer["readings"]] == [[], ["suicide"], []]
    assert answer["reading"]["set"] == ["suicide"]
    assert answer["reading"]["topic"] == "sextortion_money"
    assert answer["reading"]["level"] == "life"
    assert answer["escalation"]["level"] == "life"
    assert {"signal": "suicide", "words": "mourir"} in answer["escalation"]["reasons"]
    assert len(answer["replies"]) == 1


def test_a_choice_is_heard_as_its_intent_and_read_as_a_choice(opened: Opened) -> None:
    answer = _turn(opened, {"payload": "/done"})
    assert answer["readings"] == [
        {
            "choice": True,
            "act": "done",
            "intent": "done",
            "value": None,
            "set": [],
            "level": None,
        }
    ]
    assert answer["reading"] is None
    assert answer["replies"][0]["text"] == "Compris (done), tour 1."


def test_a_choice_and_a_text_are_both_answered_in_their_order(opened: Opened) -> None:
    answer = _turn(opened, {"payload": "/done"}, {"text": "merci"})
    assert [reply["text"] for reply in answer["replies"]] == [
        "Compris (done), tour 1.",
        "Compris (thanks), tour 2.",
    ]
    assert len(answer["readings"]) == 2


@pytest.mark.parametrize(
    "messages",
    [
        [{"payload": "/done"}, {"text": "je veux mourir"}],
        [{"text": "je veux mourir"}, {"payload": "/done"}],
    ],
)
def test_when_life_is_at_stake_only_the_last_message_is_answered(
    opened: Opened, messages: list[dict[str, str]]
) -> None:
    answer = _turn(opened, *messages)
    assert len(answer["replies"]) == 1
    assert answer["state"]["slots"]["turns_seen"] == 2
    assert answer["state"]["slots"]["signals"] == ["suicide"]
    assert answer["escalation"]["level"] == "life"


def test_while_a_human_speaks_the_bot_reads_and_is_silent(opened: Opened) -> None:
    answer = _turn(opened, {"text": "je veux mourir"}, {"payload": "/done"}, speaker="human")
    assert answer["replies"] == []
    assert answer["state"]["slots"]["signals"] == ["suicide"]
    assert answer["state"]["turns"] == []
    assert answer["escalation"]["level"] == "life"
    assert answer["trace"]["actions"] == []


@pytest.mark.parametrize("event", ["opening", "silence", "language", "handback"])
def test_an_event_is_an_intent_of_its_own(opened: Opened, event: str) -> None:
    answer = _turn(opened, event=event)
    assert answer["state"]["slots"]["heard"] == [f"event_{event}"]
    assert len(answer["replies"]) == 1


def test_slots_turns_and_actions_that_the_model_no_longer_has_are_left_out(
    opened: Opened,
) -> None:
    state = {
        "v": 1,
        "slots": {"of_an_older_model": 1, "turns_seen": 4, "language": "nl"},
        "turns": [
            {"intent": "of_an_older_model", "actions": ["action_open"]},
            {"intent": "greet", "actions": ["action_of_an_older_model"]},
        ],
        "loop": "form_of_an_older_model",
    }
    answer = _turn(opened, {"text": "merci"}, state=state)
    assert answer["replies"][0]["text"] == "Begrepen (thanks), beurt 5."
    assert "of_an_older_model" not in json.dumps(answer["state"])


def test_turn_300_costs_what_turn_5_cost(opened: Opened) -> None:
    state: Any = None
    events: list[int] = []
    sizes: list[int] = []
    texts = ["il a mes photos", "merci", "je suis triste", "salut", "je comprends pas"]
    for index in range(300):
        answer = _turn(opened, {"text": texts[index % 5]}, state=state)
        state = answer["state"]
        past = tuple(
            PastTurn(turn["intent"], tuple(turn["actions"]), hidden=turn.get("hidden", False))
            for turn in state["turns"]
        )
        chat = opened.brain.conversation(State(state["slots"], past))
        events.append(len(chat._tracker.events))
        sizes.append(len(json.dumps(state)))
    assert events[299] == events[4]
    assert sizes[299] <= sizes[4] + 2  # a counter has two more digits
    assert max(sizes) < MOST_BYTES


def test_a_turn_leaves_nothing_behind(opened: Opened) -> None:
    body = turn_body({"text": "je veux mourir, 200"}, {"payload": "/done"})
    before = json.dumps(_turn(opened, *body["messages"]))
    with pytest.raises(Exception, match="raised ValueError"):
        _turn(opened, *misdeed("raise")["messages"])
    _turn(opened, {"text": "autre chose"}, language="nl")
    assert json.dumps(_turn(opened, *body["messages"])) == before


def test_a_policy_behind_a_certain_one_would_change_nothing(opened: Opened) -> None:
    """Policies are asked by falling priority up to the first certain one: the same as asking all."""
    texts = ("bonjour", "merci", "oui", "je sais pas", "qsdfqsdf", "au revoir")
    model = opened.brain._model
    asks_all = replace(model, policies=())

    def talk() -> list[dict[str, Any]]:
        state, answers = None, []
        for text in texts:
            answers.append(_turn(opened, {"text": text}, state=state))
            state = answers[-1]["state"]
        return answers

    short = talk()
    opened.brain._processor._model = asks_all
    try:
        assert talk() == short
    finally:
        opened.brain._processor._model = model
