"""Turns per second and latency over HTTP: ours (service + engine, durable) beside a stock Rasa, in one run.

`make bench`; `LIGHT=1 make bench` measures the pipeline without the encoder, too. Both answer the same lines of data/nlu in the same order, first from 32 senders at once
(turns per second), then from one (p50 and p95 of a turn). Ours is timed from the POST of a message to its
`turn_done` on the event stream, with everything committed; stock from its POST to its answer.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import random
import statistics
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import aiohttp

from bench import light, stock
from bench.report import Ours, Result, missed, table
from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SENDERS = 32
_TURNS_EACH = 24
_TURNS_ALONE = 100
_WARM_UP = 10
_TIMEOUT = aiohttp.ClientTimeout(total=60)
# A visitor may write once a second; the bench lifts that limit to reach the product's own.
_NO_LIMITS = {"RATE_PER_S": "10000", "RATE_BURST": "10000"}


class Sender(Protocol):
    """One conversation partner of the product under test."""

    async def turn(self, text: str) -> None:
        """Send a message and wait for the whole answer."""


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
    """Measure both, print the table and the ratios; end with 1 when one is below the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--light", action="store_true", help=f"measure {light.CONFIG}, too")
    with_light = parser.parse_args().light
    lines = _lines()
    pipeline = os.environ.get("NLU_CONFIG") or "config.yml"
    # `make bench` has seen to it that the newest model, which the engine takes, is of this pipeline.
    models: dict[str, str | None] = {pipeline: None}
    if with_light and light.CONFIG not in models:
        models[light.CONFIG] = light.prepare()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; {_SENDERS} senders × {_TURNS_EACH} turns, then {_TURNS_ALONE} turns alone"
    )
    print(f"ours without gathering: BURST_QUIET_S=0 BURST_MAX_S=0 {_shown(_NO_LIMITS)}, on SQLite")
    print(f"pipelines of ours: {', '.join(models)}", flush=True)
    stock_folder = stock.prepare()
    with stock.running(stock_folder) as url:
        theirs = asyncio.run(_measure_stock(url, lines))
    ours = [Ours(name, _measured(model, lines)) for name, model in models.items()]
    configured = {**_NO_LIMITS, "BURST_QUIET_S": "1.2", "BURST_MAX_S": "4"}
    with _stack(configured) as stack:
        as_configured = asyncio.run(_alone_ours(stack.base, lines[:20]))
    for line in table(ours, theirs, as_configured=as_configured):
        print(line)
    if why := missed(ours, theirs):
        raise SystemExit(why)


def _measured(model: str | None, lines: Sequence[str]) -> Result:
    settings = {**_NO_LIMITS, "ENGINE_MODEL": model} if model else _NO_LIMITS
    with _stack(settings) as stack:
        return asyncio.run(_measure_ours(stack.base, lines))


@contextlib.contextmanager
def _stack(settings: Mapping[str, str]) -> Iterator[Stack]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), settings=settings) as stack,
    ):
        yield stack


def _shown(settings: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in settings.items())


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
