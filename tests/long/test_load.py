"""Many visitors at once, some of them hostile: nobody waits for ever, nothing is lost or said twice.

`VISITORS=300 make test-long` takes more. No time is asserted beyond "answered in the end": how fast it is, is
the bench's business.
"""

from __future__ import annotations

import asyncio
import os
import random
import uuid
from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.long
_VISITORS = int(os.environ.get("VISITORS", "100"))
_MESSAGES = 4
_FLOODERS = 5
_FLOOD = 60
_ANSWERED_S = 120
_STORED = (HTTPStatus.CREATED, HTTPStatus.OK)  # now, or by an earlier try
_DANGER = "j'ai pris des médicaments pour mourir"
_SAID = (
    "un mec veut 200 euros sinon il envoie ma photo",
    "hij wil nog foto's van mij",
    "j'ai peur",
    "moet ik betalen?",
    "oui",
    "kweet niet",
    _DANGER,
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    # Everything as at a helpline: bursts are gathered and each chat has its limit.
    as_configured = {"BURST_QUIET_S": "1.2", "BURST_MAX_S": "4"}
    with running(tmp_path_factory.mktemp("stack"), settings=as_configured) as stack:
        yield stack


class Client:
    """A chat as a client sees it, with a journal of what was acknowledged."""

    def __init__(self, http: aiohttp.ClientSession, opened: dict[str, Any]) -> None:
        self._http = http
        self._path = f"/api/chats/{opened['chat']}"
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        self.acknowledged: dict[int, str] = {}

    @classmethod
    async def open(cls, http: aiohttp.ClientSession, language: str) -> Client:
        async with http.post("/api/chats", json={"language": language}) as answer:
            assert answer.status == HTTPStatus.CREATED
            return cls(http, await answer.json())

    async def send(self, text: str) -> int:
        """Send once; repeat under the same id after a break, as the widget does. Gives the status."""
        body = {"client_id": str(uuid.uuid4()), "text": text}
        try:
            return await self._post(body)
        except aiohttp.ClientConnectionError:
            # An idle connection, closed just when it was used again.
            return await self._post(body)

    async def _post(self, body: dict[str, str]) -> int:
        url = f"{self._path}/messages"
        async with self._http.post(url, json=body, headers=self._headers) as answer:
            if answer.status in _STORED:
                self.acknowledged[(await answer.json())["seq"]] = body["text"]
            return answer.status

    async def view(self) -> dict[str, Any]:
        async with self._http.get(f"{self._path}?after=0", headers=self._headers) as answer:
            assert answer.status == HTTPStatus.OK
            seen: dict[str, Any] = await answer.json()
            return seen

    async def answered(self) -> dict[str, Any]:
        """Wait until the bot has said all it has to say to everything acknowledged."""
        async with asyncio.timeout(_ANSWERED_S):
            while True:
                view = await self.view()
                done = [
                    event["answers"] for event in view["events"] if event["kind"] == "turn_done"
                ]
                if done and max(done) >= max(self.acknowledged):
                    return view
                await asyncio.sleep(0.5)


async def _talk(http: aiohttp.ClientSession, choose: random.Random) -> Client:
    client = await Client.open(http, choose.choice(("fr", "nl")))
    for _ in range(_MESSAGES):
        assert await client.send(choose.choice(_SAID)) in _STORED
        await asyncio.sleep(choose.uniform(0, 2.5))
    return client


async def _flood(http: aiohttp.ClientSession) -> tuple[Client, Counter[int]]:
    client = await Client.open(http, "fr")
    statuses = await asyncio.gather(*(client.send("spam" * 50) for _ in range(_FLOOD)))
    return client, Counter(statuses)


def _check_kept(client: Client, view: dict[str, Any]) -> None:
    """What was acknowledged is stored once and in order; nothing is missing or said twice."""
    events = view["events"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    mine = {event["seq"]: event["text"] for event in events if event.get("from") == "visitor"}
    assert mine == client.acknowledged
    answers = [
        (event["seq"], event.get("answers")) for event in events if event["kind"] == "turn_done"
    ]
    done = [answer for _, answer in answers]
    assert done == sorted(set(done)), "one end for each turn"
    ids = [event["client_id"] for event in events if event.get("client_id")]
    assert len(ids) == len(set(ids))


def _check_danger(view: dict[str, Any], texts: Sequence[str]) -> None:
    waits = view["state"] == "waiting"
    assert waits or _DANGER not in texts, "danger must bring the chat into the queue"


async def test_many_visitors_at_once_are_all_answered(stack: Stack) -> None:
    choose = random.Random(7)
    limit = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(stack.base, connector=limit) as http:
        flooding = asyncio.gather(*(_flood(http) for _ in range(_FLOODERS)))
        talks = [_talk(http, random.Random(choose.random())) for _ in range(_VISITORS)]
        clients = await asyncio.gather(*talks)
        for client in clients:
            view = await client.answered()
            _check_kept(client, view)
            _check_danger(view, list(client.acknowledged.values()))
        for client, statuses in await flooding:
            assert statuses[HTTPStatus.TOO_MANY_REQUESTS] > _FLOOD / 2, "a flood is held back"
            assert set(statuses) <= {*_STORED, HTTPStatus.TOO_MANY_REQUESTS}
            _check_kept(client, await client.answered())
