"""What a simulated visitor does next: a choice that nobody has taken yet if there is one, a line, or silence."""

from __future__ import annotations

import copy
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import yaml

from bot.labels import SITUATIONS
from tests.simulation.rules import Heard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LANGUAGES = ("fr", "nl")
_TAPS = 0.65
_IS_SILENT = 0.05
_STAYS_ON_TOPIC = 0.3

Choice = tuple[str, str, str]  # response, act, payload
Act = dict[str, Any]  # the part of a turn's request that says what happened


@dataclass(frozen=True)
class Route:
    """One conversation to play."""

    situation: str
    language: str
    number: int

    def __str__(self) -> str:
        """Say how to play it again."""
        return f"--situation {self.situation} --language {self.language} --path {self.number}"


@dataclass
class Moment:
    """Where a conversation stands: all that is needed to go on from there, and how it reads so far."""

    route: Route
    help_now: Mapping[str, Any]
    state: dict[str, Any] | None = None
    turns: int = 0
    heard: Heard = field(default_factory=Heard)
    told: list[str] = field(default_factory=list)


def read_lines(data: Path) -> dict[str, dict[str, list[str]]]:
    """Read the examples of data/nlu by language and topic: real-looking things to say."""
    found: dict[str, dict[str, list[str]]] = {language: {} for language in LANGUAGES}
    for file in sorted(data.glob("*/*.yml")):
        for block in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            lines = found[file.parent.name].setdefault(block["intent"], [])
            lines += [line.removeprefix("- ") for line in block["examples"].splitlines()]
    return found


@dataclass
class Taken:
    """Which choices were offered to anybody, when first, and how often each was taken."""

    offered: dict[Choice, Moment] = field(default_factory=dict)
    taken: Counter[Choice] = field(default_factory=Counter)

    @property
    def never(self) -> list[Choice]:
        """The choices that nobody took."""
        return sorted(set(self.offered) - set(self.taken))

    def back_to(self, choice: Choice, *, turns: int) -> tuple[Moment, Act]:
        """Give the moment when a choice was first offered, as its turn of this number, and the taking of it."""
        self.taken[choice] += 1
        moment = replace(copy.deepcopy(self.offered[choice]), turns=turns)
        return moment, {"messages": [{"seq": 1, "payload": choice[2]}]}


class Visitor:
    """One visitor; the same seed does the same things, given the same answers and the same `taken`."""

    def __init__(
        self, situation: str, lines: Mapping[str, Sequence[str]], *, seed: str, taken: Taken
    ) -> None:
        self._situation = situation
        self._lines = lines
        self._chance = random.Random(seed)
        self._taken = taken
        self._offers: list[Choice] = []

    def sees(self, replies: Sequence[Mapping[str, Any]], moment: Moment) -> None:
        """Look at an answer: what is offered now are the choices of its last bubble that has some."""
        self._offers = []
        for reply in replies:
            if choices := reply.get("choices"):
                self._offers = [
                    (reply["response"], choice["act"], choice["payload"]) for choice in choices
                ]
        for choice in self._offers:
            if choice not in self._taken.offered:
                self._taken.offered[choice] = copy.deepcopy(moment)

    def begins(self) -> Act:
        """Tell the situation."""
        return self._writes(self._situation)

    def goes_on(self) -> Act:
        """Do the next thing."""
        fewest = min((self._taken.taken[choice] for choice in self._offers), default=0)
        if self._offers and (fewest == 0 or self._chance.random() < _TAPS):
            rare = [choice for choice in self._offers if self._taken.taken[choice] == fewest]
            chosen = self._chance.choice(rare)
            self._taken.taken[chosen] += 1
            return {"messages": [{"seq": 1, "payload": chosen[2]}]}
        if self._chance.random() < _IS_SILENT:
            return {"event": "silence", "silent_s": 180}
        if self._chance.random() < _STAYS_ON_TOPIC:
            return self._writes(self._situation)
        others = sorted(set(self._lines) - set(SITUATIONS))
        return self._writes(self._chance.choice(others))

    def _writes(self, topic: str) -> Act:
        return {"messages": [{"seq": 1, "text": self._chance.choice(self._lines[topic])}]}
