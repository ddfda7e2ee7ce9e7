"""Makes the pictures of the README and of docs/how-to from the running product: `make screenshots`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import account_pictures  # noqa: E402 - needs the path
import counsellor_pictures  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

from tests.support.stack import Stack, running  # noqa: E402

_IMAGES = ROOT / "docs" / "images"
_THREAT = "un mec menace d'envoyer mes photos à tout le monde si je paie pas 200€"
# As wide as a phone; taller, so that message, answer and choices stand in one picture.
_PHONE = {"width": 412, "height": 1080}
_DESK = {"width": 1280, "height": 800}
_COLOURS = 256


def main() -> None:
    """Play the story of the README, a counsellor's evening and a first login, and take the pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("✗ chromium is missing: apt-get install chromium, then run again.")
    _IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as evening,
        running(Path(folder)) as stack,
        running(Path(evening), settings=counsellor_pictures.SETTINGS, engine_of=stack) as desks,
        sync_playwright() as playwright,
    ):
        expect.set_options(timeout=20_000)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _take(browser, stack)
        counsellor_pictures.take_pictures(browser, desks, _IMAGES)
        account_pictures.take_pictures(browser, desks, _IMAGES)
        browser.close()
    _shrink()


def _take(browser: Browser, stack: Stack) -> None:
    widget = _page(browser, stack, _PHONE, scale=2)
    widget.goto("/widget/#language=fr")
    expect(widget.get_by_role("log")).to_contain_text("robot", ignore_case=True)
    widget.get_by_role("textbox").fill(_THREAT)
    widget.get_by_role("button", name="Envoyer", exact=True).click()
    choices = widget.get_by_role("group", name="Réponses à choisir").get_by_role("button")
    expect(choices.first).to_be_visible()
    widget.wait_for_timeout(600)  # the bubbles have moved to their place
    # The widget shows the start of an answer; the picture shows what it answers, too.
    widget.get_by_role("main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(widget.get_by_text(_THREAT)).to_be_in_viewport(ratio=1)
    expect(choices.last).to_be_in_viewport(ratio=1)
    widget.screenshot(path=_IMAGES / "widget.png")
    widget.get_by_role("button", name="Parler à un humain").click()

    desk = _page(browser, stack, _DESK, scale=1)
    login = stack.login("counsellor")
    desk.goto("/desk/")
    desk.locator("#name").fill(login.name)
    desk.locator("#password").fill(login.password)
    desk.locator("form button[type=submit]").click()
    desk.locator("[data-chat]").first.click()
    desk.get_by_role("button", name="Prendre en charge").click()
    desk.get_by_role("button", name="Rejoindre le chat").click()
    desk.get_by_role("textbox", name="Votre message").fill("Bonjour, j'ai lu ce que tu as écrit.")
    desk.keyboard.press("Enter")
    expect(widget.get_by_role("log")).to_contain_text("j'ai lu ce que tu as écrit")
    desk.wait_for_timeout(600)
    desk.screenshot(path=_IMAGES / "desk.png")
    expect(widget.get_by_text("j'ai lu ce que tu as écrit")).to_be_in_viewport(ratio=1)
    widget.screenshot(path=_IMAGES / "widget-human.png")


def _page(browser: Browser, stack: Stack, size: dict[str, int], *, scale: int) -> Page:
    context = browser.new_context(
        base_url=stack.base,
        viewport={"width": size["width"], "height": size["height"]},
        device_scale_factor=scale,
        locale="fr-BE",
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def _shrink() -> None:
    """Make the files small with a palette, which keeps the colour of small things, too: a level's mark."""
    for picture in _IMAGES.glob("*.png"):
        with Image.open(picture) as drawn:
            few = drawn.convert("RGB").quantize(
                _COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
        few.save(picture, optimize=True)


if __name__ == "__main__":
    main()
