"""The alarm rings until somebody takes the chat, in one tab of the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import open_chat, write
from tests.browser.conftest import DESK, PHONE, open_context
from tests.browser.desk import log_in
from tests.browser.ear import LIFE_RANG, listen
from tests.support.stack import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

    from tests.support.stack import Stack

DANGER = "je veux mourir"
RINGS = re.compile(r"^[●○] \(1\) ")


@pytest.fixture(scope="module")
def quiet_stack(tmp_path_factory: pytest.TempPathFactory, stack: Stack) -> Iterator[Stack]:
    """A service of its own: chats that other tests left waiting would ring, too."""
    with running(tmp_path_factory.mktemp("quiet"), engine_of=stack) as quiet:
        yield quiet


@pytest.fixture
def child(chromium: Browser, quiet_stack: Stack) -> Iterator[Page]:
    with open_context(chromium, quiet_stack, viewport=PHONE) as context:
        yield context.new_page()


@pytest.fixture
def browser_of_sam(chromium: Browser, quiet_stack: Stack) -> Iterator[BrowserContext]:
    with open_context(chromium, quiet_stack, viewport=DESK) as context:
        context.clock.install()
        listen(context)
        yield context


def rings_again(page: Page) -> None:
    """Forget what rang, let the time pass to the next ring, and hear it."""
    page.evaluate("window.rung = []")
    page.clock.fast_forward(6_000)
    page.wait_for_function(LIFE_RANG)


def is_silent(page: Page) -> None:
    page.evaluate("window.rung = []")
    page.clock.fast_forward(60_000)
    assert page.evaluate("window.rung") == []


def takes(chromium: Browser, stack: Stack) -> None:
    """A lead takes the chat on another machine."""
    with chromium.new_context(base_url=stack.base, locale="fr-BE") as elsewhere:
        lead = log_in(elsewhere, stack, role="lead", path="/desk/")
        lead.locator("[data-chat]").first.click()
        lead.get_by_role("button", name="Prendre en charge").click()
        expect(lead.get_by_role("log")).to_be_visible()
        lead.get_by_role("button", name="Clore", exact=True).click()
        dialog = lead.get_by_role("dialog")
        dialog.get_by_text("Aidé, peut continuer seul").click()
        dialog.get_by_role("button", name="Clore le chat").click()
        expect(dialog).to_have_count(0)


def test_it_rings_from_the_login_until_somebody_takes_the_chat(
    child: Page, browser_of_sam: BrowserContext, chromium: Browser, quiet_stack: Stack
) -> None:
    desk = log_in(browser_of_sam, quiet_stack, role="counsellor", path="/desk/")
    # Whoever logs in has clicked: no further click is needed.
    expect(desk.get_by_role("button", name="Alarme: activé")).to_be_visible()
    assert desk.evaluate("window.rung") == []

    open_chat(child)
    write(child, DANGER)
    desk.wait_for_function(LIFE_RANG)
    expect(desk).to_have_title(RINGS)
    assert DANGER not in desk.title()
    rings_again(desk)
    rings_again(desk)

    takes(chromium, quiet_stack)
    expect(desk).not_to_have_title(re.compile("[●○(]"))
    is_silent(desk)


def test_of_two_tabs_one_rings(
    child: Page, browser_of_sam: BrowserContext, chromium: Browser, quiet_stack: Stack
) -> None:
    """That a tab without a click says so is shown with a sound of its own (alarm.test.tsx): Chromium is moody."""
    open_chat(child)
    write(child, DANGER)
    desk = log_in(browser_of_sam, quiet_stack, role="counsellor", path="/desk/")
    desk.wait_for_function(LIFE_RANG)

    other = browser_of_sam.new_page()
    other.goto("/desk/")
    other.get_by_role("heading", level=2).first.click()  # anywhere
    expect(other.get_by_role("button", name="Alarme: activé")).to_be_visible()
    is_silent(other)
    rings_again(desk)
    desk.close()
    other.wait_for_function(LIFE_RANG)
    rings_again(other)

    takes(chromium, quiet_stack)
    expect(other).not_to_have_title(re.compile("[●○(]"))
    is_silent(other)
