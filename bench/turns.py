"""Turns per second and latency over HTTP: ours (service + engine, durable) beside a stock Rasa, in one run.

`make bench`. Both answer the same lines of data/nlu in the same order, first from 32 senders at once
(turns per second), then from one (p50 and p95 of a turn). Ours is timed from the POST of a message to its
`turn_done` on the event stream, with everything committed; stock from its POST to its answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import random
import statistics
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import aiohttp

from bench import stock
from tests.support.stack import running

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SENDERS = 32
_TURNS_EACH = 24
_TURNS_ALONE = 100
_WARM_UP = 10
_TIMEOUT = aiohttp.ClientTimeout(total=60)
_GOAL = 6.0
# A visitor may write once a second; the bench lifts that limit to reach the product's own.
_NO_LIMITS = {"RATE_PER_S": "10000", "RATE_BURST": "10000"}


class Sender(Protocol):
    """One conversation partner of the product under test."""

    async def turn(self, text: str) -> None:
        """Send a message and wait for the whole answer."""


@dataclass(frozen=True)
class Result:
    """What one product did: turns per second with many senders, latencies in ms with one."""

    turns_per_s: float
    p50_ms: float
    p95_ms: float


class OurSender:
    """A chat over the public interface, waiting on its event stream as the widget does."""

    def __init__(self, http: aiohttp.ClientSession, chat: str, token: str) -> None:
        self._http = http
        self._chat = chat
        self._headers = {"Authorization": f"Bearer {token}"}
        self._answered = 0
        self._news = asyncio.Condition()
        self._listener = asyncio.create_task(self._listen())

    @classmethod
    async def open(cls, base: str) -> OurSender:
        """Start a chat."""
        http = aiohttp.ClientSession(base, timeout=_TIMEOUT)
        async with http.post("/api/chats", json={"language": "fr"}) as answer:
            answer.raise_for_status()
            opened = await answer.json()
        return cls(http, opened["chat"], opened["token"])

    async def turn(self, text: str) -> None:
        """Send a message and wait until its turn is done."""
        body = {"client_id": str(uuid.uuid4()), "text": text}
        path = f"/api/chats/{self._chat}/messages"
        async with self._http.post(path, json=body, headers=self._headers) as answer:
            answer.raise_for_status()
            seq = (await answer.json())["seq"]
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: self._answered >= seq), 60)

    async def close(self) -> None:
        """Leave."""
        self._listener.cancel()
        await self._http.close()

    async def _listen(self) -> None:
        path = f"/api/chats/{self._chat}/stream?after=0"
        forever = aiohttp.ClientTimeout(total=None)
        async with self._http.get(path, headers=self._headers, timeout=forever) as stream:
            kind = b""
            async for line in stream.content:
                if line.startswith(b"event:"):
                    kind = line.removeprefix(b"event:").strip()
                elif line.startswith(b"data:") and kind == b"turn_done":
                    async with self._news:
                        self._answered = json.loads(line.removeprefix(b"data:"))["answers"]
                        self._news.notify_all()


class StockSender:
    """A sender of Rasa's REST channel."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._http = aiohttp.ClientSession(timeout=_TIMEOUT)
        self._sender = uuid.uuid4().hex

    async def turn(self, text: str) -> None:
        """Send a message and wait for the bot's messages."""
        body = {"sender": self._sender, "message": text}
        async with self._http.post(self._url, json=body) as answer:
            answer.raise_for_status()
            if not await answer.json():
                raise RuntimeError("the stock Rasa gave no answer: see its run-*.log")

    async def close(self) -> None:
        """Leave."""
        await self._http.close()


def main() -> None:
    """Measure both, print the table and the ratio."""
    lines = _lines()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; {_SENDERS} senders × {_TURNS_EACH} turns, then {_TURNS_ALONE} turns alone"
    )
    print(f"ours without gathering: BURST_QUIET_S=0 BURST_MAX_S=0 {_shown(_NO_LIMITS)}, on SQLite")
    stock_folder = stock.prepare()
    with stock.running(stock_folder) as url:
        theirs = asyncio.run(_measure_stock(url, lines))
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), settings=_NO_LIMITS) as stack,
    ):
        ours = asyncio.run(_measure_ours(stack.base, lines))
    configured = {**_NO_LIMITS, "BURST_QUIET_S": "1.2", "BURST_MAX_S": "4"}
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), settings=configured) as stack,
    ):
        as_configured = asyncio.run(_alone_ours(stack.base, lines[:20]))
    _report(ours, theirs, as_configured)


def _shown(settings: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in settings.items())


def _report(ours: Result, theirs: Result, as_configured: tuple[float, float]) -> None:
    print(f"{'':<28}{'turns/s':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for name, result in (("ours, no gathering", ours), ("stock Rasa, 1 epoch", theirs)):
        print(f"{name:<28}{result.turns_per_s:>9.1f}{result.p50_ms:>9.1f}{result.p95_ms:>9.1f}")
    print(
        f"{'ours, as configured (1.2 s)':<28}{'':>9}{as_configured[0]:>9.1f}{as_configured[1]:>9.1f}"
    )
    ratio = ours.turns_per_s / theirs.turns_per_s
    print(
        f"ratio of turns/s: {ratio:.1f} (floor {_GOAL:.0f}); of p50: {theirs.p50_ms / ours.p50_ms:.1f}"
    )


async def _measure_ours(base: str, lines: Sequence[str]) -> Result:
    senders = [await OurSender.open(base) for _ in range(_SENDERS)]
    turns_per_s = await _together(senders, lines)
    for sender in senders:
        await sender.close()
    return Result(turns_per_s, *await _alone_ours(base, lines[:_TURNS_ALONE]))


async def _alone_ours(base: str, lines: Sequence[str]) -> tuple[float, float]:
    sender = await OurSender.open(base)
    result = await _alone(sender, lines)
    await sender.close()
    return result


async def _measure_stock(url: str, lines: Sequence[str]) -> Result:
    senders = [StockSender(url) for _ in range(_SENDERS)]
    turns_per_s = await _together(senders, lines)
    result = Result(turns_per_s, *await _alone(senders[0], lines[:_TURNS_ALONE]))
    for sender in senders:
        await sender.close()
    return result


async def _together(senders: Sequence[Sender], lines: Sequence[str]) -> float:
    """Let all senders talk at once; gives turns per second."""
    await asyncio.gather(*(sender.turn(lines[0]) for sender in senders))

    async def talk(sender: Sender, own: Sequence[str]) -> None:
        for line in own:
            await sender.turn(line)

    start = time.perf_counter()
    shares = [lines[n::_SENDERS][:_TURNS_EACH] for n in range(_SENDERS)]
    await asyncio.gather(*map(talk, senders, shares))
    return sum(map(len, shares)) / (time.perf_counter() - start)


async def _alone(sender: Sender, lines: Sequence[str]) -> tuple[float, float]:
    """Talk as the only one; gives p50 and p95 in milliseconds."""
    times = []
    for number, line in enumerate(lines):
        start = time.perf_counter()
        await sender.turn(line)
        if number >= min(_WARM_UP, len(lines) // 4):
            times.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(times, n=20)
    return statistics.median(times), cuts[18]


def _lines() -> list[str]:
    """The lines that both products answer, the same ones in the same order each time."""
    every = [line for examples in stock.lines_by_topic().values() for line in examples]
    return random.Random(2).sample(every, _SENDERS * _TURNS_EACH)  # noqa: S311 - a sample


if __name__ == "__main__":
    main()
