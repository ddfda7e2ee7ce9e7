"""A code takes the conversation to another phone."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import DUTCH, FRENCH, Words, log, open_chat, write


@dataclass(frozen=True)
class Code:
    """The words around the code, in one language."""

    words: Words
    later: str
    show: str
    yours: str
    noted: str
    have: str
    go: str
    wrong: str


CODES = [
    Code(
        words=FRENCH,
        later="Revenir plus tard",
        show="Montrer mon code",
        yours="Ton code",
        noted="Je l'ai noté",
        have="J'ai un code",
        go="Retrouver ma conversation",
        wrong="Aucune conversation avec ce code. Vérifie chaque signe.",
    ),
    Code(
        words=DUTCH,
        later="Later terugkomen",
        show="Toon mijn code",
        yours="Je code",
        noted="Ik heb hem opgeschreven",
        have="Ik heb een code",
        go="Mijn gesprek terugvinden",
        wrong="Geen gesprek met deze code. Kijk elk teken na.",
    ),
]
each_language = pytest.mark.parametrize("code", CODES, ids=lambda code: code.words.language)


def take(chat: Page, code: Code) -> str:
    """Have the code shown; gives it."""
    chat.get_by_role("button", name=code.words.menu).click()
    chat.get_by_role("button", name=code.later).click()
    chat.get_by_role("button", name=code.show).click()
    shown = chat.get_by_role("status", name=code.yours)
    expect(shown).to_have_text(re.compile(r"\S{4,}"))
    text = shown.inner_text()
    chat.get_by_role("button", name=code.noted).click()
    return text


def come_back(chat: Page, code: Code, typed: str) -> None:
    """Type a code on a phone that has just opened the chat."""
    chat.get_by_role("button", name=code.have).click()
    chat.get_by_role("textbox", name=code.yours).fill(typed)
    chat.get_by_role("button", name=code.go).click()


@each_language
def test_the_conversation_is_there_on_another_phone(
    phone: BrowserContext, another_phone: BrowserContext, code: Code
) -> None:
    chat = phone.new_page()
    open_chat(chat, code.words)
    write(chat, code.words.threat, code.words)
    expect(log(chat)).to_contain_text(code.words.no_blame)
    typed = take(chat, code)
    said = log(chat).inner_text()

    other = another_phone.new_page()
    open_chat(other, code.words)
    expect(log(other)).not_to_contain_text(code.words.threat)
    come_back(other, code, typed)
    expect(log(other)).to_contain_text(code.words.threat)
    expect(log(other)).to_contain_text(code.words.no_blame)
    assert log(other).inner_text().split() == said.split()
    write(other, "ok", code.words)
    expect(log(chat)).to_contain_text("ok")


@each_language
def test_a_wrong_code_is_told_kindly_and_can_be_mended(phone: BrowserContext, code: Code) -> None:
    chat = phone.new_page()
    open_chat(chat, code.words)
    come_back(chat, code, "abcde-fghjk")
    expect(chat.get_by_role("alert")).to_contain_text(code.wrong)
    expect(chat.get_by_role("alert")).to_be_in_viewport()
    expect(chat.get_by_role("textbox", name=code.yours)).to_have_value("abcde-fghjk")
    chat.keyboard.press("Escape")
    expect(log(chat)).to_contain_text("robot", ignore_case=True)
    write(chat, code.words.threat, code.words)
    expect(log(chat)).to_contain_text(code.words.no_blame)
