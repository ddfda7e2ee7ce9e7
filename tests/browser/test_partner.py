from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.partner import Partner, announced, press

if TYPE_CHECKING:
    from tests.support.stack import Stack

FREE = "default-src * 'unsafe-inline'"
STRICT = "default-src 'none'; img-src data:; script-src {base}; frame-src {base}"


def visit(visitor: BrowserContext, partner: Partner) -> tuple[Page, list[str]]:
    """Open the partner's page; gives the page and what it asks for."""
    page = visitor.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(partner.origin)
    page.wait_for_load_state("networkidle")
    return page, asked


def test_the_demo_page_loads_nothing_of_the_chat_before_it_is_opened(phone: BrowserContext) -> None:
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/widget/" in url or "/api/" in url or "/panel.js" in url]
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as opened:
        press(page)
    expect(log(opened.value)).to_contain_text("robot", ignore_case=True)


@pytest.mark.parametrize("policy", [FREE, STRICT])
def test_a_page_of_another_origin_loads_the_button_alone_and_the_rest_when_it_is_pressed(
    phone: BrowserContext, stack: Stack, partner: Partner, policy: str
) -> None:
    partner.write_page(stack, policy=policy)
    page, asked = visit(phone, partner)
    assert [url for url in asked if url.startswith(stack.base)] == [f"{stack.base}/loader.js"]
    assert announced(page) == ("button", "Ouvrir le chat", False)
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as opened:
        press(page)
    assert f"{stack.base}/panel.js" in asked
    assert announced(page) == ("button", "Ouvrir le chat", True)
    frame = opened.value
    expect(log(frame)).to_contain_text("robot", ignore_case=True)
    write(frame, THREAT)
    expect(log(frame)).to_contain_text("pas ta faute")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_and_three_times_shift_leaves(
    laptop: BrowserContext, stack: Stack, partner: Partner, key: str
) -> None:
    partner.write_page(stack, policy=STRICT)
    page, _ = visit(laptop, partner)
    page.keyboard.press("Tab")
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as opened:
        page.keyboard.press(key)
    expect(log(opened.value)).to_contain_text("robot", ignore_case=True)
    page.locator("h1").click()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://**")


@pytest.mark.parametrize(
    "policy",
    [
        pytest.param("frame-src 'none'", id="frame"),
        pytest.param("script-src {base}/loader.js", id="panel"),
        pytest.param(FREE, id="offline"),
    ],
)
def test_the_chat_opens_in_a_tab_of_its_own_where_the_rest_cannot_load(
    phone: BrowserContext, stack: Stack, partner: Partner, policy: str
) -> None:
    partner.write_page(stack, policy=policy)
    if policy == FREE:
        phone.route("**/panel.js", lambda route: route.abort())
    page, _ = visit(phone, partner)
    with phone.expect_page() as opened:
        press(page)
    expect(log(opened.value)).to_contain_text("robot", ignore_case=True)
    assert announced(page) == ("link", "Ouvrir le chat", None)
    with phone.expect_page() as again:
        press(page)
    assert "/widget/" in again.value.url
