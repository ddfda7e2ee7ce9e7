from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import DUTCH, THREAT, choices, log, write
from tests.browser.conftest import PHONE


def test_a_blackmailed_boy_is_calmed_and_given_a_next_step(widget: Page) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    expect(log(widget)).to_contain_text("paie pas", ignore_case=True)
    expect(choices(widget).first).to_be_visible()
    done = choices(widget).first.inner_text()
    said = log(widget).locator(".log-line").count()
    choices(widget).first.click()
    expect(log(widget).locator(".log-line").nth(said)).to_contain_text(done)
    expect(log(widget).locator(".log-line").nth(said + 1)).to_be_visible()
    expect(choices(widget).first).to_be_visible()


def test_the_conversation_is_there_again_after_a_reload(widget: Page) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    said = log(widget).inner_text()
    widget.reload()
    expect(log(widget)).to_contain_text(THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    assert log(widget).inner_text().split() == said.split()


def test_another_tab_does_not_see_the_conversation(widget: Page, phone: BrowserContext) -> None:
    write(widget, THREAT)
    other = phone.new_page()
    other.goto("/widget/#language=fr")
    expect(log(other)).to_contain_text("robot", ignore_case=True)
    expect(log(other)).not_to_contain_text(THREAT)


def test_the_language_can_be_changed_in_the_middle(widget: Page) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Verder in het Nederlands").click()
    expect(widget.get_by_role("button", name=DUTCH.human)).to_be_visible()
    expect(widget.locator("html")).to_have_attribute("lang", "nl")
    write(widget, "moet ik betalen?", DUTCH)
    expect(log(widget)).to_contain_text("Nee, betaal niets")


def test_an_unsent_message_says_so_and_is_sent_with_one_tap(
    widget: Page, phone: BrowserContext
) -> None:
    refused = "**/api/chats/*/messages"
    phone.route(refused, lambda route: route.abort())
    widget.get_by_role("textbox").fill("il me fait peur")
    widget.get_by_role("button", name="Envoyer", exact=True).click()
    retry = widget.get_by_role("button", name="Réessayer")
    expect(retry).to_be_visible(timeout=30_000)
    expect(log(widget)).to_contain_text("il me fait peur")
    phone.unroute(refused)
    retry.click()
    expect(log(widget)).to_contain_text("Envoyé", timeout=30_000)


def test_everything_fits_on_a_small_phone(widget: Page) -> None:
    write(widget, THREAT)
    expect(choices(widget).first).to_be_visible()
    for name in ("Quitter", "Parler à un humain"):
        box = widget.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 44
    assert widget.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
