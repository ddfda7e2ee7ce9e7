"""A visitor writes, chooses, is refused kindly, and comes back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from service.domain.engine_turn import Reply
from tests.service.fakes import NO, YES
from tests.service.world import Visitor, new_id

if TYPE_CHECKING:
    from tests.service.world import World

ASKS = Reply("utter_ask", "Es-tu en sécurité ?", "fr", choices=(YES, NO), advice=("safe_now",))


async def test_a_new_chat_opens_with_the_bots_lines(world: World) -> None:
    visitor = await world.visitor()
    opened = visitor.opened
    assert opened["state"] == "bot"
    assert opened["language"] == "fr"
    assert [event["text"] for event in opened["events"]] == ["Salut, je suis un robot."]
    assert opened["next"] == 1
    assert opened["queue"] is None


async def test_without_an_engine_a_chat_still_opens_with_two_lines(world: World) -> None:
    world.engine.fails = "down"
    visitor = await world.visitor(language=None)
    texts = [event["text"] for event in visitor.opened["events"]]
    assert len(texts) == 2
    assert all("robot" in text for text in texts)
    assert texts[0].startswith("Salut"), "in both languages while none is known"
    assert texts[1].startswith("Hoi")


async def test_a_message_is_answered_once_and_the_turn_is_closed(world: World) -> None:
    visitor = await world.visitor()
    sent = await visitor.send("salut")
    assert sent.status_code == 201
    assert sent.json() == {"seq": 2}
    events = await visitor.answered(2)
    assert [event["kind"] for event in events] == ["message", "turn_done"]
    assert events[0]["answers"] == 2
    assert events[0]["from"] == "bot"
    assert events[1]["answers"] == 2


async def test_the_memory_goes_with_the_request_and_comes_back(world: World) -> None:
    visitor = await world.visitor()
    await visitor.writes("un")
    await visitor.writes("deux")
    memories = [request.memory for request in world.engine.turns()]
    assert [memory and memory["count"] for memory in memories] == [1, 2]


async def test_fifty_identical_posts_at_once_make_one_event(world: World) -> None:
    visitor = await world.visitor()
    client_id = new_id()
    answers = await asyncio.gather(*(visitor.send("salut", client_id) for _ in range(50)))
    assert sorted({answer.status_code for answer in answers}) == [200, 201]
    assert [answer.status_code for answer in answers].count(201) == 1
    assert {answer.json()["seq"] for answer in answers} == {2}
    mine = [m for m in await visitor.messages() if m["from"] == "visitor"]
    assert [m["client_id"] for m in mine] == [client_id]


async def test_numbers_have_no_gap_when_many_write_at_once(world: World) -> None:
    visitor = await world.visitor()
    answers = await asyncio.gather(*(visitor.send(f"message {n}") for n in range(30)))
    assert {answer.status_code for answer in answers} == {201}
    last = max(answer.json()["seq"] for answer in answers)
    events = await visitor.answered(last)
    numbers = [event["seq"] for event in await visitor.events()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert events[-1]["kind"] == "turn_done"


async def test_next_is_the_last_given_or_the_after_of_the_call(world: World) -> None:
    visitor = await world.visitor()
    await visitor.writes("salut")
    last = (await visitor.view())["next"]
    assert (await visitor.view(after=last))["next"] == last
    assert (await visitor.view(after=last))["events"] == []
    assert [e["seq"] for e in await visitor.events(after=2)] == list(range(3, last + 1))


async def test_a_choice_says_its_label_and_sends_its_payload(world: World) -> None:
    world.engine.replies = (ASKS,)
    visitor = await world.visitor()
    asked = (await visitor.writes("salut"))[0]
    assert [choice["act"] for choice in asked["choices"]] == ["yes", "no"]
    assert set(asked["choices"][0]) == {"id", "label", "act"}
    sent = await visitor.choose(asked["choices"][0]["id"])
    assert sent.status_code == 201
    await visitor.answered(sent.json()["seq"])
    mine = (await visitor.messages())[-2]
    assert mine["text"] == "Oui"
    assert "payload" not in mine
    assert world.engine.turns()[-1].messages[0].payload == "/affirm"


async def test_a_choice_works_once_and_older_ones_no_more(world: World) -> None:
    world.engine.replies = (ASKS,)
    visitor = await world.visitor()
    first = (await visitor.writes("salut"))[0]["choices"]
    second = (await visitor.writes("encore"))[0]["choices"]
    assert (await visitor.choose(first[0]["id"])).status_code == 409, "replaced by newer ones"
    assert (await visitor.choose(second[0]["id"])).status_code == 201
    gone = await visitor.choose(second[1]["id"])
    assert gone.status_code == 409
    assert gone.json()["error"]["code"] == "choice_gone"
    assert (await visitor.choose("never-offered")).status_code == 409


async def test_somebody_elses_choice_was_never_offered(world: World) -> None:
    world.engine.replies = (ASKS,)
    one, other = await world.visitor(), await world.visitor()
    offered = (await one.writes("salut"))[0]["choices"]
    assert (await other.choose(offered[0]["id"])).status_code == 409
    assert (await one.choose(offered[0]["id"])).status_code == 201


async def test_a_line_without_choices_leaves_the_question_standing(world: World) -> None:
    world.engine.replies = (ASKS,)
    visitor = await world.visitor()
    offered = (await visitor.writes("salut"))[0]["choices"]
    world.engine.replies = (Reply("utter_here", "Je reste là.", "fr"),)
    await visitor.writes("...?")
    assert (await visitor.choose(offered[0]["id"])).status_code == 201


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("a" * 2001, 422, "too_long"),
        ("   \n ", 422, "empty"),
        ("\u202e\u200b", 422, "empty"),
    ],
)
async def test_what_cannot_be_a_message_is_refused(
    world: World, text: str, status: int, code: str
) -> None:
    visitor = await world.visitor()
    answer = await visitor.send(text)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert len(await visitor.messages()) == 1


async def test_two_thousand_characters_are_kept_whole(world: World) -> None:
    visitor = await world.visitor()
    await visitor.writes("é" * 2000)
    assert (await visitor.messages())[1]["text"] == "é" * 2000


async def test_errors_speak_the_language_of_the_chat(world: World) -> None:
    french, dutch = await world.visitor("fr"), await world.visitor("nl")
    assert "trop long" in (await french.send("a" * 2001)).json()["error"]["message"]
    assert "te lang" in (await dutch.send("a" * 2001)).json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "no uuid", "text": "salut"},
        {"client_id": new_id()},
        {"client_id": new_id(), "text": "a", "choice": "b"},
        {"client_id": new_id(), "text": 5},
    ],
)
async def test_a_body_that_is_not_understood_is_a_422(world: World, body: dict[str, Any]) -> None:
    visitor = await world.visitor()
    answer = await visitor.post("messages", body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad_request"


async def test_large_bodies_and_files_are_refused(world: World) -> None:
    visitor = await world.visitor()
    url = f"/api/chats/{visitor.chat}/messages"
    large = await world.http.post(
        url,
        content=b'{"text": "' + b"a" * 17_000 + b'"}',
        headers=visitor.headers | {"Content-Type": "application/json"},
    )
    assert (large.status_code, large.json()["error"]["code"]) == (413, "too_large")

    async def chunks() -> Any:
        for _ in range(20):
            yield b"a" * 1000

    chunked = await world.http.post(
        url, content=chunks(), headers=visitor.headers | {"Content-Type": "application/json"}
    )
    assert chunked.status_code == 413
    upload = await world.http.post(
        url, files={"file": ("photo.jpg", b"\xff\xd8")}, headers=visitor.headers
    )
    assert (upload.status_code, upload.json()["error"]["code"]) == (415, "no_files")


async def test_a_foreign_chat_answers_as_an_unknown_one(world: World) -> None:
    mine, foreign = await world.visitor(), await world.visitor("nl")
    thief = Visitor(world.http, foreign.chat, mine.token)
    nowhere = Visitor(world.http, "x" * 22, mine.token)
    for path in ("messages", "human", "code", "typing", "language", "feedback", "seen"):
        body = {"client_id": new_id(), "text": "a" * 3000, "language": "fr", "helped": True}
        answers = [await who.post(path, body | {"seq": 1}) for who in (thief, nowhere)]
        assert [a.status_code for a in answers] == [answers[0].status_code] * 2
        assert answers[0].content == answers[1].content
    for who in (thief, nowhere):
        url = f"/api/chats/{who.chat}"
        assert (await world.http.get(url, headers=who.headers)).status_code == 404
        assert (await world.http.get(f"{url}/stream", headers=who.headers)).status_code == 404
        assert (await world.http.delete(url, headers=who.headers)).status_code == 404
        assert (await world.http.get(url)).status_code == 404
    assert await foreign.view()


async def test_the_language_can_be_changed(world: World) -> None:
    visitor = await world.visitor("fr")
    client_id = new_id()
    body = {"client_id": client_id, "language": "nl"}
    for _ in range(2):
        answer = await visitor.post("language", body)
        assert (answer.status_code, answer.json()) == (200, {"language": "nl"})
    kinds = [event["kind"] for event in await visitor.events()]
    assert kinds.count("language") == 1
    events: list[str | None] = []
    for _ in range(200):
        events = [request.event for request in world.engine.requests]
        if "language" in events:
            break
        await asyncio.sleep(0.01)
    assert events.count("language") == 1
    assert world.engine.requests[-1].language == "nl"


async def test_the_language_of_the_first_message_becomes_the_chats(world: World) -> None:
    visitor = await world.visitor(None)
    world.engine.language = "nl"
    events = await visitor.writes("hoi")
    assert events[0]["kind"] == "language"
    assert (await visitor.view())["language"] == "nl"


async def test_a_plan_is_told_when_it_changes(world: World) -> None:
    step = {"id": "dont_pay", "label": "Ne paie pas", "advice": ["dont_pay"], "done": False}
    world.engine.plan = (step,)
    visitor = await world.visitor()
    await visitor.writes("un")
    await visitor.writes("deux")
    world.engine.plan = ({**step, "done": True},)
    await visitor.writes("trois")
    plans = [event["plan"] for event in await visitor.events() if event["kind"] == "plan"]
    assert [plan[0]["done"] for plan in plans] == [False, True]
    assert (await visitor.view())["plan"] == plans[-1]


async def test_a_code_brings_back_the_whole_chat_with_a_new_token(world: World) -> None:
    visitor = await world.visitor()
    await visitor.writes("salut")
    code = (await visitor.post("code")).json()["code"]
    typed = f" {code.lower().replace('-', ' ')} "
    answer = await world.http.post("/api/return", json={"code": typed})
    assert answer.status_code == 200
    body = answer.json()
    assert body["chat"] == visitor.chat
    assert body["token"] != visitor.token
    assert body["events"] == (await visitor.view())["events"], "older tokens stay valid"
    back = Visitor(world.http, body["chat"], body["token"])
    await back.writes("me revoilà")


async def test_a_wrong_code_leads_nowhere(world: World) -> None:
    for code in ("ABCDE-12345", "", "x" * 200):
        answer = await world.http.post("/api/return", json={"code": code})
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_such_code")


async def test_feedback_is_stored_sealed(world: World) -> None:
    visitor = await world.visitor()
    assert (await visitor.post("feedback", {"helped": True})).status_code == 201
    answer = await visitor.post("feedback", {"helped": False, "text": "bof"})
    assert answer.status_code == 201


async def test_health_follows_the_engine(world: World) -> None:
    assert (await world.http.get("/api/health")).json() == {"ready": True}
    world.engine.fails = "down"
    answer = await world.http.get("/api/health")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})
