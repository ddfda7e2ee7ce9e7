"""What must hold after every turn of any conversation (contract §3, issue 6)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.labels import ADVICE, LIFE_SIGNALS
from tests.bot.dialogue.test_contract import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NEVER: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "conversations" / "never.yml").read_text("utf-8")
)
_MOST_BUBBLES = 3
_MOST_TAGS = 5
_MOST_CHOICES_IN_A_CRISIS = 3
_STATE_BYTES = 8_000
_MANY = 5
_STEPS = {
    *("keep_evidence", "report_account", "report_platform", "stop_contact", "take_it_down"),
    *("keep_account", "secure_account", "bank", "ask_to_delete", "delete_it", "make_it_right"),
}
_OF_FORCED_HARM = {f"utter_danger_forced_harm{role}" for role in ("", "_friend", "_adult")}
_NEAR = {"offline_abuse", "exploitation"}
_ORDER = [signal.value for signal in LIFE_SIGNALS]


@dataclass
class Heard:
    """What one visitor has been told so far, as far as a later turn is measured by it."""

    signals: frozenset[str] = frozenset()
    last: tuple[str, ...] = ()
    times: dict[tuple[str, ...], int] = field(default_factory=dict)


def broken(said: str, result: Mapping[str, Any], heard: Heard) -> Iterator[str]:
    """Name every rule that this turn breaks; `heard` goes on with it.

    Args:
        said: what the visitor did: "choice", "text" or the name of an event.
        result: the answer of the engine (contract §4).
    """
    bubbles, slots = result["replies"], result["state"]["slots"]
    signals = frozenset(slots.get("signals", ()))
    yield from _form(bubbles, result)
    yield from _words(bubbles, result["language"])
    yield from _danger(bubbles, slots, signals - heard.signals, said)
    # What contract §3 has forced harm say goes before.
    others = [bubble for bubble in bubbles if bubble["response"] not in _OF_FORCED_HARM]
    if "abuser_close" in signals and "dont_reply" in _tags(others):
        yield "tells a child not to answer somebody who is close"
    texts = tuple(bubble["text"] for bubble in bubbles)
    if texts == heard.last and said == "choice":
        yield "answers a choice with the same words as before"
    # Who chooses to go on with a step is shown that step, as often as they choose it.
    if said != "choice" or not bubbles[-1].get("step"):
        heard.times[texts] = heard.times.get(texts, 0) + 1
        if heard.times[texts] == _MANY:
            yield f"gives the same answer {_MANY} times"
    heard.signals, heard.last = signals, texts


def _form(bubbles: list[dict[str, Any]], result: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= len(bubbles) <= _MOST_BUBBLES:
        yield f"{len(bubbles)} bubbles in one turn"
    if len(json.dumps(result["state"], ensure_ascii=False).encode()) > _STATE_BYTES:
        yield "a state of more than 8 kB"
    for bubble in bubbles:
        tags = bubble.get("advice") or []
        if len(tags) > _MOST_TAGS or not set(tags) <= set(ADVICE):
            yield f"tags {tags}"


def _words(bubbles: list[dict[str, Any]], language: str | None) -> Iterator[str]:
    for bubble in bubbles:
        if language and bubble.get("language") not in {None, language}:
            yield f"{bubble['response']} in another language than the chat's"
        for phrase in _NEVER.get(language or "", ()):
            if re.search(phrase, bubble["text"], re.IGNORECASE):
                yield f"{bubble['response']} says what may never be said: {phrase}"


def _danger(
    bubbles: list[dict[str, Any]], slots: Mapping[str, Any], new: frozenset[str], said: str
) -> Iterator[str]:
    signals = slots.get("signals") or ()
    life = next((name for name in _ORDER if name in new), None)
    if life and said == "text":
        first = set(bubbles[0].get("advice") or [])
        # Never "don't answer" where the other is near: what contract §3 asks for is then left out.
        near = "abuser_close" in signals or slots.get("situation") in _NEAR
        owed = [group for group in SIGNALS[life] if not (near and "dont_reply" in group)]
        if not all(group & first for group in owed):
            yield f"{life} is not answered first: {bubbles[0]['response']}"
        if not 1 <= len(bubbles[0].get("choices") or []) <= _MOST_CHOICES_IN_A_CRISIS:
            yield f"{life} is answered with {len(bubbles[0].get('choices') or [])} choices"
    if slots.get("safety_open") and slots.get("level") == "life" and _STEPS & _tags(bubbles):
        yield f"goes on with steps while safety is not clear: {sorted(_STEPS & _tags(bubbles))}"


def _tags(bubbles: list[dict[str, Any]]) -> set[str]:
    return {tag for bubble in bubbles for tag in bubble.get("advice") or []}
