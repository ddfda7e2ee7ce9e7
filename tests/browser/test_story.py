"""The story of the README, whole: from a partner's page to a counsellor's words on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import DUTCH, FRENCH, Words, choose, log, write
from tests.browser.desk import close, log_in
from tests.browser.partner import press

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from tests.support.stack import Stack

# What each tap is answered with shows that the plan goes on, not only that something was said.
STEPS = {
    "fr": [
        ("D'accord", "penses à mourir"),
        ("Non", "Garde des preuves"),
        ("C'est fait", "tu connais cette personne"),
    ],
    "nl": [
        ("Oké", "denk je aan sterven"),
        ("Nee", "Hou bewijs bij"),
        ("Gedaan", "Ken je die persoon"),
    ],
}
GREETING = {
    "fr": "Bonjour, je suis Sam. J'ai lu ce que tu as écrit.",
    "nl": "Dag, ik ben Sam. Ik heb gelezen wat je schreef.",
}


def open_from_the_demo_page(page: Page, words: Words) -> Frame:
    page.goto(words.demo)
    page.wait_for_load_state("networkidle")
    with page.expect_event("framenavigated", lambda frame: "/widget/" in frame.url) as opened:
        press(page)
    chat: Frame = opened.value
    expect(log(chat)).to_contain_text("robot", ignore_case=True)
    return chat


@pytest.mark.parametrize("words", [FRENCH, DUTCH], ids=lambda words: words.language)
def test_a_blackmailed_child_is_told_not_to_pay_walks_steps_and_reaches_a_human(
    phone: BrowserContext, laptop: BrowserContext, stack: Stack, words: Words
) -> None:
    page = phone.new_page()
    chat = open_from_the_demo_page(page, words)
    expect(chat.locator("html")).to_have_attribute("lang", words.language)
    write(chat, words.threat, words)
    expect(log(chat)).to_contain_text(words.no_blame)
    expect(log(chat)).to_contain_text(words.no_pay)
    for label, answer in STEPS[words.language]:
        choose(chat, label, words)
        expect(log(chat)).to_contain_text(answer)
    expect(chat.get_by_role("button", name="Plan")).to_contain_text("2/")

    chat.get_by_role("button", name=words.human).click()
    expect(chat.get_by_role("button", name=words.asked)).to_be_in_viewport()

    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    language = {"fr": "français", "nl": "néerlandais"}[words.language]
    row = desk.locator("[data-chat]").filter(has_text="argent").filter(has_text=language)
    row.last.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    expect(desk.get_by_text(words.threat)).to_be_visible()
    desk.get_by_role("button", name="Rejoindre le chat").click()
    expect(chat.get_by_role("button", name=words.here)).to_be_in_viewport()

    greeting = GREETING[words.language]
    box = desk.get_by_role("textbox", name="Votre message")
    box.press_sequentially(greeting[:3])
    expect(
        chat.get_by_text("Sam " + {"fr": "écrit", "nl": "schrijft"}[words.language])
    ).to_be_visible()
    box.fill(greeting)
    box.press("Enter")
    expect(log(chat).get_by_text(greeting)).to_be_in_viewport()
    expect(log(chat)).to_contain_text("Sam, " + {"fr": "humain", "nl": "mens"}[words.language])
    close(desk)
