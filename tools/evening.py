"""An evening at the desk with invented chats: who is there, and where its pictures go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.chat import FRENCH, Words, choices, open_chat, write
from tests.support.stack import Login

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.support.stack import Stack

PHONE = {"width": 390, "height": 740}
DESK = {"width": 1280, "height": 800}
_NARROW = {"width": 640, "height": 800}


class Evening:
    """Who is there, and where the pictures go."""

    def __init__(self, browser: Browser, stack: Stack, images: Path, *, of: str) -> None:
        self._browser = browser
        self._stack = stack
        self._images = images
        self._of = of

    def child(self, text: str, words: Words = FRENCH, *, asks: bool = True) -> Page:
        """Open the chat on a phone and write; `asks` for a human, too."""
        page = self._open(PHONE, "fr-BE")
        open_chat(page, words)
        write(page, text, words)
        expect(choices(page, words).first).to_be_visible()
        if asks:
            page.get_by_role("button", name=words.human).first.click()
            expect(page.get_by_role("button", name=words.asked)).to_be_visible()
        return page

    def staff(self, role: str, size: dict[str, int] = DESK, *, login: str = "") -> Page:
        """Log somebody in at the desk, in English; `login` names a picture of the form."""
        page = self._open(size, "en-GB")
        page.goto("/desk/")
        _fill(page, self._stack.login(role))
        if login:
            self.take(page, login)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("button", name="Log out", exact=True)).to_be_visible()
        return page

    def newcomer(self, name: str, password: str) -> Page:
        """Log somebody in for the first time, in English."""
        page = self._open(_NARROW, "en-GB")
        page.goto("/desk/")
        _fill(page, Login(role="counsellor", name=name, password=password))
        page.get_by_role("button", name="Log in").click()
        return page

    def take(self, page: Page, name: str, *, whole: str = "") -> None:
        """Take a picture once everything has moved to its place; `whole`: all of what scrolls there."""
        page.mouse.move(0, 0)
        page.wait_for_timeout(700)
        size = page.viewport_size
        if whole and size:
            hidden = page.locator(whole).evaluate("e => e.scrollHeight - e.clientHeight")
            page.set_viewport_size({"width": size["width"], "height": size["height"] + hidden})
        page.screenshot(path=self._images / f"{self._of}-{name}.png")
        if whole and size:
            page.set_viewport_size(size)

    def _open(self, size: dict[str, int], locale: str) -> Page:
        context = self._browser.new_context(
            base_url=self._stack.base,
            viewport={"width": size["width"], "height": size["height"]},
            locale=locale,
        )
        context.set_default_timeout(20_000)
        return context.new_page()


def _fill(page: Page, account: Login) -> None:
    page.locator("#name").fill(account.name)
    page.locator("#password").fill(account.password)
