"""The quick exit: whoever takes the phone afterwards finds nothing (trust.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import FRENCH, THREAT, log, write
from tests.browser.partner import Partner, press

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from tests.support.stack import Stack

DRAFT = "et si ma mere l'apprend"
UNSENT = "il a mon numero aussi"
NOTHING = {"session": {}, "local": {}, "cookies": "", "caches": [], "databases": [], "workers": 0}
# Answers with JSON: no script of ours runs there that could clear or write anything.
_BARE = "/api/health"


def kept(page: Page) -> dict[str, Any]:
    """All that this page's origin has stored in this tab and in this browser."""
    found: dict[str, Any] = page.evaluate(
        """async () => ({
            session: {...sessionStorage},
            local: {...localStorage},
            cookies: document.cookie,
            caches: await caches.keys(),
            databases: await indexedDB.databases(),
            workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    return found


def fill_the_chat(chat: Page | Frame, visitor: BrowserContext) -> None:
    """A chat with a message that was sent, one that was not, and one that is being written."""
    write(chat, THREAT)
    expect(log(chat)).to_contain_text(FRENCH.no_blame)
    visitor.route("**/api/chats/*/messages", lambda route: route.abort())
    write(chat, UNSENT)
    chat.get_by_role("textbox").fill(DRAFT)


def fill_our_tab(chat: Page, visitor: BrowserContext) -> None:
    """The same, where the browser lets us store it: else there would be nothing to forget."""
    fill_the_chat(chat, visitor)
    stored = kept(chat)
    assert stored.pop("session").keys() == {"session", "unsent", "draft"}
    assert stored == {key: NOTHING[key] for key in stored}


def exit_by(page: Page, chat: Page | Frame, way: str) -> None:
    """Leave, and wait for the neutral page."""
    if way == "button":
        chat.get_by_role("button", name=FRENCH.exit).click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("https://**")
    assert page.title() == "Neutral"


def no_word_of_the_chat(page: Page) -> None:
    content = page.content()
    for word in (THREAT, UNSENT, DRAFT, FRENCH.no_blame):
        assert word not in content


@pytest.mark.parametrize("way", ["button", "shift"])
def test_the_tab_keeps_nothing(widget: Page, phone: BrowserContext, way: str) -> None:
    fill_our_tab(widget, phone)
    exit_by(widget, widget, way)
    widget.goto(_BARE)
    assert kept(widget) == NOTHING


@pytest.mark.parametrize("way", ["button", "shift"])
def test_back_leads_to_what_was_before_the_chat_and_the_tab_keeps_nothing(
    phone: BrowserContext, way: str
) -> None:
    page = phone.new_page()
    page.goto(_BARE)
    page.goto("/widget/#language=fr")
    expect(log(page)).to_contain_text("robot", ignore_case=True)
    fill_our_tab(page, phone)
    exit_by(page, page, way)
    page.go_back()
    assert page.url.endswith(_BARE)
    no_word_of_the_chat(page)
    assert kept(page) == NOTHING
    page.go_forward()
    assert page.title() == "Neutral"
    page.goto("/widget/#language=fr")
    expect(log(page)).to_contain_text("robot", ignore_case=True)
    no_word_of_the_chat(page)
    assert page.get_by_role("textbox").input_value() == ""


def test_a_partners_page_keeps_nothing_either(
    phone: BrowserContext, stack: Stack, partner: Partner
) -> None:
    partner.write_page(stack, policy="default-src * 'unsafe-inline'")
    page = phone.new_page()
    page.goto(f"{stack.base}{_BARE}")
    page.goto(partner.origin)
    page.wait_for_load_state("networkidle")
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as opened:
        press(page)
    chat = opened.value
    expect(log(chat)).to_contain_text("robot", ignore_case=True)
    fill_the_chat(chat, phone)
    exit_by(page, chat, "button")
    page.go_back()
    assert page.url.endswith(_BARE)
    assert kept(page) == NOTHING
    page.goto(partner.origin)
    page.wait_for_load_state("networkidle")
    assert kept(page) == NOTHING
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as again:
        press(page)
    expect(log(again.value)).to_contain_text("robot", ignore_case=True)
    expect(log(again.value)).not_to_contain_text(THREAT)


def test_it_works_without_a_network(widget: Page, phone: BrowserContext) -> None:
    write(widget, THREAT)
    phone.set_offline(True)
    widget.get_by_role("button", name=FRENCH.exit).click()
    widget.wait_for_function("() => !document.body || !document.body.innerText.includes('menace')")
    phone.set_offline(False)
