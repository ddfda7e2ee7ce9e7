"""Turn 300 of a chat costs what turn 5 cost, in the engine and in the whole product."""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bench.turns import OurSender
from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.long
_TURNS = 300
# Both stretches are as long as the round of messages below: each holds every message once.
_EARLY = slice(5, 25)
_LATE = slice(280, 300)
_WARM_UP = 40
_MOST_RATIO = 2.0  # generous: what is looked for grows with the chat, and would be twelvefold
_MOST_STATE_BYTES = 8192
_ROUND = (
    "un mec menace d'envoyer mes photos si je paie pas 200€",
    "ok",
    "comment je fais ça",
    "est-ce que je dois payer?",
    "j'ai peur",
    "c'est sur snapchat",
    "oui",
    "il dit qu'il envoie tout à ma mère ce soir",
    "c'est fait",
    "non je peux pas",
    "pourquoi",
    "et la police elle fait quoi",
    "j'ai 14 ans",
    "hmm",
    "c'est ma faute je pense",
    "je sais pas",
    "comment on efface une photo",
    "merci",
    "t'es un robot?",
    "il veut aussi d'autres photos de moi",
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    no_limits = {"RATE_PER_S": "10000", "RATE_BURST": "10000"}
    with running(tmp_path_factory.mktemp("stack"), settings=no_limits) as stack:
        yield stack


def _text(turn: int) -> str:
    return _ROUND[turn % len(_ROUND)]


def _ratio(times: Sequence[float]) -> float:
    return statistics.median(times[_LATE]) / statistics.median(times[_EARLY])


def _body(turn: int, state: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "language": "fr",
        "state": state,
        "messages": [{"seq": turn, "text": _text(turn)}],
        "speaker": "bot",
        "now": "2026-11-18T16:05:00+01:00",
        "help": {"open": True, "wait_s": 60, "state": "bot"},
        "silent_s": 0,
        "deadline_ms": 8000,
    }


def _engine_turns(http: httpx.Client, count: int) -> Iterator[tuple[float, int]]:
    """Play a chat against the engine alone; gives the seconds of each turn and the bytes of its state."""
    state: dict[str, Any] | None = None
    for turn in range(count):
        start = time.perf_counter()
        answer = http.post("/turn", json=_body(turn, state))
        took_s = time.perf_counter() - start
        assert answer.status_code == httpx.codes.OK, answer.text
        state = answer.json()["state"]
        written = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
        yield took_s, len(written.encode("utf-8"))


def test_a_late_turn_of_the_engine_costs_what_an_early_one_did(stack: Stack) -> None:
    secret = {"X-Engine-Secret": stack.secret}
    with httpx.Client(base_url=stack.engine_url, headers=secret, timeout=30) as http:
        # Another chat first: what costs more in a fresh process would make the early turns look dear.
        list(_engine_turns(http, _WARM_UP))
        times, sizes = zip(*_engine_turns(http, _TURNS), strict=True)
    assert max(sizes) <= _MOST_STATE_BYTES
    # Everything has been told by then: what still grows would grow for ever.
    assert max(sizes[250:300]) <= max(sizes[200:250]), sizes
    assert _ratio(times) < _MOST_RATIO, (times[_EARLY], times[_LATE])


async def test_a_late_turn_of_the_product_costs_what_an_early_one_did(stack: Stack) -> None:
    times: list[float] = []
    for count in (_WARM_UP, _TURNS):
        times.clear()
        visitor = await OurSender.open(stack.base)
        for turn in range(count):
            start = time.perf_counter()
            await visitor.turn(_text(turn))
            times.append(time.perf_counter() - start)
        await visitor.close()
    assert _ratio(times) < _MOST_RATIO, (times[_EARLY], times[_LATE])
