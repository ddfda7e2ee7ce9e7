"""A session that is over keeps what was typed; its owner ends it from elsewhere, at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.desk import close, log_in

if TYPE_CHECKING:
    from tests.support.stack import Stack

DRAFT = "je suis en train d'écr"


def test_a_login_ended_elsewhere_locks_within_two_seconds_and_keeps_the_draft(
    widget: Page, laptop: BrowserContext, chromium: Browser, stack: Stack
) -> None:
    desk = takes_a_chat(widget, laptop, stack)
    box = desk.get_by_role("textbox", name="Votre message")
    box.fill(DRAFT)

    with chromium.new_context(base_url=stack.base, locale="fr-BE") as elsewhere:
        other = log_in(elsewhere, stack, role="counsellor", path="/desk/")
        other.get_by_role("button", name="Mon compte").click()
        other.get_by_role("button", name="Déconnecter partout ailleurs").click()
        began = time.monotonic()
        expect(desk.get_by_role("dialog", name="Se reconnecter")).to_be_visible()
        assert time.monotonic() - began < 2

    expect(box).to_have_value(DRAFT)
    expect(desk.get_by_text(THREAT)).to_be_attached()
    desk.locator("#password").fill(stack.login("counsellor").password)
    desk.get_by_role("dialog").get_by_role("button", name="Se connecter").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(box).to_have_value(DRAFT)
    box.press("Enter")
    expect(log(widget)).to_contain_text(DRAFT)
    close(desk)


def test_a_lead_finds_in_the_audit_who_read_which_chat(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    desk = takes_a_chat(widget, laptop, stack)
    expect(desk.get_by_text(THREAT)).to_be_visible()
    close(desk)
    laptop.clear_cookies()

    page = log_in(laptop, stack, role="lead", path="/desk/")
    page.get_by_role("button", name="Registre").click()
    sam = stack.login("counsellor").name
    page.get_by_role("combobox", name="Qui", exact=True).select_option(label=sam)
    page.get_by_role("combobox", name="Quoi", exact=True).select_option(label="a pris un chat")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=sam)).first
    expect(row).to_contain_text("a pris un chat")
    row.get_by_role("button").click()
    expect(page.get_by_role("table")).to_contain_text("a lu un chat")
    assert "menace" not in page.content()


def takes_a_chat(widget: Page, laptop: BrowserContext, stack: Stack) -> Page:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Parler à un humain").click()
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    desk.locator("[data-chat]").filter(has_text="argent").last.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    return desk
