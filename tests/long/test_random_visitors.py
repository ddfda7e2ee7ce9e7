"""Visitors who tap and write at random, through the running product: what must hold always.

The seeds are fixed so that a failure can be played again; `SEEDS=200 make test-long` takes more.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.labels import ADVICE
from tests.support.actors import Visitor
from tests.support.stack import ROOT, Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.long
_SEEDS = int(os.environ.get("SEEDS", "40"))
_TURNS = 15
_MOST_TAGS = 5


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    no_limits = {"RATE_PER_S": "10000", "RATE_BURST": "10000"}
    with running(tmp_path_factory.mktemp("stack"), settings=no_limits) as stack:
        yield stack


@pytest.fixture(scope="module")
def lines() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"fr": [], "nl": []}
    for file in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for block in yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            examples = block["examples"].splitlines()
            found[file.parent.name] += [line[2:] for line in examples if line.startswith("- ")]
    return found


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("seed", range(_SEEDS))
def test_every_turn_is_answered_and_nothing_is_lost(
    stack: Stack, lines: dict[str, list[str]], language: str, seed: int
) -> None:
    choose = random.Random(seed)
    visitor = Visitor(stack, language)
    for _ in range(_TURNS):
        offered = visitor.choices()
        if offered and choose.random() < 0.6:
            choice = choose.choice(offered)
            answer = visitor.chooses(choice["act"], choice["label"])
        else:
            answer = visitor.writes(choose.choice(lines[language]))
        assert answer, "a turn without a word"
        for bubble in answer:
            tags = bubble.get("advice") or []
            assert len(tags) <= _MOST_TAGS
            assert set(tags) <= set(ADVICE)
    # Gapless, and what came bit by bit is what is there when everything is fetched anew.
    assert sorted(visitor.events) == list(range(1, max(visitor.events) + 1))
    kept = dict(visitor.events)
    visitor.events.clear()
    visitor.refresh()
    assert visitor.events == kept
    visitor.leaves()
