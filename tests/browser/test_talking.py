"""A counsellor talks: prepared words by keyboard alone, and nothing typed is ever lost or doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.desk import close, log_in

if TYPE_CHECKING:
    from tests.support.stack import Stack

LINK = "regarde https://evil.example/photo.jpg"


def _talking(widget: Page, laptop: BrowserContext, stack: Stack) -> tuple[Page, str]:
    """Let the visitor ask for a human, and a counsellor join; gives the desk and the chat's id."""
    write(widget, THREAT)
    expect(log(widget)).to_contain_text("pas ta faute")
    widget.get_by_role("button", name="Parler à un humain").click()
    desk = log_in(laptop, stack, role="counsellor", path="/desk/")
    row = desk.locator("[data-chat]").filter(has_text="argent").last
    expect(row).to_be_visible()
    chat = row.get_attribute("data-chat") or ""
    row.press("Enter")
    desk.get_by_role("button", name="Prendre en charge").press("Enter")
    desk.get_by_role("button", name="Rejoindre le chat").press("Enter")
    expect(widget.get_by_role("button", name="Un humain te répond")).to_be_visible()
    return desk, chat


def test_a_prepared_reply_is_found_changed_and_sent_by_keyboard_alone(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    desk, _ = _talking(widget, laptop, stack)
    box = desk.get_by_role("textbox", name="Votre message")
    said = desk.get_by_role("log")

    box.press("/")
    search = desk.get_by_role("combobox", name="Chercher par mots ou raccourci")
    expect(search).to_be_focused()
    options = desk.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    # Found by Dutch words, too; then by its shortcut, and put in by Enter.
    desk.keyboard.type("adem eerst")
    expect(options).to_have_count(1)
    search.fill("hel")
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Enter")
    expect(box).to_be_focused()
    assert "moi c'est Sam, un humain" in box.input_value()
    desk.keyboard.type(" Je suis là.")
    desk.keyboard.press("Enter")
    expect(log(widget)).to_contain_text("Comment ça va, là maintenant ? Je suis là.")
    expect(said).to_contain_text("Lu par le visiteur")

    # What is still to be filled in is refused, and named; a helpline fills it, by keyboard, too.
    desk.keyboard.type("/help")
    desk.keyboard.press("Enter")
    expect(box).to_have_value("Il y a aussi quelqu'un pour toi ici : {helpline}")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert").filter(has_text="{helpline}")).to_be_visible()
    desk.get_by_role("button", name="Services d’aide").press("Enter")
    desk.keyboard.type("103")
    expect(options).to_have_count(1)
    desk.keyboard.press("Enter")
    expect(box).to_be_focused()
    assert "{" not in box.input_value()
    assert "Écoute-Enfants : 103" in box.input_value()
    desk.keyboard.press("Enter")
    expect(log(widget)).to_contain_text("Écoute-Enfants : 103")

    # Escape closes the list and not the chat; the slash was a slash.
    desk.keyboard.type("/oui")
    desk.keyboard.press("Escape")
    expect(box).to_have_value("/oui")
    expect(box).to_be_focused()
    box.fill("")
    close(desk)


def test_a_reload_keeps_the_draft_and_a_failed_message_is_sent_again_once(
    widget: Page, laptop: BrowserContext, stack: Stack
) -> None:
    desk, chat = _talking(widget, laptop, stack)
    box = desk.get_by_role("textbox", name="Votre message")
    row = desk.locator(f"[data-chat='{chat}']")

    # The visitor's link is dead text.
    write(widget, LINK)
    expect(desk.get_by_role("log")).to_contain_text(LINK)
    assert desk.get_by_role("log").locator("a, img, [href], [src]").count() == 0

    box.type("je cherche encore mes mo")
    expect(widget.get_by_text("Sam écrit")).to_have_count(1)
    desk.reload()
    row.press("Enter")
    expect(box).to_have_value("je cherche encore mes mo")

    # Nothing reached the service: it stays, also over a reload, and is sent again once.
    messages = f"**/api/desk/chats/{chat}/messages"
    desk.route(messages, lambda route: route.abort())
    box.fill("Tu n'es pas seul.")
    box.press("Enter")
    expect(desk.get_by_role("alert").filter(has_text="Pas envoyé")).to_be_visible()
    desk.reload()
    row.press("Enter")
    expect(desk.get_by_role("log")).to_contain_text("Tu n'es pas seul.")
    desk.unroute(messages)
    desk.get_by_role("button", name="Renvoyer").click()
    expect(log(widget).get_by_text("Tu n'es pas seul.")).to_have_count(1)
    expect(desk.get_by_role("button", name="Renvoyer")).to_have_count(0)

    # It reached the service, and the answer was lost: nobody reads it twice.
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.route(messages, lose_the_answer)
    box.fill("Je reste encore un peu.")
    box.press("Enter")
    expect(log(widget).get_by_text("Je reste encore un peu.")).to_have_count(1)
    expect(desk.get_by_role("log").get_by_text("Je reste encore un peu.")).to_have_count(1)
    expect(desk.get_by_role("button", name="Renvoyer")).to_have_count(0)
    desk.unroute(messages)

    # Closed: the draft is gone from this tab.
    box.fill("à jeter")
    close(desk)
    expect(desk.get_by_text("Ouvrez un chat")).to_be_visible()
    assert "à jeter" not in desk.evaluate("JSON.stringify({...sessionStorage})")
