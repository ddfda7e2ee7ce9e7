"""The engine dies in the middle of a conversation: the child is answered, and the bot goes on later."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support.actors import Counsellor, Event, Visitor
from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator

# What each visitor writes: before, while the engine is away, and after.
SAID = {
    "fr": (
        "un mec sur insta veut 200 balles sinon il balance mes nudes a mes potes",
        "il dit que j'ai une heure, je fais quoi",
        "g deja payé 80€ en carte steam et il en veut encore",
    ),
    "nl": (
        "een gast op insta wil 200 euro of hij stuurt mijn naaktfoto's naar mijn vrienden",
        "hij zegt dat ik een uur heb, wat moet ik doen",
        "ik heb al 80€ betaald met een steamkaart en hij wil nog meer",
    ),
}


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    # What nobody could read is tried again soon: the defaults would make the test wait a minute.
    soon = {"READ_RETRY_S": "0.5", "READ_RETRY_MAX_S": "1"}
    with running(tmp_path_factory.mktemp("stack"), settings=soon) as stack:
        yield stack


def test_the_fixed_text_answers_while_the_engine_is_away_and_the_bot_goes_on_after_it(
    stack: Stack,
) -> None:
    with contextlib.ExitStack() as leave:
        visitors = {language: Visitor(stack, language) for language in SAID}
        desk = Counsellor(stack)
        leave.callback(desk.leaves)
        for visitor in visitors.values():
            leave.callback(visitor.leaves)
        for language, visitor in visitors.items():
            assert "dont_pay" in advice(visitor.writes(SAID[language][0]))

        stack.kill_engine()
        assert httpx.get(f"{stack.base}/api/health").status_code == httpx.codes.SERVICE_UNAVAILABLE
        for language, visitor in visitors.items():
            [fixed] = visitor.writes(SAID[language][1])
            assert "112" in fixed["text"]
            assert "116 000" in fixed["text"]
            assert "human_offered" in fixed["advice"]
            visitor.waits_for_state("waiting")
            row = desk.row(visitor.chat)
            assert row is not None
            assert [reason["signal"] for reason in row["reasons"]] == ["engine_down"]
            assert row["level"] == "normal"

        stack.engine.start()
        stack.wait_until_ready()
        for language, visitor in visitors.items():
            answer = visitor.writes(SAID[language][2])
            assert "stop_paying" in advice(answer), "it reads again what is written to it"
            assert visitor.plan(), "it goes on with the plan that it had made"
            desk.claims(visitor.chat)
            read = {e["text"]: e.get("reading") for e in desk.reads(visitor.chat) if said(e)}
            assert list(read) == list(SAID[language])
            assert all(read.values()), "what was written meanwhile was read later"


def advice(events: list[Event]) -> set[str]:
    return {tag for event in events for tag in event["advice"]}


def said(event: Event) -> bool:
    return (event["kind"], event["from"]) == ("message", "visitor")
