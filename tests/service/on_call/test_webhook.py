"""Calls by webhook, against a real server on loopback."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from service.adapters.on_call import webhook
from service.adapters.on_call.console import Console
from service.adapters.on_call.webhook import Webhook
from service.domain.on_call import CallFailedError
from tests.service.on_call.calls import CALL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass
class Receiver:
    """What it answers, and what it got."""

    status: int = 204
    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    hangs: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        if self.hangs:
            await asyncio.sleep(60)
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def receiving(receiver: Receiver) -> AsyncIterator[Receiver]:
    app = web.Application()
    app.router.add_post("/{path:.*}", receiver.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    receiver.url = f"http://{host}:{port}/hook/t0ken"
    yield receiver
    await runner.cleanup()


@asynccontextmanager
async def hook(url: str, secret: bytes | None = None) -> AsyncIterator[Webhook]:
    notifier = Webhook(url, secret=secret)
    yield notifier
    await notifier.close()


async def test_it_posts_the_call_as_json() -> None:
    async with receiving(Receiver()) as receiver, hook(receiver.url) as notifier:
        await notifier.send(CALL)
    [(headers, body)] = receiver.got
    assert headers["Content-Type"].startswith("application/json")
    assert webhook.SIGNATURE not in headers
    assert json.loads(body) == {
        "id": "c0ffee",
        "kind": "waiting",
        "level": "life",
        "waiting_s": 130,
        "waiting": {"life": 1, "urgent": 0, "normal": 2},
        "at": "2026-11-27T12:00:00+00:00",
        "desk": "https://chat.example.org/desk/",
        "text": CALL.text,
    }


async def test_with_a_secret_it_signs_the_body() -> None:
    async with receiving(Receiver()) as receiver, hook(receiver.url, b"s3cret") as notifier:
        await notifier.send(CALL)
    [(headers, body)] = receiver.got
    expected = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers[webhook.SIGNATURE] == f"sha256={expected}"


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_any_other_answer_is_a_failure_and_a_redirect_is_not_followed(status: int) -> None:
    async with receiving(Receiver(status)) as receiver, hook(receiver.url) as notifier:
        with pytest.raises(CallFailedError, match=f"status_{status}"):
            await notifier.send(CALL)
    assert len(receiver.got) == 1


async def test_an_address_where_nothing_answers_is_unreachable_and_stays_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with receiving(Receiver()) as receiver:
        pass
    with caplog.at_level(logging.DEBUG):
        async with hook(receiver.url) as notifier:
            with pytest.raises(CallFailedError) as failed:
                await notifier.send(CALL)
    assert failed.value.code == "unreachable"
    assert "t0ken" not in str(failed.value) + caplog.text


async def test_a_server_that_does_not_answer_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "SEND_S", 0.2)
    async with receiving(Receiver(hangs=True)) as receiver, hook(receiver.url) as notifier:
        with pytest.raises(CallFailedError, match="slow"):
            await notifier.send(CALL)


async def test_a_connection_that_cannot_be_secured_is_told_apart() -> None:
    async with receiving(Receiver()) as receiver:
        notifier = Webhook(receiver.url.replace("http:", "https:"), secret=None)
        with pytest.raises(CallFailedError, match="tls"):
            await notifier.send(CALL)
        await notifier.close()


async def test_the_console_writes_one_line(caplog: pytest.LogCaptureFixture) -> None:
    await Console().send(CALL)
    [record] = caplog.records
    assert record.getMessage() == (
        "on call: Personne n'a pris un chat. Bureau d'écoute : https://chat.example.org/desk/"
    )
