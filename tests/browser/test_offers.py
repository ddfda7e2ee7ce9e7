"""Two counsellors: an offer passes on, and a dead browser gives its chat back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chat import THREAT, log, write
from tests.browser.conftest import DESK, PHONE, open_context
from tests.browser.desk import close, log_in
from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def own_stack(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product without other tests' chats, in which a dead browser is found out sooner.

    A claim still lives longer than the 15 s between two beats of a page.
    """
    settings = {"CLAIM_LEASE_S": "20", "JOBS_S": "1"}
    folder = tmp_path_factory.mktemp("offers")
    with running(folder, settings=settings, engine_of=stack) as own:
        yield own


@pytest.fixture
def sams(chromium: Browser, own_stack: Stack) -> Iterator[BrowserContext]:
    with open_context(chromium, own_stack, viewport=DESK) as context:
        yield context


@pytest.fixture
def lous(chromium: Browser, own_stack: Stack) -> Iterator[BrowserContext]:
    with open_context(chromium, own_stack, viewport=DESK) as context:
        yield context


@pytest.fixture
def child(chromium: Browser, own_stack: Stack) -> Iterator[Page]:
    with open_context(chromium, own_stack, viewport=PHONE) as context:
        page = context.new_page()
        page.goto("/widget/#language=fr")
        expect(page.get_by_role("log")).to_contain_text("robot", ignore_case=True)
        yield page


def asks_for_a_human(child: Page) -> None:
    write(child, THREAT)
    expect(log(child)).to_contain_text("pas ta faute")
    child.get_by_role("button", name="Parler à un humain").click()
    expect(child.get_by_role("button", name="Un humain est prévenu")).to_be_visible()


def test_an_offer_passes_on_and_a_dead_browser_gives_its_chat_back(
    child: Page, sams: BrowserContext, lous: BrowserContext, own_stack: Stack
) -> None:
    sam = log_in(sams, own_stack, role="counsellor", path="/desk/")
    expect(sam.get_by_label("En ligne. Changer")).to_be_visible()
    lou = log_in(lous, own_stack, role="lead", path="/desk/")
    expect(lou.get_by_label("En ligne. Changer")).to_be_visible()
    asks_for_a_human(child)

    # It is shown to one, passed on by keyboard, and accepted by the other.
    sams_offer, lous_offer = (desk.get_by_role("region", name="Pour vous") for desk in (sam, lou))
    expect(sams_offer).to_contain_text("argent")
    expect(lous_offer).to_have_count(0)
    sams_offer.get_by_role("button", name="Passer").press("Enter")
    expect(sams_offer).to_have_count(0)
    expect(lous_offer).to_contain_text("argent")
    lous_offer.get_by_role("button", name="Accepter").press("Enter")
    expect(lou.get_by_role("textbox", name="Votre message")).to_be_visible()
    expect(lous_offer).to_have_count(0)
    lou.get_by_role("button", name="Rendre à la liste").click()

    # Anybody may take it from the list; then that laptop dies with an unsent text in its box.
    row = sam.locator("[data-chat]").filter(has_text="argent")
    row.first.click()
    sam.get_by_role("button", name="Prendre en charge").click()
    box = sam.get_by_role("textbox", name="Votre message")
    box.fill("Bonjour, je suis Sam.")
    sam.keyboard.press("Enter")
    expect(log(child)).to_contain_text("Bonjour, je suis Sam.")
    box.fill("Tu n'es pas seul, on va regarder ensemble")
    sams.set_offline(True)

    # The child is told, and the chat is in the list again, with all that was said in it.
    expect(log(child)).to_contain_text("Sam n'est plus là. Tu gardes ta place", timeout=60_000)
    back = lou.locator("[data-chat]").filter(has_text="argent").first
    expect(back).to_be_visible()
    back.click()
    lou.get_by_role("button", name="Prendre en charge").click()
    expect(lou.get_by_role("log", name="Conversation")).to_contain_text("Bonjour, je suis Sam.")
    lou.get_by_role("button", name="Rejoindre le chat").click()
    expect(log(child)).to_contain_text("Lou est là")

    # The late laptop says who has it now, and its text can be read and copied, not sent.
    sams.set_offline(False)
    lost = sam.get_by_role("alert").filter(has_text="Repris par lou")
    expect(lost).to_contain_text("Tu n'es pas seul, on va regarder ensemble", timeout=60_000)
    expect(lost.get_by_role("button", name="Copier")).to_be_visible()
    expect(box).to_have_count(0)
    close(lou)
    for desk in (lou, sam):
        desk.get_by_role("button", name="Se déconnecter").click()
        expect(desk.locator("#password")).to_be_visible()


def test_behind_a_closed_door_nothing_is_offered_and_one_click_takes_a_chat(
    child: Page, sams: BrowserContext, own_stack: Stack
) -> None:
    sam = log_in(sams, own_stack, role="counsellor", path="/desk/")
    door = sam.get_by_role("button", name="Fermer ma porte")
    door.press("Enter")
    expect(sam.get_by_text("Votre porte est fermée : pas de nouveaux chats.")).to_be_visible()
    asks_for_a_human(child)
    child.get_by_text("Tu attends un humain.").click()
    expect(child.get_by_text("On ne sait pas encore quand.")).to_be_visible()
    sam.locator("[data-chat]").filter(has_text="argent").first.click()
    expect(sam.get_by_role("region", name="Pour vous")).to_have_count(0)
    sam.get_by_role("button", name="Prendre en charge", exact=True).click()
    expect(sam.get_by_role("alert").filter(has_text="Ouvrez-la")).to_be_visible()
    sam.get_by_role("button", name="Ouvrir ma porte et prendre en charge").click()
    expect(sam.get_by_role("textbox", name="Votre message")).to_be_visible()
    expect(door).to_be_visible()
    close(sam)
