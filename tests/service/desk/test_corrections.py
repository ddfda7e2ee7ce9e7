"""A counsellor puts right what the bot understood: level, situation, signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service.adapters.schema import Audit, Correction
from service.domain.chat_states import Level
from service.domain.engine_turn import Alarm
from service.domain.staff import StaffRole
from service.usecases.keeping import expire_chats
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_queue import LIFE, URGENT, asks, follows, news
from tests.service.world import until

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

WORDS = "Lucas parle d'un jeu, pas de lui"
MISREAD = {"level": "normal", "reason": "misread", "words": WORDS}
HEADS: dict[str, dict[str, Any]] = {
    "sextortion": {"topic": "sextortion"},
    "life": LIFE,
    "urgent": URGENT,
}


async def row_of(staffer: Staffer, visitor: Visitor) -> dict[str, Any]:
    queue = await staffer.queue()
    rows = [row for part in ("chats", "mine", "to_confirm") for row in queue[part]]
    [row] = [row for row in rows if row["chat"] == visitor.chat]
    return row


async def corrections(world: World) -> list[Correction]:
    async with world.services.database.read() as session:
        return list(await session.scalars(select(Correction).order_by(Correction.at)))


async def noted(world: World, *actions: str) -> list[tuple[str, dict[str, Any]]]:
    query = select(Audit).where(Audit.action.in_(actions)).order_by(Audit.id)
    async with world.services.database.read() as session:
        return [(row.action, row.detail) for row in await session.scalars(query)]


async def held(world: World, text: str, name: str = "sam") -> tuple[Staffer, Visitor]:
    """A chat in which a counsellor speaks; its visitor wrote one text before."""
    world.engine.read_as |= HEADS
    staffer, visitor = await at_work(world, name), await world.visitor()
    await visitor.writes(text)
    await asks(visitor)
    await staffer.takes_over(visitor.chat)
    return staffer, visitor


async def test_any_counsellor_raises_a_waiting_chat_at_once(still_world: World) -> None:
    still_world.engine.read_as |= HEADS
    sam = await at_work(still_world)
    first, second = await still_world.visitor(), await still_world.visitor()
    await first.writes("urgent")
    await asks(second)
    assert await sam.waiting() == [first.chat, second.chat]
    answer = await sam.does(second.chat, "level", {"level": "life"})
    assert answer.json() == {"status": "done", "level": "life", "topic": None, "signals": []}
    assert await sam.waiting() == [second.chat, first.chat]
    row = await row_of(sam, second)
    assert (row["level"], row["alarm"]) == ("life", True)
    assert {"signal": "raised_by_counsellor", "words": ""} in row["reasons"]
    [(_, detail)] = await noted(still_world, "level.raised")
    assert (detail["from"], detail["to"]) == ("normal", "life")


async def test_the_queue_hears_of_it_live_and_the_visitor_sees_their_new_place(
    world: World,
) -> None:
    sam, jo = await at_work(world), await at_work(world, "jo")
    first, second = await world.visitor(), await world.visitor()
    await asks(first)
    await asks(second)
    assert (await second.view())["queue"]["position"] == 2
    told = await follows(world, jo)
    await news(told)
    await sam.does(second.chat, "level", {"level": "urgent"})
    assert [row["chat"] for row in (await news(told)).data["chats"]] == [second.chat, first.chat]
    assert (await second.view())["queue"]["position"] == 1


async def test_a_raised_level_survives_the_reading_that_finds_no_danger(
    world: World,
) -> None:
    """Danger words alone are taken back by a reading; what a person said is not."""
    sam, visitor = await at_work(world), await world.visitor()
    world.engine.fails = "down"
    sent = await visitor.send("je veux mourir de rire")
    await visitor.answered(sent.json()["seq"])
    assert (await row_of(sam, visitor))["level"] == "life"
    await sam.does(visitor.chat, "level", {"level": "life"})  # as it is: nothing to put right
    assert await corrections(world) == []
    later = await visitor.send("lol")
    await sam.does(visitor.chat, "claim")
    await sam.does(visitor.chat, "signals", {"signal": "suicide", "stands": True})
    world.engine.fails = None
    await visitor.answered(later.json()["seq"])

    async def read() -> bool:
        return len(world.engine.turns()) > 0 and all(
            event.get("reading") is not None
            for event in (await sam.reads(visitor.chat)).json()["events"]
            if event["kind"] == "message" and event["from"] == "visitor"
        )

    await until(read, "both messages are read")
    row = await row_of(sam, visitor)
    assert row["level"] == "life"
    assert {"signal": "suicide", "words": ""} in row["reasons"]


@pytest.mark.parametrize(
    "why",
    [{}, {"words": WORDS}, {"reason": "other"}, {"reason": "other", "words": "  "}],
)
async def test_lowering_wants_a_reason(still_world: World, why: dict[str, str]) -> None:
    sam, visitor = await held(still_world, "urgent")
    refused = await sam.does(visitor.chat, "level", {"level": "normal"} | why)
    assert code_of(refused) == (422, "reason_needed")
    assert "autre" in refused.json()["error"]["message"]
    assert (await row_of(sam, visitor))["level"] == "urgent"
    assert await corrections(still_world) == []


async def test_urgent_is_lowered_at_once_and_the_words_are_sealed(still_world: World) -> None:
    sam, visitor = await held(still_world, "urgent")
    answer = await sam.does(visitor.chat, "level", MISREAD)
    assert (answer.json()["status"], answer.json()["level"]) == ("done", "normal")
    assert (await row_of(sam, visitor))["level"] == "normal"
    [kept] = await corrections(still_world)
    assert (kept.kind, kept.before, kept.after, kept.reason) == (
        "level",
        "urgent",
        "normal",
        "misread",
    )
    assert kept.sealed_words is not None
    assert b"Lucas" not in kept.sealed_words
    [(_, detail)] = await noted(still_world, "level.lowered")
    assert "Lucas" not in str(detail)


async def test_what_was_lowered_stays_so_until_a_new_danger_is_read(still_world: World) -> None:
    sam, visitor = await held(still_world, "urgent")
    await sam.does(visitor.chat, "level", MISREAD)
    await visitor.writes("il fait beau")
    assert (await row_of(sam, visitor))["level"] == "normal"
    await visitor.writes("urgent")
    assert (await row_of(sam, visitor))["level"] == "urgent"


async def test_danger_words_taken_back_do_not_bring_an_old_level_back(
    still_world: World,
) -> None:
    sam, visitor = await held(still_world, "urgent")
    await sam.does(visitor.chat, "level", MISREAD)
    await visitor.writes("je veux mourir de rire")  # a hit; the engine reads no danger in it
    assert (await row_of(sam, visitor))["level"] == "normal"


async def test_a_message_read_twice_does_not_undo_what_was_lowered(still_world: World) -> None:
    """Its first turn began before the counsellor joined, and is taken again for its state."""
    still_world.engine.read_as |= HEADS
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await visitor.writes("urgent")
    await sam.does(visitor.chat, "level", MISREAD)
    reread = Alarm(Level.URGENT, [{"signal": "meeting_planned", "words": "on se voit demain"}])
    await reads_again(still_world, sam, visitor, alarm=reread)
    assert (await row_of(sam, visitor))["level"] == "normal"


async def reads_again(world: World, sam: Staffer, visitor: Visitor, *, alarm: Alarm) -> None:
    """Let the engine read the visitor's last message once more, and raise the same again."""
    from service.usecases.access import access_chat_by_id  # noqa: PLC0415 - of this helper only
    from service.usecases.settling import settle_readings  # noqa: PLC0415

    events = (await sam.reads(visitor.chat)).json()["events"]
    last = [e for e in events if e["kind"] == "message" and e["from"] == "visitor"][-1]
    async with world.services.database.write() as session:
        chat = await access_chat_by_id(
            session, world.services.keyring, visitor.chat, to_change=True
        )
        await settle_readings(
            session, world.services, chat, readings={last["seq"]: last["reading"]}, alarm=alarm
        )


async def test_nobody_lowers_a_chat_in_which_a_colleague_speaks(still_world: World) -> None:
    sam, visitor = await held(still_world, "urgent")
    jo = await at_work(still_world, "jo")
    refused = await jo.does(visitor.chat, "level", MISREAD)
    assert code_of(refused) == (404, "no_such_chat")
    for what, body in (
        ("topic", {"topic": "grooming"}),
        ("signals", {"signal": "paid", "stands": True}),
    ):
        assert code_of(await jo.does(visitor.chat, what, body)) == (404, "no_such_chat")
    assert (await row_of(sam, visitor))["level"] == "urgent"
    assert [action for action, _ in await noted(still_world, "chat.refused")] == [
        "chat.refused"
    ] * 3


async def test_topic_and_signals_are_for_who_holds_the_chat(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    refused = await sam.does(visitor.chat, "topic", {"topic": "grooming"})
    assert code_of(refused) == (403, "not_yours")


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("level", {"level": "calm"}),
        ("level", {"level": "normal", "reason": "because"}),
        ("topic", {"topic": "greet"}),
        ("signals", {"signal": "sad", "stands": True}),
    ],
)
async def test_only_the_closed_sets_are_taken(
    still_world: World, what: str, body: dict[str, Any]
) -> None:
    sam, visitor = await held(still_world, "urgent")
    assert code_of(await sam.does(visitor.chat, what, body)) == (422, "bad_request")


async def test_a_situation_put_right_is_what_the_bot_goes_on_with(still_world: World) -> None:
    still_world.engine.slots = {"situation": "sextortion", "pending": {"kind": "step", "id": "x"}}
    sam, visitor = await held(still_world, "sextortion")
    answer = await sam.does(visitor.chat, "topic", {"topic": "grooming"})
    assert answer.json()["topic"] == "grooming"
    await visitor.writes("et encore")
    memory = still_world.engine.turns()[-1].memory or {}
    assert memory["slots"]["situation"] == "grooming"
    assert memory["slots"]["pending"] is None


async def test_a_question_of_safety_still_wants_its_answer_in_another_situation(
    still_world: World,
) -> None:
    asked = {"kind": "question", "id": "safe_now"}
    still_world.engine.slots = {"situation": "sextortion", "pending": asked, "safety_open": True}
    sam, visitor = await held(still_world, "sextortion")
    await sam.does(visitor.chat, "topic", {"topic": "grooming"})
    await visitor.writes("oui")
    memory = still_world.engine.turns()[-1].memory or {}
    assert memory["slots"]["pending"] == asked
    assert memory["slots"]["safety_open"]


async def test_a_reading_does_not_undo_the_situation_while_a_person_has_the_chat(
    still_world: World,
) -> None:
    still_world.engine.slots = {"situation": "sextortion"}
    sam, visitor = await held(still_world, "sextortion")
    await sam.does(visitor.chat, "topic", {"topic": "grooming"})
    await visitor.writes("toujours pareil")  # the engine answers `sextortion` once more
    assert (await row_of(sam, visitor))["topic"] == "grooming"
    await sam.does(visitor.chat, "handback")
    await visitor.writes("autre chose")
    await asks(visitor)
    assert (await row_of(sam, visitor))["topic"] == "sextortion"


async def test_a_signal_taken_away_is_no_reason_any_more_and_the_level_stays(
    still_world: World,
) -> None:
    still_world.engine.slots = {"signals": ["suicide", "paid"]}
    sam, visitor = await held(still_world, "life")
    answer = await sam.does(visitor.chat, "signals", {"signal": "suicide", "stands": False})
    assert (answer.json()["signals"], answer.json()["level"]) == (["paid"], "life")
    row = await row_of(sam, visitor)
    assert row["reasons"] == []
    assert [signal["signal"] for signal in row["signals"]] == ["paid"]
    card = (await sam.reads(visitor.chat)).json()["card"]
    assert card["signals"] == ["paid"]
    assert "suicide" not in str(card["reasons"])


async def test_a_signal_taken_away_stays_away_until_it_is_stated_anew(
    still_world: World,
) -> None:
    still_world.engine.slots = {"signals": ["suicide"]}
    sam, visitor = await held(still_world, "life")
    await sam.does(visitor.chat, "signals", {"signal": "suicide", "stands": False})
    await visitor.writes("il fait beau")  # the engine still remembers it
    assert (await row_of(sam, visitor))["signals"] == []
    await visitor.writes("life")
    assert (await row_of(sam, visitor))["signals"] == [
        {"signal": "suicide", "words": "envie de mourir"}
    ]


async def test_the_bot_forgets_a_signal_that_was_taken_away(still_world: World) -> None:
    still_world.engine.slots = {"signals": ["suicide", "paid"]}
    sam, visitor = await held(still_world, "life")
    await sam.does(visitor.chat, "signals", {"signal": "suicide", "stands": False})
    await visitor.writes("oui")
    memory = still_world.engine.turns()[-1].memory or {}
    assert memory["slots"]["signals"] == ["paid"]


async def test_an_added_signal_of_danger_raises_the_level(still_world: World) -> None:
    sam, visitor = await held(still_world, "sextortion")
    said = next(e for e in await visitor.messages() if e["from"] == "visitor")
    body = {"signal": "danger_now", "stands": True, "seq": said["seq"]}
    answer = await sam.does(visitor.chat, "signals", body)
    assert (answer.json()["level"], answer.json()["signals"]) == ("life", ["danger_now"])
    row = await row_of(sam, visitor)
    assert {"signal": "danger_now", "words": ""} in row["reasons"]
    again = await sam.does(visitor.chat, "signals", body)
    assert again.json()["status"] is None
    assert len(await corrections(still_world)) == 1
    await visitor.writes("oui")
    memory = still_world.engine.turns()[-1].memory or {}
    assert memory["slots"]["signals"] == ["danger_now"]


async def test_an_added_signal_without_danger_leaves_the_level(still_world: World) -> None:
    sam, visitor = await held(still_world, "sextortion")
    answer = await sam.does(visitor.chat, "signals", {"signal": "paid", "stands": True})
    assert (answer.json()["level"], answer.json()["signals"]) == ("normal", ["paid"])


async def test_a_signal_is_stated_only_by_a_message_of_the_visitor(still_world: World) -> None:
    sam, visitor = await held(still_world, "sextortion")
    bots = next(e for e in await visitor.messages() if e["from"] == "bot")
    for seq in (bots["seq"], 999):
        body = {"signal": "paid", "stands": True, "seq": seq}
        assert code_of(await sam.does(visitor.chat, "signals", body)) == (422, "bad_request")


async def test_corrections_stand_beside_the_message_that_they_are_about(
    still_world: World, clock: SetClock
) -> None:
    still_world.engine.slots = {"situation": "sextortion", "signals": ["suicide"]}
    sam, visitor = await held(still_world, "sextortion")
    await visitor.writes("life")
    await visitor.writes("merci")
    jo = await at_work(still_world, "jo")
    for what, body in (
        ("topic", {"topic": "grooming"}),
        ("signals", {"signal": "suicide", "stands": False}),
        ("signals", {"signal": "paid", "stands": True}),
        ("level", MISREAD),
    ):
        clock.passes(seconds=1)
        await sam.does(visitor.chat, what, body)
    proposal = (await row_of(jo, visitor))["lowering"]["id"]
    await jo.does(visitor.chat, "lowering", {"id": proposal, "decision": "confirm"})
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})

    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    [listed] = (await noor.get("/api/trainer/chats")).json()["chats"]
    assert listed["corrections"] == 4
    answer = await noor.get(f"/api/trainer/chats/{listed['id']}")
    for hidden in ("Lucas", "sam", "jo"):
        assert hidden not in answer.text
    review = answer.json()
    assert review["corrected"] == []
    first, second, third = [e for e in review["events"] if e["from"] == "visitor"]
    done = {"reason": None, "status": "done"}
    assert first["corrections"] == [
        {"kind": "topic", "before": "sextortion", "after": "grooming"} | done
    ]
    assert second["corrections"] == [
        {"kind": "signal", "before": "suicide", "after": None} | done,
        {
            "kind": "level",
            "before": "life",
            "after": "normal",
            "reason": "misread",
            "status": "confirmed",
        },
    ]
    assert third["corrections"] == [{"kind": "signal", "before": None, "after": "paid"} | done]


async def test_a_correction_about_no_message_stands_above_them(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await still_world.visitor()
    await asks(visitor)
    await sam.does(visitor.chat, "level", {"level": "urgent"})
    await visitor.writes("sextortion")
    await sam.does(visitor.chat, "claim")
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    [listed] = (await noor.get("/api/trainer/chats")).json()["chats"]
    review = (await noor.get(f"/api/trainer/chats/{listed['id']}")).json()
    [about_all] = review["corrected"]
    assert (about_all["before"], about_all["after"]) == ("normal", "urgent")
    assert all("corrections" not in event for event in review["events"])


async def test_expiry_leaves_the_correction_without_its_words(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await held(still_world, "urgent")
    await sam.does(visitor.chat, "level", MISREAD)
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    clock.passes(days=31)
    assert await expire_chats(still_world.services) == 1
    [kept] = await corrections(still_world)
    assert (kept.reason, kept.sealed_words) == ("misread", None)


async def test_an_erased_chat_leaves_no_correction(still_world: World) -> None:
    sam, visitor = await held(still_world, "urgent")
    await sam.does(visitor.chat, "level", MISREAD)
    await visitor.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    assert await corrections(still_world) == []
