"""What a visitor does in the widget, by the names that a screen reader gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

THREAT = "un mec menace d'envoyer mes photos à tout le monde si je paie pas 200€"


def log(chat: Page | Frame) -> Locator:
    """The conversation."""
    return chat.get_by_role("log")


def write(chat: Page | Frame, text: str) -> None:
    """Type a message and send it; waits until it stands in the conversation."""
    chat.get_by_role("textbox").fill(text)
    chat.get_by_role("button", name="Envoyer", exact=True).click()
    expect(log(chat)).to_contain_text(text)


def choices(chat: Page | Frame) -> Locator:
    """The buttons that the bot offers now."""
    return chat.get_by_role("group", name="Réponses à choisir").get_by_role("button")
