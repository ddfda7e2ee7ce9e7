"""A private contact is stopped, the lead sees it live; a chat is marked, ended, and left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.conftest import DESK
from tests.browser.desk import log_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.stack import Stack

NUMBER = "Tu peux m'appeler au o4 7 8 12 34 56, ou au 116 000."


def at_the_office(chromium: Browser, stack: Stack) -> tuple[BrowserContext, Page]:
    """Log the lead in at another computer, with the board open."""
    office = chromium.new_context(
        base_url=stack.base,
        viewport={"width": DESK["width"], "height": DESK["height"]},
        locale="fr-BE",
    )
    lead = log_in(office, stack, role="lead", path="/desk/")
    lead.get_by_role("button", name="Tableau").click()
    return office, lead


def test_what_must_not_be_sent_stays_in_the_box_and_the_lead_is_told_live(
    widget: Page, laptop: BrowserContext, chromium: Browser, stack: Stack
) -> None:
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Parler à un humain").click()
    expect(widget.get_by_text("le robot continue avec toi")).to_be_visible()
    office, lead = at_the_office(chromium, stack)
    told = lead.get_by_role("region", name="Pour la personne responsable")

    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    desk.locator("[data-chat]").filter(has_text="argent").last.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    card = desk.get_by_role("complementary", name="Fiche")
    expect(card).to_contain_text("Pas ta faute")
    desk.get_by_role("button", name="Rejoindre le chat").click()
    expect(widget.get_by_role("button", name="Un humain te répond")).to_be_visible()

    # Stopped: nothing arrives, the words stay, and without the number they go.
    box = desk.get_by_role("textbox", name="Votre message")
    box.fill(NUMBER)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert").filter(has_text="un numéro de téléphone")).to_be_visible()
    expect(box).to_have_value(NUMBER)
    expect(told).to_contain_text("Contact privé arrêté · un numéro de téléphone")
    assert "o4 7 8" not in lead.content()
    box.fill("Tu peux appeler le 116 000.")
    desk.keyboard.press("Enter")
    expect(log(widget)).to_contain_text("Tu peux appeler le 116 000.")
    assert "o4 7 8" not in widget.content()
    told.get_by_role("button", name="Lire les mots").first.click()
    expect(told).to_contain_text(NUMBER)

    # Marked: the dialog says what to do, and opens nothing.
    desk.get_by_role("button", name="Image d’abus possible").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("imagesdabus.be")
    expect(dialog.get_by_role("link")).to_have_count(0)
    dialog.get_by_role("button", name="Marquer le chat").click()
    expect(dialog.get_by_role("status")).to_contain_text("Marqué par sam")
    dialog.get_by_role("button", name="Fermer").click()
    expect(card).to_contain_text("Marqué")
    expect(told).to_contain_text("Image d’abus possible")

    # Ended: the visitor reads why and how to come back, and the bot answers at once.
    desk.get_by_role("button", name="Abus de la ligne").click()
    dialog.get_by_role("radio", name="Insultes").check()
    dialog.get_by_role("button", name="Arrêter le chat").click()
    expect(dialog).to_have_count(0)
    expect(log(widget)).to_contain_text("à cause des insultes")
    expect(log(widget)).to_contain_text("La porte reste ouverte")
    write(widget, "pardon, j'ai besoin d'aide")
    expect(log(widget)).to_contain_text("Le robot est de retour")

    # A lead takes it back.
    told.get_by_role("button", name="Annuler l’arrêt").click()
    expect(log(widget)).to_contain_text("J'ai mal compris, désolé")
    for left in (2, 1, 0):
        expect(told.get_by_role("listitem")).to_have_count(left)
        if left:
            told.get_by_role("button", name="Vu").first.click()
    office.close()
