"""What staff do at their desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

    from tests.support.stack import Login, Stack


def log_in(laptop: BrowserContext, stack: Stack, *, role: str, path: str) -> Page:
    """Log in with the demo account of this role; gives the page, in French."""
    page = laptop.new_page()
    log_in_as(page, stack.login(role), path=path)
    return page


def log_in_as(page: Page, login: Login, *, path: str) -> None:
    """Open this page, and log in on it, in French."""
    page.goto(path)
    french = page.get_by_role("button", name="Français")
    if french.count():
        french.first.click()
    page.locator("#name").fill(login.name)
    page.locator("#password").fill(login.password)
    page.get_by_role("button", name="Se connecter").click()


def row_of(desk: Page, widget: Page) -> Locator:
    """Give the row of the visitor's chat; other tests leave chats of the same kind."""
    chat = widget.evaluate("JSON.parse(sessionStorage.getItem('session')).chat")
    return desk.locator(f"[data-chat='{chat}']")


def close(desk: Page) -> None:
    """Close the chat that is open at the desk, as helped."""
    desk.get_by_role("button", name="Clore", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_text("Aidé, peut continuer seul").click()
    dialog.get_by_role("button", name="Clore le chat").click()
