"""A stranger does not walk in: the bot asks, the visitor decides, and only a life at risk goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.chat import log, open_chat, write
from tests.browser.desk import close, log_in, row_of

if TYPE_CHECKING:
    from tests.support.stack import Stack

MEETING = "jparle avc un gars de 24 ans sur snap, on se voit vendredi apres lecole"
DYING = "je veux mourir"
TAKE, JOIN = "Prendre en charge", "Rejoindre le chat"


def answers(widget: Page) -> Locator:
    return widget.get_by_role("group", name="Ta réponse").get_by_role("button")


def test_not_now_keeps_the_stranger_out_and_the_visitor_says_when(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    write(widget, MEETING)
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    row = row_of(desk, widget)
    row.click()
    expect(desk.get_by_text("Le robot lui demande d’abord")).to_be_visible()
    desk.get_by_role("button", name=TAKE).click()
    expect(desk.get_by_role("region", name="Question posée, attend la réponse")).to_be_visible()
    expect(row).to_contain_text("question posée, attend la réponse")

    # The question stands in sight, and the bot goes on.
    expect(log(widget)).to_contain_text("Sam est là. C'est un humain, pas un robot.")
    expect(answers(widget)).to_have_text(["Oui, c'est ok", "Pas maintenant"])
    write(widget, "je sais pas quoi faire")
    expect(log(widget).locator(".log-line").last).not_to_contain_text("je sais pas quoi faire")
    expect(answers(widget)).to_have_count(2)

    # "Not now": the claim is gone, the chat is marked, nobody can press.
    answers(widget).nth(1).click()
    expect(answers(widget)).to_have_count(0)
    expect(widget.get_by_text("Tu as dit : pas maintenant.")).to_be_visible()
    expect(desk.get_by_text("Réponse : pas maintenant")).to_be_visible()
    expect(row).to_contain_text("ne veut pas parler maintenant")
    row.click()
    expect(desk.get_by_text("Elle le dira elle-même")).to_be_visible()
    expect(desk.get_by_role("button", name=TAKE)).to_have_count(0)

    # The visitor says so themselves: no question any more.
    widget.get_by_role("button", name="Je veux bien parler à un humain").click()
    desk.get_by_role("button", name=TAKE).click()
    desk.get_by_role("button", name=JOIN).click()
    expect(widget.get_by_text("Sam, humain").first).to_be_visible()
    expect(answers(widget)).to_have_count(0)
    close(desk)


def test_yes_lets_the_counsellor_in_and_they_are_seen_to_read(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    write(widget, MEETING)
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    row_of(desk, widget).click()
    desk.get_by_role("button", name=TAKE).click()
    expect(answers(widget)).to_have_count(2)

    # Another language while the question stands: it is said again, and still counts.
    widget.get_by_role("button", name="Verder in het Nederlands").click()
    expect(log(widget)).to_contain_text("Sam is er. Dat is een mens, geen robot.")
    widget.get_by_role("group", name="Je antwoord").get_by_role(
        "button", name="Ja, dat is oké"
    ).click()
    expect(widget.get_by_text("Sam is er. Dat is een mens.", exact=True)).to_be_visible()
    expect(widget.get_by_text("Sam leest wat je schreef")).to_be_visible()

    box = desk.get_by_role("textbox", name="Votre message")
    box.press_sequentially("Hoi")
    expect(widget.get_by_text("Sam schrijft")).to_be_visible()
    expect(widget.get_by_text("Sam leest wat je schreef")).to_have_count(0)
    box.press("Enter")
    expect(log(widget)).to_contain_text("Hoi")
    expect(widget.get_by_text("Gezien")).to_have_count(0)
    close(desk)


def test_with_a_life_at_risk_nobody_waits_for_a_yes(
    phone: BrowserContext, laptop: BrowserContext, stack: Stack
) -> None:
    widget = phone.new_page()
    open_chat(widget)
    write(widget, MEETING)
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    row_of(desk, widget).click()
    desk.get_by_role("button", name=TAKE).click()
    expect(answers(widget)).to_have_count(2)
    write(widget, DYING)
    expect(desk.get_by_text("vous pouvez rejoindre tout de suite")).to_be_visible()
    desk.get_by_role("button", name=JOIN).click()
    expect(log(widget)).to_contain_text("Sam vient te parler tout de suite")
    expect(widget.get_by_text("Sam, humain").first).to_be_visible()
    expect(answers(widget)).to_have_count(0)
    close(desk)
