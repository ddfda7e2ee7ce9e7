"""What changes while a visitor waits is seen at the desk at once: the danger, and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import DUTCH, THREAT, log, open_chat, write
from tests.browser.conftest import DESK, PHONE, open_context
from tests.browser.desk import close, log_in, row_of
from tests.browser.ear import LIFE_RANG, listen
from tests.support.stack import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.stack import Stack

DYING = "je veux mourir"


@pytest.fixture(scope="module")
def own_stack(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product in which only these chats wait, and ring."""
    with running(tmp_path_factory.mktemp("waiting"), engine_of=stack) as own:
        yield own


def _visitor(chromium: Browser, stack: Stack) -> Iterator[Page]:
    with open_context(chromium, stack, viewport=PHONE) as context:
        page = context.new_page()
        open_chat(page)
        write(page, THREAT)
        expect(log(page)).to_contain_text("pas ta faute")
        page.get_by_role("button", name="Parler à un humain").click()
        expect(page.get_by_role("button", name="Un humain est prévenu")).to_be_visible()
        yield page


@pytest.fixture
def first(chromium: Browser, own_stack: Stack) -> Iterator[Page]:
    yield from _visitor(chromium, own_stack)


@pytest.fixture
def second(chromium: Browser, own_stack: Stack, first: Page) -> Iterator[Page]:
    """Who has waited less long than the first."""
    assert first
    yield from _visitor(chromium, own_stack)


@pytest.fixture
def desk(chromium: Browser, own_stack: Stack) -> Iterator[Page]:
    with open_context(chromium, own_stack, viewport=DESK) as context:
        listen(context)
        yield log_in(context, own_stack, role="counsellor", path="/desk/")


def order(desk: Page) -> list[str | None]:
    return [row.get_attribute("data-chat") for row in desk.locator("[data-chat]").all()]


def take_and_close(desk: Page, visitor: Page) -> None:
    row_of(desk, visitor).click()
    desk.get_by_role("button", name="Prendre en charge").click()
    close(desk)
    expect(visitor.get_by_text("Ce chat est fermé")).to_be_visible()


def test_who_is_in_danger_while_waiting_moves_up_and_the_alarm_rings(
    first: Page, second: Page, desk: Page
) -> None:
    early, late = row_of(desk, first), row_of(desk, second)
    expect(early).to_be_visible()
    expect(late).to_contain_text("Normal")
    before = order(desk)
    assert before == [row.get_attribute("data-chat") for row in (early, late)]
    desk.evaluate("window.rung = []")

    write(second, DYING)
    expect(late).to_contain_text("Vie en danger")
    expect(late).to_contain_text("veux mourir")
    expect(desk.locator("[data-chat]").first).to_have_attribute("data-chat", before[1] or "")
    assert order(desk) == before[::-1]
    desk.wait_for_function(LIFE_RANG)
    assert DYING not in desk.title()

    for visitor in (second, first):
        take_and_close(desk, visitor)


def test_who_changes_the_language_while_waiting_keeps_the_place_and_the_desk_knows(
    first: Page, second: Page, desk: Page
) -> None:
    row = row_of(desk, first)
    expect(row).to_contain_text("français")
    expect(row_of(desk, second)).to_be_visible()
    before = order(desk)

    first.get_by_role("button", name="Verder in het Nederlands").click()
    expect(first.get_by_role("button", name=DUTCH.asked)).to_be_visible()
    expect(first.get_by_text("Je wacht op een mens.")).to_be_visible()
    expect(row).to_contain_text("néerlandais")
    assert order(desk) == before
    # The bot goes on in the new language, and the filter finds the chat by it.
    write(first, "ik weet niet wat ik moet doen", DUTCH)
    desk.get_by_role("combobox", name="Langue", exact=True).select_option("nl")
    expect(row).to_be_visible()
    expect(row_of(desk, second)).to_have_count(0)
    desk.get_by_role("combobox", name="Langue", exact=True).select_option(index=0)

    row.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    expect(desk.get_by_role("complementary", name="Fiche")).to_contain_text("néerlandais")
    desk.get_by_role("button", name="Rejoindre le chat").click()
    expect(first.get_by_role("button", name=DUTCH.here)).to_be_visible()
    close(desk)
    take_and_close(desk, second)
