"""Whatever a bad engine answers is a failure with a code, never half a turn."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from service.adapters.engine_client import HttpEngine
from service.domain.chat_states import Level
from service.domain.engine_turn import EngineFailedError, Help, Said, TurnRequest
from tests.service.world import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SECRET = "not much of a secret"
DEADLINE_S = 1.0
GOOD: dict[str, Any] = {
    "readings": [{"topic": "greet", "redacted": "salut"}],
    "reading": {"topic": "greet"},
    "replies": [
        {
            "response": "utter_ok",
            "text": "Je suis là.",
            "language": "fr",
            "choices": [{"label": "Oui", "act": "yes", "payload": "/affirm"}],
            "advice": ["no_blame"],
            "links": [{"label": "116 000", "href": "tel:116000"}],
            "step": "calm",
            "more": None,
        }
    ],
    "plan": [{"id": "calm", "label": "Respirer", "advice": [], "done": False}],
    "state": {"v": 1},
    "escalation": {"level": "life", "reasons": [{"signal": "suicide", "words": "mourir"}]},
    "language": "fr",
    "model": "m1",
    "trace": {},
}
REPLY: dict[str, Any] = GOOD["replies"][0]
ONE_MESSAGE = TurnRequest(
    language="fr",
    memory=None,
    now="2026-11-27T12:00:00+01:00",
    help=Help(open=True, wait_s=None, state="bot"),
    messages=[Said(2, "salut")],
)


def http(status: int, body: bytes, *, says_length: int | None = None, head: str = "") -> bytes:
    length = len(body) if says_length is None else says_length
    head = f"Connection: close\r\nContent-Length: {length}\r\n{head}"
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body


def but(**changes: Any) -> bytes:
    """Give the good answer with changes; `...` takes a part away."""
    answer = {name: value for name, value in (GOOD | changes).items() if value is not ...}
    return http(200, json.dumps(answer).encode())


def refusal(status: int, code: str) -> bytes:
    return http(status, json.dumps({"error": {"code": code, "message": "words"}}).encode())


# What a bad engine answers, and the code of the failure that it is.
BAD = {
    "says nothing and hangs up": (b"", "down"),
    "is no web server": (b"SSH-2.0-OpenSSH\r\n\r\n", "down"),
    "is cut in its head": (b"HTTP/1.1 200 OK\r\nContent-Le", "down"),
    "is cut in its body": (http(200, b'{"readings": [', says_length=900), "down"),
    "ends in the middle of its JSON": (http(200, json.dumps(GOOD).encode()[:-40]), "wrong"),
    "is empty": (http(200, b""), "wrong"),
    "is a list": (http(200, b"[]"), "wrong"),
    "is null": (http(200, b"null"), "wrong"),
    "is a web page": (http(200, b"<html>ok</html>"), "wrong"),
    "is no UTF-8": (http(200, b'{"readings": "\xff\xfe"}'), "wrong"),
    "is nested without end": (http(200, b'{"readings":' + b"[" * 100_000), "wrong"),
    "has no readings": (but(readings=...), "wrong"),
    "has null for readings": (but(readings=None), "wrong"),
    "has a reading too few": (but(readings=[]), "wrong"),
    "has a reading too many": (but(readings=[{}, {}]), "wrong"),
    "has a reading that is a word": (but(readings=["greet"]), "wrong"),
    "has a whole that is a word": (but(reading="greet"), "wrong"),
    "has no replies": (but(replies=...), "wrong"),
    "has an empty list of replies": (but(replies=[]), "silent"),
    "has a blank reply": (but(replies=[REPLY, REPLY | {"text": " \n"}]), "wrong"),
    "has a reply of null": (but(replies=[REPLY | {"text": None}]), "wrong"),
    "has a reply of a number": (but(replies=[REPLY | {"text": 7}]), "wrong"),
    "has a reply without text": (but(replies=[{"response": "utter_ok"}]), "wrong"),
    "has a choice without payload": (
        but(replies=[REPLY | {"choices": [{"label": "Oui", "act": "yes"}]}]),
        "wrong",
    ),
    "has a step that is a list": (but(replies=[REPLY | {"step": []}]), "wrong"),
    "has no state": (but(state=...), "wrong"),
    "has null for state": (but(state=None), "wrong"),
    "has no plan": (but(plan=...), "wrong"),
    "has a language that is a number": (but(language=5), "wrong"),
    "has a level that nobody knows": (
        but(escalation={"level": "panic", "reasons": []}),
        "wrong",
    ),
    "has an escalation without reasons": (but(escalation={"level": "life"}), "wrong"),
    "refuses the secret": (refusal(401, "wrong_secret"), "wrong_secret"),
    "says that an action raised": (refusal(500, "action_failed"), "action_failed"),
    "is past its deadline": (refusal(503, "deadline"), "deadline"),
    "fails without a word": (http(500, b""), "status_500"),
    "fails with a web page": (http(502, b"<html>Bad Gateway</html>"), "status_502"),
    "fails with another shape": (http(500, b'{"error": "words of a child"}'), "status_500"),
    "fails with a long code": (refusal(500, "x" * 500), "x" * 40),
    "has no content": (http(204, b""), "status_204"),
}


class BadEngine:
    """Answers every request with the same bytes; `hangs` keeps the connection open after them."""

    def __init__(self, answer: bytes, *, hangs: bool = False) -> None:
        self.asked: list[bytes] = []
        self.answer = answer
        self._hangs = hangs

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):
            await self._answer_one(reader, writer)

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else b""
        self.asked.append(head + body)
        writer.write(self.answer)
        await writer.drain()
        if self._hangs:
            await reader.read()  # until the other side has had enough


@asynccontextmanager
async def listening(bad: BadEngine) -> AsyncIterator[str]:
    server = await asyncio.start_server(bad.serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def client(
    url: str, folder: Path, *, secret: str | None = SECRET
) -> AsyncIterator[HttpEngine]:
    secret_file = folder / "engine.secret"
    if secret is not None:
        secret_file.write_text(f"{secret}\n")
    engine = HttpEngine(url, secret_file=secret_file, deadline_s=DEADLINE_S)
    try:
        yield engine
    finally:
        await engine.close()


async def failure(bad: BadEngine, folder: Path, request: TurnRequest = ONE_MESSAGE) -> str:
    async with listening(bad) as url, client(url, folder) as engine:
        with pytest.raises(EngineFailedError) as failed:
            await engine.turn(request)
    return failed.value.code


async def test_a_good_answer_is_read_in_full(tmp_path: Path) -> None:
    good = BadEngine(but())
    async with listening(good) as url, client(url, tmp_path) as engine:
        result = await engine.turn(ONE_MESSAGE)
    assert (result.readings, result.memory) == (GOOD["readings"], {"v": 1})
    [reply] = result.replies
    assert (reply.text, reply.choices[0].payload, reply.step) == ("Je suis là.", "/affirm", "calm")
    assert result.alarm is not None
    assert (result.alarm.level, result.language, result.model) == (Level.LIFE, "fr", "m1")
    head, _, body = good.asked[0].partition(b"\r\n\r\n")
    assert f"X-Engine-Secret: {SECRET}".encode() in head
    asked = json.loads(body)
    assert asked["messages"] == [{"seq": 2, "text": "salut"}]
    assert asked["deadline_ms"] == DEADLINE_S * 1000


@pytest.mark.parametrize(
    ("answer", "code"), [pytest.param(*case, id=name) for name, case in BAD.items()]
)
async def test_an_answer_that(answer: bytes, code: str, tmp_path: Path) -> None:
    assert await failure(BadEngine(answer), tmp_path) == code


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\n", http(200, b'{"readings": [', says_length=900)],
    ids=["before its head", "in its head", "in its body"],
)
async def test_an_engine_that_hangs_is_slow(answer: bytes, tmp_path: Path) -> None:
    began = time.monotonic()
    assert await failure(BadEngine(answer, hangs=True), tmp_path) == "slow"
    assert DEADLINE_S <= time.monotonic() - began < PATIENCE_S


async def test_an_engine_that_is_not_there_is_down(tmp_path: Path) -> None:
    async with listening(BadEngine(b"")) as url:
        pass
    async with client(url, tmp_path) as engine:
        with pytest.raises(EngineFailedError, match="down"):
            await engine.turn(ONE_MESSAGE)


async def test_without_a_secret_nothing_is_asked(tmp_path: Path) -> None:
    good = BadEngine(but())
    async with listening(good) as url, client(url, tmp_path, secret=None) as engine:
        with pytest.raises(EngineFailedError, match="no_secret"):
            await engine.turn(ONE_MESSAGE)
    assert good.asked == []


async def test_a_redirect_takes_no_words_elsewhere(tmp_path: Path) -> None:
    elsewhere = BadEngine(but())
    async with listening(elsewhere) as url:
        redirect = http(307, b"", head=f"Location: {url}/turn\r\n")
        assert await failure(BadEngine(redirect), tmp_path) == "status_307"
    assert elsewhere.asked == []


async def test_with_a_counsellor_there_are_no_replies_and_an_event_has_no_readings(
    tmp_path: Path,
) -> None:
    async with listening(BadEngine(but(replies=[]))) as url, client(url, tmp_path) as engine:
        listened = await engine.turn(replace(ONE_MESSAGE, speaker="human"))
    assert listened.replies == []
    event = replace(ONE_MESSAGE, messages=(), event="handback")
    assert await failure(BadEngine(but()), tmp_path, event) == "wrong"


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (http(200, b'{"ready": true, "model": "m1"}'), True),
        (http(200, b'{"ready": false}'), False),
        (http(200, b'{"ready": tru'), False),
        (http(200, b"[]"), False),
        (http(200, b"{}"), False),
        (http(503, b'{"ready": true}'), False),
        (b"", False),
    ],
)
async def test_it_is_ready_only_if_it_says_so(answer: bytes, ready: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table's column
    async with listening(BadEngine(answer)) as url, client(url, tmp_path) as engine:
        assert await engine.ready() is ready


async def test_it_goes_on_once_the_engine_is_good_again(tmp_path: Path) -> None:
    engine_there = BadEngine(http(500, b""))
    async with listening(engine_there) as url, client(url, tmp_path) as engine:
        with pytest.raises(EngineFailedError):
            await engine.turn(ONE_MESSAGE)
        engine_there.answer = but()
        assert (await engine.turn(ONE_MESSAGE)).model == "m1"
