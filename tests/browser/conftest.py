"""A real browser on the real product: one stack and one Chromium for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator  # noqa: TC003 - pytest reads the annotations of fixtures
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.partner import Partner, website
from tests.support.stack import Stack, running

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
_CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Chromium's own calls home are refused on a closed network, many at a time.
_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partner]:
    with website(tmp_path_factory.mktemp("partner")) as partner:
        yield partner


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, partner: Partner) -> Iterator[Stack]:
    # All tests share one counsellor, who does not finish every chat.
    settings = {"WIDGET_HOSTS": partner.origin, "CHATS_PER_COUNSELLOR": "50"}
    with running(tmp_path_factory.mktemp("stack"), settings=settings) as stack:
        yield stack


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(_CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: .ci/run installs it")
        pytest.skip("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser, stack: Stack) -> Iterator[BrowserContext]:
    with open_context(chromium, stack, viewport=PHONE) as context:
        yield context


@pytest.fixture
def another_phone(chromium: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """A phone that shares nothing with the first."""
    with open_context(chromium, stack, viewport=PHONE) as context:
        yield context


@pytest.fixture
def laptop(chromium: Browser, stack: Stack) -> Iterator[BrowserContext]:
    with open_context(chromium, stack, viewport=DESK) as context:
        yield context


def open_context(browser: Browser, stack: Stack, *, viewport: dict[str, int]) -> BrowserContext:
    context = browser.new_context(
        base_url=stack.base,
        viewport={"width": viewport["width"], "height": viewport["height"]},
        locale="fr-BE",
        has_touch=viewport is PHONE,
    )
    # The neutral page of the quick exit stands for the world outside: nothing else may be asked for.
    context.route(
        "https://**",
        lambda route: route.fulfill(body="<title>Neutral</title>", content_type="text/html"),
    )
    context.set_default_timeout(20_000)
    return context


@pytest.fixture
def widget(phone: BrowserContext) -> Page:
    """Our own chat page, in French, on a phone."""
    page = phone.new_page()
    page.goto("/widget/#language=fr")
    expect(page.get_by_role("log")).to_contain_text("robot", ignore_case=True)
    return page
