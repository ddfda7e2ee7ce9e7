"""What trainers see: closed chats, redacted. Planted words are searched in every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.staff import StaffRole
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_queue import asks

if TYPE_CHECKING:
    from tests.service.desk.actors import Staffer
    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

PHONE, NAME, STAFF_WORDS = "0470 12 34 56", "Lucas Janssens", "Je connais sa tante de Dinant"
RAW = f"c'est {NAME} qui menace, mon numéro {PHONE}"
REDACTED = "c'est [NOM] qui menace, mon numéro [TEL]"
READING = {
    "topic": "sextortion_money",
    "confidence": 0.93,
    "ranking": [["sextortion_money", 0.93], ["sextortion", 0.04]],
    "role": "self",
    "language": "fr",
    "signals": {"paid": 0.98},
    "set": ["paid"],
    "wants_human": False,
    "level": None,
    "redacted": REDACTED,
    "why": {"paid": "menace"},
    "unsure": False,
    "raw_words_of_a_later_engine": RAW,
}
PLANTED = (PHONE, NAME, "Janssens", "Dinant", STAFF_WORDS)


async def closed_chat(world: World) -> Visitor:
    """A chat with planted words from visitor and counsellor, closed."""
    world.engine.read_as[RAW] = READING
    world.engine.slots = {"situation": "sextortion_money"}
    sam, visitor = await at_work(world), await world.visitor()
    await visitor.writes(RAW)
    await asks(visitor)
    await sam.takes_over(visitor.chat)
    await sam.writes(visitor.chat, STAFF_WORDS)
    outcome = {"result": "helped", "note": f"{NAME} a été signalé"}
    answer = await sam.does(visitor.chat, "close", {"outcome": outcome})
    assert answer.status_code == 200
    return visitor


async def test_a_closed_chat_is_listed_by_week_under_another_id(
    still_world: World, clock: SetClock
) -> None:
    visitor, noor = (
        await closed_chat(still_world),
        await at_work(still_world, "noor", StaffRole.TRAINER),
    )
    clock.passes(minutes=1)
    [row] = (await noor.get("/api/trainer/chats")).json()["chats"]
    assert row.pop("id") not in {visitor.chat, ""}
    assert row == {
        "week": "2026-W48",
        "language": "fr",
        "topic": "sextortion_money",
        "role": "self",
        "level": "normal",
        "messages": 4,
        "corrections": 0,
    }


async def test_messages_are_redacted_and_carry_their_reading(still_world: World) -> None:
    await closed_chat(still_world)
    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    opening, written, answered, counsellor = (await review(noor))["events"]
    assert (opening["from"], opening["response"]) == ("bot", "utter_opening")
    assert (written["from"], written["text"]) == ("visitor", REDACTED)
    hidden = {"redacted", "raw_words_of_a_later_engine"}
    assert written["reading"] == {k: v for k, v in READING.items() if k not in hidden}
    assert (answered["response"], answered["advice"]) == ("utter_ok", [])
    assert counsellor == {"from": "counsellor", "text": None}


async def test_no_planted_word_exact_time_or_chat_id_reaches_a_trainer(
    still_world: World, clock: SetClock
) -> None:
    visitor = await closed_chat(still_world)
    clock.passes(hours=3)  # the trainer's own login has its exact time, too
    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    paths = (await noor.get("/api/openapi.json")).json()["paths"]
    listed = await noor.get("/api/trainer/chats")
    review_id = listed.json()["chats"][0]["id"]
    for path, methods in paths.items():
        if "get" not in methods or path.endswith("stream"):
            continue
        for chat in (visitor.chat, review_id):
            answer = await noor.get(path.replace("{chat}", chat).replace("{review}", chat))
            for words in (*PLANTED, "12:0", visitor.chat):
                assert words not in answer.text, (path, words)


async def test_a_chat_that_is_open_or_was_erased_does_not_exist_there(
    still_world: World,
) -> None:
    visitor = await closed_chat(still_world)
    noor = await at_work(still_world, "noor", StaffRole.TRAINER)
    review_id = (await review(noor))["id"]
    await visitor.writes("Je suis de retour")
    assert await listed(noor) == []
    unknown = await noor.get("/api/trainer/chats/unknown")
    for wanted in (review_id, visitor.chat):
        answer = await noor.get(f"/api/trainer/chats/{wanted}")
        assert code_of(answer) == (404, "no_such_chat")
        assert answer.text == unknown.text
    await still_world.http.delete(f"/api/chats/{visitor.chat}", headers=visitor.headers)
    assert await listed(noor) == []
    assert code_of(await noor.get(f"/api/trainer/chats/{review_id}")) == (404, "no_such_chat")


async def review(noor: Staffer) -> dict[str, list[dict[str, object]]]:
    [review_id] = await listed(noor)
    answer = await noor.get(f"/api/trainer/chats/{review_id}")
    assert answer.status_code == 200, answer.text
    body: dict[str, list[dict[str, object]]] = answer.json()
    return body


async def listed(noor: Staffer) -> list[str]:
    return [row["id"] for row in (await noor.get("/api/trainer/chats")).json()["chats"]]
