"""The pictures of docs/how-to/staff-accounts.md: a new account, its first login, and the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
from evening import Evening
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.support.stack import Stack

_OWN_WORDS = "quatre chevaux lents devant ma porte"


def take_pictures(browser: Browser, stack: Stack, images: Path) -> None:
    """Make an account, log in with it for the first time, and look at what was recorded."""
    evening = Evening(browser, stack, images, of="staff")
    admin = evening.staff("admin")
    password = _new_account(admin, "kim")
    _first_login(evening, "kim", password)
    admin.reload()
    expect(admin.get_by_role("row", name="kim")).to_be_visible()
    evening.take(admin, "accounts")
    lead = evening.staff("lead")
    lead.get_by_role("button", name="Audit", exact=True).click()
    expect(lead.get_by_role("table")).to_be_visible()
    evening.take(lead, "audit")


def _new_account(admin: Page, name: str) -> str:
    admin.get_by_role("button", name="New account").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="New account").click()
    return dialog.locator("code").inner_text()


def _first_login(evening: Evening, name: str, password: str) -> None:
    page = evening.newcomer(name, password)
    for field, words in (("old", password), ("new", _OWN_WORDS), ("again", _OWN_WORDS)):
        page.locator(f"#{field}").fill(words)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    evening.take(page, "second-lock", whole="html")
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_role("textbox").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("button", name="I have kept them")).to_be_visible()
    evening.take(page, "recovery-codes", whole="html")
