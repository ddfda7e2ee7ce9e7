"""An admin has no chats; what they have is the list of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.desk import log_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.support.stack import Stack


@pytest.mark.parametrize("path", ["/desk/", "/trainer/"])
def test_an_admin_lands_on_the_accounts(laptop: BrowserContext, stack: Stack, path: str) -> None:
    page = log_in(laptop, stack, role="admin", path=path)
    expect(page.get_by_role("heading", name="Comptes")).to_be_visible()
    for role, words in (("counsellor", "Équipe d’écoute"), ("admin", "Administration")):
        row = page.get_by_role("row", name=stack.login(role).name)
        expect(row).to_contain_text(words)
        expect(row).to_contain_text("ouvert")
    expect(page.get_by_text("est intact")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
