"""What staff do at their desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.support.stack import Stack


def log_in(laptop: BrowserContext, stack: Stack, *, role: str, path: str) -> Page:
    """Log in with the demo account of this role; gives the page, in French."""
    login = stack.login(role)
    page = laptop.new_page()
    page.goto(path)
    french = page.get_by_role("button", name="Français")
    if french.count():
        french.first.click()
    page.locator("#name").fill(login.name)
    page.locator("#password").fill(login.password)
    page.get_by_role("button", name="Se connecter").click()
    return page


def close(desk: Page) -> None:
    """Close the chat that is open at the desk, as helped."""
    desk.get_by_role("button", name="Clore", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_text("Aidé, peut continuer seul").click()
    dialog.get_by_role("button", name="Clore le chat").click()
