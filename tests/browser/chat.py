"""What a visitor does in the widget, by the names that a screen reader gives, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page


@dataclass(frozen=True)
class Words:
    """What stands on the widget's buttons, and what is written, in one language."""

    language: str
    demo: str  # the path of our demo page
    open: str
    threat: str
    no_blame: str
    no_pay: str
    send: str
    choices: str
    human: str
    asked: str
    here: str
    exit: str
    more: str
    menu: str


FRENCH = Words(
    language="fr",
    demo="/",
    open="Ouvrir le chat",
    threat="un mec menace d'envoyer mes photos à tout le monde si je paie pas 200€",
    no_blame="pas ta faute",
    no_pay="Ne paie rien",
    send="Envoyer",
    choices="Réponses à choisir",
    human="Parler à un humain",
    asked="Un humain est prévenu",
    here="Un humain te répond",
    exit="Quitter",
    more="En savoir plus",
    menu="Menu",
)
DUTCH = Words(
    language="nl",
    demo="/nl/",
    open="Chat openen",
    threat="nen typ gaat mijn foto's naar iedereen sturen als ik geen 200 euro betaal",
    no_blame="niet jouw schuld",
    no_pay="Betaal niets",
    send="Versturen",
    choices="Antwoorden om te kiezen",
    human="Met een mens praten",
    asked="Een mens is verwittigd",
    here="Een mens antwoordt je",
    exit="Weg",
    more="Meer weten",
    menu="Menu",
)
THREAT = FRENCH.threat


def log(chat: Page | Frame) -> Locator:
    """The conversation."""
    return chat.get_by_role("log")


def open_chat(page: Page, words: Words = FRENCH) -> None:
    """Open our own chat page and wait for the bot's first words."""
    page.goto(f"/widget/#language={words.language}")
    expect(log(page)).to_contain_text("robot", ignore_case=True)


def write(chat: Page | Frame, text: str, words: Words = FRENCH) -> None:
    """Type a message and send it; waits until it stands in the conversation."""
    chat.get_by_role("textbox").fill(text)
    chat.get_by_role("button", name=words.send, exact=True).click()
    expect(log(chat)).to_contain_text(text)


def choices(chat: Page | Frame, words: Words = FRENCH) -> Locator:
    """The buttons that the bot offers now."""
    return chat.get_by_role("group", name=words.choices).get_by_role("button")


def choose(chat: Page | Frame, label: str, words: Words = FRENCH) -> None:
    """Tap a choice, and wait until the bot has answered it and offers the next ones."""
    choice = choices(chat, words).get_by_text(label, exact=True)
    expect(choice).to_be_visible()
    lines = log(chat).locator(".log-line")
    said = lines.count()
    choice.click()
    expect(lines.nth(said)).to_contain_text(label)
    expect(lines.nth(said + 1)).to_be_visible()
    expect(choices(chat, words).first).to_be_visible()
