"""Quick exit and "talk to a human" are on the screen in every moment of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.chat import DUTCH, FRENCH, Words, choices, choose, log, open_chat, write
from tests.browser.desk import close, log_in
from tests.browser.partner import Partner, press

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from tests.support.stack import Stack

each_language = pytest.mark.parametrize("words", [FRENCH, DUTCH], ids=lambda words: words.language)
SUICIDE = {"fr": "je veux mourir", "nl": "ik wil dood"}
PLAN = {"fr": "Mon plan", "nl": "Mijn plan"}
# The menu's entries, and the sheet that each opens.
SHEETS = {
    "fr": {
        "Revenir plus tard": "Revenir plus tard",
        "J'ai un code": "J'ai un code",
        "Donner mon avis": "Ton avis",
        "Effacer ma conversation": "Effacer ma conversation",
    },
    "nl": {
        "Later terugkomen": "Later terugkomen",
        "Ik heb een code": "Ik heb een code",
        "Zeggen wat ik ervan vind": "Wat vond je ervan?",
        "Mijn gesprek wissen": "Mijn gesprek wissen",
    },
}
# Not Playwright's own check of a click: once a human was asked for, the button is there and disabled.
_ON_TOP = """button => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def both_are_there(chat: Page | Frame, words: Words, human: str | None = None) -> None:
    """Both are whole in what is seen, and nothing lies over them."""
    for name in (words.exit, human or words.human):
        # The first: a choice in the conversation may have the same words.
        button = chat.get_by_role("button", name=name).first
        expect(button).to_be_in_viewport(ratio=1)
        assert button.evaluate(_ON_TOP), name


@each_language
def test_through_opening_choices_and_a_long_chat(phone: BrowserContext, words: Words) -> None:
    chat = phone.new_page()
    open_chat(chat, words)
    both_are_there(chat, words)
    log(chat).get_by_text(words.more).click()
    both_are_there(chat, words)
    write(chat, words.threat, words)
    expect(choices(chat, words).first).to_be_visible()
    both_are_there(chat, words)
    for number in range(8):
        write(chat, f"{number} " + "bla " * 100, words)
        both_are_there(chat, words)
    chat.get_by_role("textbox").fill("bla\n" * 40)
    both_are_there(chat, words)
    chat.get_by_role("main").evaluate("main => main.scrollTo(0, 0)")
    both_are_there(chat, words)


@each_language
def test_over_each_sheet(phone: BrowserContext, words: Words) -> None:
    chat = phone.new_page()
    open_chat(chat, words)
    write(chat, words.threat, words)
    expect(choices(chat, words).first).to_be_visible()
    menu = chat.get_by_role("button", name=words.menu)
    menu.click()
    both_are_there(chat, words)
    chat.get_by_role("dialog").evaluate("sheet => sheet.scrollTo(0, sheet.scrollHeight)")
    both_are_there(chat, words)
    for entry, title in SHEETS[words.language].items():
        chat.get_by_role("dialog").get_by_role("button", name=entry, exact=True).click()
        expect(chat.get_by_role("dialog", name=title)).to_be_visible()
        both_are_there(chat, words)
        menu.click()
    chat.get_by_role("button", name="Plan").click()
    expect(chat.get_by_role("dialog", name=PLAN[words.language])).to_be_visible()
    both_are_there(chat, words)


@each_language
def test_in_danger_while_waiting_and_with_a_human(
    phone: BrowserContext, laptop: BrowserContext, stack: Stack, words: Words
) -> None:
    chat = phone.new_page()
    open_chat(chat, words)
    write(chat, SUICIDE[words.language], words)
    expect(choices(chat, words).first).to_be_visible()
    # Danger asks for a human by itself.
    both_are_there(chat, words, words.asked)

    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    desk.locator("[data-chat]").filter(has_text="suicidaires").last.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    expect(desk.get_by_text(SUICIDE[words.language]).first).to_be_visible()
    desk.get_by_role("button", name="Rejoindre le chat").click()
    both_are_there(chat, words, words.here)
    close(desk)
    both_are_there(chat, words)


def test_while_nothing_comes_through(phone: BrowserContext) -> None:
    phone.route("**/api/chats", lambda route: route.abort())
    chat = phone.new_page()
    chat.goto("/widget/#language=fr")
    expect(chat.get_by_text("Le chat ne répond pas")).to_be_visible()
    both_are_there(chat, FRENCH)


def test_in_the_frame_of_a_partner(phone: BrowserContext, stack: Stack, partner: Partner) -> None:
    partner.write_page(stack, policy="default-src * 'unsafe-inline'")
    page = phone.new_page()
    page.goto(partner.origin)
    page.wait_for_load_state("networkidle")
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as opened:
        press(page)
    chat = opened.value
    expect(log(chat)).to_contain_text("robot", ignore_case=True)
    both_are_there(chat, FRENCH)
    write(chat, FRENCH.threat)
    choose(chat, "D'accord")
    both_are_there(chat, FRENCH)
    chat.get_by_role("button", name=FRENCH.menu).click()
    both_are_there(chat, FRENCH)
