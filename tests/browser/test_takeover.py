from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.desk import close, log_in

if TYPE_CHECKING:
    from tests.support.stack import Stack


def test_a_visitor_asks_for_a_human_and_a_counsellor_takes_over(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Parler à un humain").click()
    expect(widget.get_by_role("button", name="Un humain est prévenu")).to_be_visible()

    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    row = desk.locator("[data-chat]").filter(has_text="argent").last
    expect(row).to_be_visible()
    row.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    desk.get_by_role("button", name="Rejoindre le chat").click()
    expect(widget.get_by_role("button", name="Un humain te répond")).to_be_visible()

    desk.get_by_role("textbox", name="Votre message").fill("Bonjour, j'ai lu ce que tu as écrit.")
    desk.keyboard.press("Enter")
    expect(log(widget)).to_contain_text("Bonjour, j'ai lu ce que tu as écrit.")
    write(widget, "merci d'être là")
    expect(desk.get_by_text("merci d'être là")).to_be_visible()

    desk.get_by_role("button", name="Rendre au robot").click()
    desk.get_by_role("dialog").get_by_role("button", name="Rendre", exact=True).click()
    expect(widget.get_by_role("button", name="Parler à un humain")).to_be_visible()


def test_a_trainer_reads_a_closed_chat_without_what_is_personal(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    write(widget, f"{THREAT} mon numero c'est 0478 12 34 56")
    expect(log(widget)).to_contain_text("pas ta faute")
    write(widget, "j'ai déjà envoyé 50€ hier")
    expect(log(widget)).to_contain_text("banque")
    widget.get_by_role("button", name="Parler à un humain").click()
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    desk.locator("[data-chat]").filter(has_text="argent").last.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    close(desk)
    expect(widget.get_by_text("Ce chat est fermé")).to_be_visible()
    desk.close()
    laptop.clear_cookies()

    trainer = log_in(laptop, stack, role="trainer", path="/trainer/")
    _open_chat_with(trainer, "j'ai déjà envoyé 50€ hier")
    expect(trainer.get_by_text("menace").first).to_be_visible()
    assert "0478" not in trainer.content()
    readings = trainer.get_by_role("region", name="Ce que le robot a compris")
    expect(readings.first).to_contain_text("Sextorsion, veut de l’argent")
    paid = readings.nth(1).get_by_role("list", name="Signaux").get_by_role("listitem")
    expect(paid.filter(has_text="A déjà payé")).to_contain_text("envoyé 50€")


def _open_chat_with(trainer: Page, words: str) -> None:
    """Open the closed chat that holds these words; other tests leave chats of the same topic."""
    chats = trainer.get_by_role("navigation").get_by_role("button").filter(has_text="argent")
    expect(chats.first).to_be_visible()
    for chat in chats.all():
        with trainer.expect_response("**/api/trainer/chats/*") as answer:
            chat.click()
        if words in answer.value.text():
            return
    raise AssertionError(f"no closed chat holds: {words}")
