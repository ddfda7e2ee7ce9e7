"""A counsellor puts the level right, and the list never hides a life at risk without saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.desk import close, log_in

if TYPE_CHECKING:
    from tests.support.stack import Stack


def test_a_level_is_raised_by_keyboard_and_lowered_only_as_a_proposal(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Parler à un humain").click()
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    row = desk.locator("[data-chat]").filter(has_text="argent").filter(has_text="Normal").last
    expect(row).to_be_visible()
    chat = row.get_attribute("data-chat")
    row.press("Enter")

    # Raised: with the keyboard alone, at once, and first in the list.
    desk.get_by_role("button", name="Corriger le niveau").press("Enter")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("radio", name="Normal").press("ArrowUp")
    desk.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("radio", name="Vie en danger")).to_be_checked()
    desk.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    row = desk.locator(f"[data-chat='{chat}']")
    expect(row).to_contain_text("Vie en danger")
    expect(row).to_contain_text("Relevé par quelqu’un de l’équipe")

    # A filter that hides it says so, and one click brings it back.
    desk.get_by_role("combobox", name="Niveau").select_option("normal")
    expect(row).to_have_count(0)
    expect(desk.get_by_role("status").filter(has_text="où une vie est en danger")).to_be_visible()
    desk.get_by_role("button", name="Montrer").click()
    expect(row).to_be_visible()

    # Lowered: proposed, marked, and not for its author to confirm.
    desk.get_by_role("button", name="Corriger le niveau").click()
    dialog.get_by_role("radio", name="Normal").check()
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Dites pourquoi")
    dialog.get_by_label("Pourquoi baisser").select_option("misread")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(row).to_contain_text("sam propose de baisser")
    expect(row).to_contain_text("Vie en danger")
    expect(desk.get_by_role("button", name="Oui, baisser")).to_have_count(0)
    desk.get_by_role("button", name="Retirer ma proposition").click()
    expect(row).not_to_contain_text("propose de baisser")

    # The board counts it; then nothing is left for other tests.
    desk.get_by_role("button", name="Tableau").click()
    waiting = desk.get_by_role("table", name="En attente").get_by_role("row", name="Vie en danger")
    expect(waiting.get_by_role("cell").first).not_to_have_text("0")
    expect(desk.get_by_role("table", name="Qui est là")).to_contain_text("sam")
    row.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    close(desk)
