"""The counsellor's desk with 500 open chats and 20 messages a second, beside the same page with nobody else.

`make bench-desk`. Each side is a service of its own on SQLite with Chromium before it, and a counsellor who
writes in a chat that they have joined. A keystroke is timed from the key to the frame that shows it; the queue
from the moment a waiting visitor sends a message to the frame in which their row says what was read in it.
The engine is one that answers at once, so that the service and the page are what is measured.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import platform
import shutil
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from playwright.async_api import async_playwright, expect

from bench import desk_page
from bench.desk_report import Measured, Times, table
from service.domain.staff import StaffRole
from service.usecases.staff.accounts import add_account
from tests.service.fakes import ScriptedEngine
from tests.service.process import SECRET, process
from tests.service.world import Visitor, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from playwright.async_api import Browser, Page

    from service.usecases.staff.accounts import NewAccount

_OPEN_CHATS = 500
_PER_S = 20
_ALONE_PER_S = 2  # slow enough that each message finds a page at rest
_LASTS_S = 30
_WARM_UP_S = 5
_KEYS_PER_S = 8
_DRAFT = "je lis ce que tu as ecrit et je reste avec toi "
_PATIENCE_MS = 60_000  # of a machine that does much else; nothing waits so long when it is free
_VIEW = {"width": 1280, "height": 800}
_SETTINGS = {
    # A visitor may write once a second; all of ours write from one address.
    "RATE_PER_S": "10000",
    "RATE_BURST": "10000",
    # Lines of company for those who wait would come on top of what is sent.
    "COMPANY_MINUTES": "600",
    "SILENCE_MINUTES": "600",
    "OFFER_S": "600",
}
# Of those who wait, one in ten is in danger to life and three in ten are urgent.
_SAID = ("life", *["urgent"] * 3, *["normal"] * 6)
_READ_AS: dict[str, dict[str, Any]] = {
    "life": {"level": "life", "set": ["suicide"], "why": {"suicide": "envie de mourir"}},
    "urgent": {
        "topic": "grooming",
        "level": "urgent",
        "set": ["meeting_planned"],
        "why": {"meeting_planned": "on se voit demain"},
    },
    "normal": {"topic": "sextortion_money"},
}


@dataclass(frozen=True)
class Line:
    """Those who wait, the chat that the counsellor will hold, and the counsellor's account."""

    held: Visitor
    waiting: Sequence[Visitor]
    account: NewAccount


def main() -> None:
    """Measure both sides, print the table and the ratios."""
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; {_LASTS_S} s each,"
        f" {_KEYS_PER_S} keys/s; {_OPEN_CHATS} waiting and {_PER_S} messages/s,"
        f" beside 1 and {_ALONE_PER_S}",
        flush=True,
    )
    few = asyncio.run(_measure(waiting=1, per_s=_ALONE_PER_S))
    many = asyncio.run(_measure(waiting=_OPEN_CHATS, per_s=_PER_S))
    for line in table(few, many, waiting=_OPEN_CHATS):
        print(line)


async def _measure(*, waiting: int, per_s: int) -> Measured:
    engine = ScriptedEngine(read_as={**_READ_AS, **_readings(per_s)})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'chat.db'}"
        line = await _seed(folder, database, engine, waiting=waiting)
        async with (
            process(folder, database, engine, **_SETTINGS) as service,
            httpx.AsyncClient(base_url=service.url, timeout=_PATIENCE_MS / 1000) as http,
            _chromium() as browser,
        ):
            page = await _at_work(browser, service.url, line)
            return await _watch(page, http, line.waiting, per_s=per_s)


def _readings(per_s: int) -> dict[str, dict[str, Any]]:
    """What the engine reads in each message: no danger, and words that only its row shows."""
    sent = range((_WARM_UP_S + _LASTS_S + 1) * per_s)
    return {
        _text(number): {
            "topic": "sextortion_money",
            "set": ["paid"],
            "why": {"paid": desk_page.words(number)},
        }
        for number in sent
    }


def _text(number: int) -> str:
    return f"j'ai envoye encore {number}"


async def _seed(folder: Path, database: str, engine: ScriptedEngine, *, waiting: int) -> Line:
    """Let visitors open chats and come into the queue, through the interface."""
    (folder / "engine.secret").write_text(SECRET)
    settings = settings_for(
        database, folder, rate_per_s=10_000, rate_burst=10_000, company_minutes=(600,)
    )
    async with serving(settings, engine=engine) as world:
        visitors = []
        for number in range(waiting + 1):
            visitor = await world.visitor("nl" if number % 3 == 0 else "fr")
            await visitor.writes(_SAID[number % len(_SAID)])
            answer = await visitor.post("human", {"client_id": f"{number:032x}"})
            answer.raise_for_status()
            visitors.append(visitor)
        account = await add_account(world.services, name="sam", role=StaffRole.COUNSELLOR)
    return Line(visitors[0], visitors[1:], account)


@asynccontextmanager
async def _chromium() -> AsyncIterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("✗ chromium is missing: apt-get install chromium, then run again.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


async def _at_work(browser: Browser, base: str, line: Line) -> Page:
    """Log in, take the held chat over and join it."""
    context = await browser.new_context(base_url=base, viewport=_VIEW, locale="fr-BE")  # type: ignore[arg-type]  # a dictionary of these two
    context.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    page = await context.new_page()
    await page.goto("/desk/")
    await page.locator("#name").fill(line.account.member.name)
    await page.locator("#password").fill(line.account.password)
    await page.locator("form button[type=submit]").click()
    await page.locator(f'[data-chat="{line.held.chat}"]').click()
    await page.get_by_role("button", name="Prendre en charge").click()
    await page.get_by_role("button", name="Rejoindre le chat").click()
    await expect(page.get_by_role("button", name="Rendre au robot")).to_be_enabled()
    await expect(page.locator("[data-chat]")).to_have_count(len(line.waiting) + 1)
    await page.locator(desk_page.BOX).focus()
    return page


async def _watch(
    page: Page, http: httpx.AsyncClient, waiting: Sequence[Visitor], *, per_s: int
) -> Measured:
    """Let visitors write and the counsellor type; take the times of both after a while."""
    await page.evaluate(desk_page.PROBE)
    sent: dict[int, float] = {}
    visitors = itertools.cycle([Visitor(http, each.chat, each.token) for each in waiting])
    writing = asyncio.create_task(_write(visitors, sent, per_s=per_s))
    typing = asyncio.create_task(_type(page))
    await asyncio.sleep(_WARM_UP_S)
    begins = time.time()
    await asyncio.gather(writing, typing)
    await asyncio.sleep(2)  # what was sent last comes on screen, too
    seen = desk_page.Seen(**await page.evaluate(desk_page.SEEN))
    keys = [key["shown"] - key["pressed"] for key in seen.keys if key["at"] >= begins * 1000]
    counted = {number: at for number, at in sent.items() if at >= begins}
    rows = [seen.rows[str(n)] - at * 1000 for n, at in counted.items() if str(n) in seen.rows]
    return Measured(Times.of(keys), Times.of(rows), shown=len(rows) / len(counted))


async def _write(visitors: itertools.cycle[Visitor], sent: dict[int, float], *, per_s: int) -> None:
    """Send messages at a steady pace, whether or not the ones before were answered."""
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range((_WARM_UP_S + _LASTS_S) * per_s):
            await asyncio.sleep(max(0.0, begun + number / per_s - time.perf_counter()))
            group.create_task(_send(next(visitors), number, sent))


async def _send(visitor: Visitor, number: int, sent: dict[int, float]) -> None:
    sent[number] = time.time()
    (await visitor.send(_text(number))).raise_for_status()


async def _type(page: Page) -> None:
    begun = time.perf_counter()
    letters = itertools.cycle(_DRAFT)
    for number in range((_WARM_UP_S + _LASTS_S) * _KEYS_PER_S):
        await asyncio.sleep(max(0.0, begun + number / _KEYS_PER_S - time.perf_counter()))
        await page.keyboard.press(next(letters))


if __name__ == "__main__":
    main()
