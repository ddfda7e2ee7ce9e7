"""The first thing that a frightened child sees: two lines, and the rest for those who ask."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.chat import DUTCH, FRENCH, Words, log, open_chat

each_language = pytest.mark.parametrize("words", [FRENCH, DUTCH], ids=lambda words: words.language)


@each_language
def test_the_opening_has_two_lines_on_a_small_phone(phone: BrowserContext, words: Words) -> None:
    chat = phone.new_page()
    open_chat(chat, words)
    lines = log(chat).locator(".bubble > p")
    expect(lines).to_have_count(1)
    height, line = lines.evaluate(
        "p => [p.getBoundingClientRect().height, parseFloat(getComputedStyle(p).lineHeight)]"
    )
    assert round(height / line) == 2


@each_language
def test_what_is_behind_more_is_closed_until_it_is_asked_for(
    phone: BrowserContext, words: Words
) -> None:
    chat = phone.new_page()
    open_chat(chat, words)
    more = log(chat).get_by_text(words.more)
    rest = log(chat).get_by_text("112")
    expect(more).to_be_in_viewport()
    expect(rest).to_be_hidden()
    more.click()
    expect(rest).to_be_visible()
    more.focus()
    chat.keyboard.press("Enter")
    expect(rest).to_be_hidden()
