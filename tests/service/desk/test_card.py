"""The card: a colleague who opens it knows what was told, what was said, and what went before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.domain.engine_turn import Reply
from tests.service.desk.actors import at_work
from tests.service.desk.test_queue import LIFE, asks
from tests.service.helpline_files import write_helplines
from tests.service.world import Visitor

if TYPE_CHECKING:
    from service.settings import Settings
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import World


def know_lines(settings: Settings) -> None:
    write_helplines(
        settings.content_dir,
        child_focus={
            "name": "Child Focus",
            "phone": "116 000",
            "mail": "116000@childfocus.be",
            "site": "childfocus.be",
        },
        suicide_line={
            "name": {"fr": "Prévention du Suicide", "nl": "Zelfmoordlijn"},
            "phone": {"fr": "0800 32 123", "nl": "1813"},
        },
        take_it_down={"name": "Take It Down", "site": "takeitdown.ncmec.org"},
    )


async def card_of(staffer: Staffer, visitor: Visitor) -> dict[str, Any]:
    card: dict[str, Any] = (await staffer.reads(visitor.chat)).json()["card"]
    return card


async def claimed(world: World, language: str = "fr") -> tuple[Staffer, Visitor]:
    sam, visitor = await at_work(world), await world.visitor(language)
    await asks(visitor)
    await sam.does(visitor.chat, "claim")
    return sam, visitor


async def test_it_has_every_signal_with_the_words_that_set_it(still_world: World) -> None:
    still_world.engine.read_as |= {
        "life": LIFE,
        "paid": {"set": ["paid"], "why": {"paid": "envoyé 50€"}},
    }
    still_world.engine.slots = {"signals": ["paid", "suicide"]}
    sam, visitor = await claimed(still_world)
    for text in ("paid", "life"):
        await visitor.writes(text)
    assert (await card_of(sam, visitor))["known"] == [
        {"signal": "paid", "words": "envoyé 50€"},
        {"signal": "suicide", "words": "envie de mourir"},
    ]


async def test_it_has_what_the_bot_was_told_without_its_own_notes(still_world: World) -> None:
    sam, visitor = await claimed(still_world)
    card = await card_of(sam, visitor)
    assert (card["facts"], card["app"]) == ([], None)
    still_world.engine.slots = {
        "facts": ["image_sent", "heard:exam", "last:silence", "said:utter_x", "unknown_offender"],
        "app": "snapchat",
    }
    await visitor.writes("slm")
    card = await card_of(sam, visitor)
    assert (card["facts"], card["app"]) == (["image_sent", "unknown_offender"], "snapchat")


async def test_it_lists_every_advice_with_when_it_was_given_first(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.replies = (
        Reply("utter_a", "Ce n'est pas ta faute.", "fr", advice=("no_blame", "dont_pay")),
        Reply("utter_b", "Reste là.", "fr", advice=("company",)),
    )
    sam, visitor = await claimed(still_world)
    first = await visitor.writes("un")
    clock.passes(minutes=2)
    still_world.engine.replies = (Reply("utter_c", "…", "fr", advice=("dont_pay", "bank")),)
    second = await visitor.writes("deux")
    told = (await card_of(sam, visitor))["told"]
    seqs = [
        [event["seq"] for event in events if event["kind"] == "message"]
        for events in (first, second)
    ]
    assert [(row["advice"], row["at"][11:16], row["seq"]) for row in told] == [
        ("no_blame", "12:00", seqs[0][0]),
        ("dont_pay", "12:00", seqs[0][0]),
        ("company", "12:00", seqs[0][1]),
        ("bank", "12:02", seqs[1][0]),
    ]


async def test_it_lists_the_helplines_that_were_named_by_bot_and_counsellor(
    still_world: World, clock: SetClock
) -> None:
    know_lines(still_world.services.settings)
    link = {"label": "Effacer", "href": "https://takeitdown.ncmec.org"}
    still_world.engine.replies = (
        Reply("utter_a", "Tu peux appeler le 116 000.", "fr", advice=("call_116000",)),
        Reply("utter_b", "Essaie ceci.", "fr", links=(link,)),
    )
    sam, visitor = await claimed(still_world)
    assert (await card_of(sam, visitor))["lines"] == []
    await visitor.writes("un")
    clock.passes(minutes=1)
    await sam.writes(visitor.chat, "Ou le 0800 32 123 ? Le 116 000 reste là.")
    lines = (await card_of(sam, visitor))["lines"]
    assert [(row["line"], row["name"], row["number"], row["at"][11:16]) for row in lines] == [
        ("child_focus", "Child Focus", "116 000", "12:00"),
        ("take_it_down", "Take It Down", "takeitdown.ncmec.org", "12:00"),
        ("suicide_line", "Prévention du Suicide", "0800 32 123", "12:01"),
    ]


async def test_what_the_visitor_writes_is_no_offer(still_world: World) -> None:
    know_lines(still_world.services.settings)
    sam, visitor = await claimed(still_world)
    await visitor.writes("j'ai appelé le 116 000")
    assert (await card_of(sam, visitor))["lines"] == []


@pytest.mark.parametrize("by_role", [False, True])
async def test_earlier_talks_are_shown_only_to_who_came_back_with_a_code(
    still_world: World, clock: SetClock, *, by_role: bool
) -> None:
    """Colleagues read who talked, also where the visitor read "somebody of the team"."""
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await sam.post("/api/desk/account/shown", {"by_role": by_role})
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    code = (await visitor.post("code")).json()["code"]
    clock.passes(minutes=3)
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    clock.passes(minutes=2)
    await visitor.writes("encore moi")
    await asks(visitor)
    await sam.does(visitor.chat, "claim")
    card = await card_of(sam, visitor)
    assert (card["came_back"], card["earlier"]) == ([], [])

    clock.passes(minutes=1)
    answer = await still_world.http.post("/api/return", json={"code": code})
    back = Visitor(still_world.http, answer.json()["chat"], answer.json()["token"])
    clock.passes(minutes=1)
    await back.writes("je suis là")
    card = await card_of(sam, visitor)
    assert [at[11:16] for at in card["came_back"]] == ["12:06"]
    talks = [(t["from"][11:16], t["until"][11:16], t["counsellor"]) for t in card["earlier"]]
    assert talks == [("12:00", "12:03", "Sam"), ("12:05", "12:05", None)]
