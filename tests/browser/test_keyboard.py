"""A counsellor without a mouse: from the top of the page to the end of a chat, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.desk import log_in, row_of

if TYPE_CHECKING:
    from tests.support.stack import Stack

_FURTHEST = 60
_GREETING = "Bonjour, je suis là, j'ai lu ce que tu as écrit."
_HAS_FOCUS = "element => element === document.activeElement"


def test_a_chat_is_found_taken_talked_in_and_ended_by_keys_alone(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Parler à un humain").click()
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    keys = desk.keyboard
    row = row_of(desk, widget)
    expect(row).to_be_visible()

    # To the list, and in it to the chat.
    keys.press("Tab")
    expect(desk.get_by_role("button", name="Bureau d’écoute")).to_be_focused()
    _press_until(desk.get_by_role("checkbox", name="Les miens"), "Tab")
    _press_until(row, "j")
    keys.press("Enter")
    heading = desk.get_by_role("main").get_by_role("heading", name="Sextorsion, veut de l’argent")
    expect(heading).to_be_focused()

    # Taken, joined, written: each by its letter.
    keys.press("t")
    box = desk.get_by_role("textbox", name="Votre message")
    expect(box).to_be_focused()
    keys.press("Escape")
    expect(heading).to_be_focused()
    keys.press("t")
    expect(widget.get_by_role("button", name="Un humain te répond")).to_be_visible()
    expect(box).to_be_focused()
    keys.press("Escape")
    expect(heading).to_be_focused()
    keys.press("w")
    expect(box).to_be_focused()
    keys.type(_GREETING)
    keys.press("Enter")
    expect(log(widget)).to_contain_text(_GREETING)
    expect(box).to_be_focused()
    expect(box).to_have_value("")

    keys.press("Escape")
    _opens_a_dialog_and_leaves_it(desk)
    _ends_the_chat(desk)
    expect(widget.get_by_text("Ce chat est fermé")).to_be_visible()
    # The list has the focus, whatever is left in it.
    expect(row).to_have_count(0)
    assert desk.evaluate("document.activeElement.closest('nav.queue') !== null")


def _opens_a_dialog_and_leaves_it(desk: Page) -> None:
    """A dialog gives the focus back to the button that opened it."""
    correct = desk.get_by_role("button", name="Corriger", exact=True)
    _press_until(correct, "Tab")
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog", name="Corriger ce que le robot a compris")
    expect(dialog.get_by_role("radio", name="Normal")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(correct).to_be_focused()


def _ends_the_chat(desk: Page) -> None:
    _press_until(desk.get_by_role("button", name="Clore", exact=True), "Shift+Tab")
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog", name="Clore le chat")
    helped = dialog.get_by_role("radio", name="Aidé, peut continuer seul")
    expect(helped).to_be_focused()
    desk.keyboard.press("Space")
    expect(helped).to_be_checked()
    _press_until(dialog.get_by_role("button", name="Clore le chat"), "Tab")
    desk.keyboard.press("Enter")


def _press_until(station: Locator, key: str) -> None:
    """Press this key until the focus is there."""
    for _ in range(_FURTHEST):
        if station.evaluate(_HAS_FOCUS):
            return
        station.page.keyboard.press(key)
    raise AssertionError(f"{key} does not reach: {station}")
