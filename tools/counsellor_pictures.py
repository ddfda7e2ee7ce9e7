"""The pictures of docs/how-to/counsellor.md: one evening of two counsellors, with invented chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evening import PHONE, Evening
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import DUTCH, FRENCH, choose, log, write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.support.stack import Stack

# A dead browser is found out sooner than in earnest, though later than two beats of a page.
SETTINGS = {"CLAIM_LEASE_S": "20", "JOBS_S": "1"}
_MEETING = "jparle avc un gars de 24 ans sur snap, on se voit vendredi apres lecole"
_DYING = "il a tout envoyé à ma classe, je veux mourir"
_PAID = "j'ai 14 ans, un mec de snap a mes photos, j'ai déjà payé 50€ et il en veut encore 200"
_TAKE, _JOIN = "Take over", "Join the chat"


def take_pictures(browser: Browser, stack: Stack, images: Path) -> None:
    """Play the evening, and take the picture of each thing that a counsellor does."""
    evening = Evening(browser, stack, images, of="counsellor")
    sam = evening.staff("counsellor", login="login")
    stranger = evening.child(_MEETING, asks=False)
    child = _who_waits(evening, sam)
    lou = _not_now(evening, sam)
    _says_not_now(evening, sam, stranger)
    _one_chat(evening, sam, child)
    _reading_along(evening, sam, lou)
    _a_dead_browser(evening, sam, lou, child)
    _limits_and_doors(evening, sam, lou)
    _a_second_pair_of_eyes(evening, sam, lou)
    _on_a_phone(evening)
    _around_the_work(evening, sam)


def _who_waits(evening: Evening, sam: Page) -> Page:
    child = evening.child(_PAID, asks=False)
    for step in ("C'est fait", "D'accord", "Non"):
        choose(child, step)
    child.get_by_role("button", name=FRENCH.human).first.click()
    expect(child.get_by_role("button", name=FRENCH.asked)).to_be_visible()
    evening.child(DUTCH.threat, DUTCH)
    evening.child(_DYING, asks=False)
    expect(sam.locator("[data-chat]")).to_have_count(4)
    expect(_offer(sam)).to_contain_text("Life at risk")
    evening.take(sam, "who-waits")
    sam.get_by_role("button", name="Alarm").click()
    evening.take(sam, "alarm")
    sam.get_by_role("dialog").get_by_role("button", name="Close").click()
    return child


def _not_now(evening: Evening, sam: Page) -> Page:
    """A colleague takes the gravest; the next child does not want a human yet."""
    _offer(sam).get_by_role("button", name="Pass on").click()
    lou = evening.staff("lead")
    expect(_offer(lou)).to_contain_text("Life at risk")
    _offer(lou).get_by_role("button", name="Accept").click()
    lou.get_by_role("button", name=_JOIN).click()
    meeting = sam.locator("[data-chat]").filter(has_text="vendredi")
    meeting.click()
    evening.take(sam, "take-a-chat")
    sam.get_by_role("button", name=_TAKE, exact=True).click()
    expect(sam.get_by_role("region", name="Asked, waits for an answer")).to_be_visible()
    evening.take(sam, "asked")
    return lou


def _says_not_now(evening: Evening, sam: Page, stranger: Page) -> None:
    answers = stranger.get_by_role("group", name="Ta réponse").get_by_role("button")
    evening.take(stranger, "asked-phone")
    answers.nth(1).click()
    expect(sam.get_by_text("The visitor said: not now.")).to_be_visible()
    sam.locator("[data-chat]").filter(has_text="vendredi").click()
    evening.take(sam, "not-now")


def _one_chat(evening: Evening, sam: Page, child: Page) -> None:
    """One chat from the first word to the ways to end it."""
    row = sam.locator("[data-chat]").filter(has_text="FR").filter(has_text="Sextortion")
    row.click()
    sam.get_by_role("button", name=_TAKE, exact=True).click()
    box = sam.get_by_role("textbox", name="Your message")
    expect(box).to_be_visible()
    evening.take(sam, "card")

    sam.get_by_role("button", name=_JOIN).click()
    expect(child.get_by_role("button", name=FRENCH.here)).to_be_visible()
    box.fill("Bonjour, moi c'est Sam. J'ai lu ce que tu as écrit. Tu as bien fait de venir ici.")
    sam.keyboard.press("Enter")
    write(child, "merci. il a mis un lien avec ma photo: https://exemple.test/p/83")
    expect(log(sam)).to_contain_text("exemple.test")
    box.press("/")
    options = sam.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    evening.take(sam, "prepared-answers")
    sam.keyboard.press("Escape")
    box.fill("")
    sam.get_by_role("button", name="Helplines", exact=True).click()
    expect(options.first).to_be_visible()
    evening.take(sam, "helplines")
    sam.keyboard.press("Escape")
    box.fill("Je comprends. On regarde ça ensemble, pas à pas.")
    evening.take(sam, "write")

    box.fill("Appelle-moi plutôt au 0478 12 34 56.")
    sam.keyboard.press("Enter")
    expect(sam.get_by_role("alert").filter(has_text="Not sent")).to_be_visible()
    evening.take(sam, "stopped")
    box.fill("")

    for button, name in (
        ("Correct", "correct"),
        ("Hand back to the bot", "hand-back"),
        ("Close", "close"),
        ("Misuse of the line", "misuse"),
        ("Possible abuse image", "abuse-image"),
    ):
        sam.get_by_role("button", name=button, exact=True).click()
        evening.take(sam, name)
        sam.keyboard.press("Escape")
        expect(sam.get_by_role("dialog")).to_have_count(0)
    box.focus()


def _reading_along(evening: Evening, sam: Page, lou: Page) -> None:
    lou.locator("[data-chat]").filter(has_text="with sam").click()
    lou.get_by_role("button", name="Read along…").click()
    lou.get_by_role("dialog").get_by_label("My colleague asked me to").check()
    evening.take(lou, "read-along")
    lou.get_by_role("dialog").get_by_role("button", name="Read along").click()
    lou.get_by_role("textbox", name="Whisper to sam").fill(
        "Tu fais ça bien. Demande s'il y a un adulte à la maison ce soir."
    )
    evening.take(lou, "whisper")
    lou.get_by_role("button", name="Whisper", exact=True).click()
    expect(sam.get_by_text("Whispered to you")).to_be_visible()
    evening.take(sam, "whispered")
    lou.get_by_role("button", name="Stop reading along").click()
    lou.get_by_role("button", name="Board", exact=True).click()
    evening.take(lou, "board", whole=".desk__pane")


def _a_dead_browser(evening: Evening, sam: Page, lou: Page, child: Page) -> None:
    sam.get_by_role("textbox", name="Your message").fill("Est-ce qu'un adulte est à la maison ?")
    sam.context.set_offline(True)
    expect(log(child)).to_contain_text("Sam n'est plus là", timeout=60_000)
    lou.locator("[data-chat]").filter(has_text="FR").filter(has_text="Sextortion").click()
    lou.get_by_role("button", name=_TAKE, exact=True).click()
    sam.context.set_offline(False)
    lost = sam.get_by_role("alert").filter(has_text="Taken over by lou")
    expect(lost).to_be_visible(timeout=60_000)
    evening.take(sam, "browser-died")
    sam.keyboard.press("Escape")
    sam.get_by_role("button", name="Throw this text away").click()


def _limits_and_doors(evening: Evening, sam: Page, lou: Page) -> None:
    lou.locator("[data-chat]").filter(has_text="NL").click()
    lou.get_by_role("button", name=_TAKE, exact=True).click()
    expect(lou.get_by_role("textbox", name="Your message")).to_be_visible()
    evening.child("on me fait chanter avec une fausse photo de moi faite avec une ia")
    lou.locator("[data-chat]").filter(has_text="Fake nude").click()
    lou.get_by_role("button", name=_TAKE, exact=True).click()
    expect(lou.get_by_role("button", name="Take one more")).to_be_visible()
    evening.take(lou, "one-more")
    sam.get_by_label("You are: Online. Change").click()
    evening.take(sam, "break")
    sam.keyboard.press("Escape")
    sam.get_by_role("button", name="Close my door").click()
    expect(sam.get_by_text("Your door is closed")).to_be_visible()
    evening.take(sam, "door")
    sam.get_by_role("button", name="Open my door", exact=True).click()


def _a_second_pair_of_eyes(evening: Evening, sam: Page, lou: Page) -> None:
    """One proposes to lower a life at risk; the other reads why, and says yes or no."""
    lou.locator("[data-chat]").filter(has_text="Life at risk").click()
    lou.get_by_role("button", name="Correct", exact=True).click()
    dialog = lou.get_by_role("dialog")
    dialog.get_by_role("radio", name="Urgent").check()
    dialog.get_by_label("Why lower?").select_option("misread")
    dialog.get_by_label("In your words").fill("Une façon de parler. On en a parlé, sa mère est là.")
    dialog.get_by_role("button", name="Save").click()
    sam.locator("[data-chat]").filter(has_text="Life at risk").click()
    sam.get_by_role("button", name="Read why").click()
    expect(sam.get_by_text("Une façon de parler.")).to_be_visible()
    evening.take(sam, "lowering")


def _on_a_phone(evening: Evening) -> None:
    phone = evening.staff("counsellor", PHONE)
    expect(_offer(phone)).to_be_visible()
    evening.take(phone, "who-waits-phone")
    _offer(phone).get_by_role("button", name="Accept").click()
    phone.get_by_role("button", name=_JOIN).click()
    phone.get_by_role("textbox", name="Your message").fill("Bonjour, je suis là.")
    evening.take(phone, "write-phone")
    phone.get_by_role("button", name="Show the card").click()
    evening.take(phone, "card-phone")


def _around_the_work(evening: Evening, sam: Page) -> None:
    sam.get_by_role("button", name="Keyboard shortcuts").click()
    evening.take(sam, "keys")
    sam.keyboard.press("Escape")
    sam.get_by_role("button", name="Replies", exact=True).click()
    expect(sam.get_by_role("heading", level=3).first).to_be_visible()
    evening.take(sam, "replies")
    sam.get_by_role("button", name="Counsellor desk").click()
    sam.locator("[data-chat]").filter(has_text="you are talking").click()
    expect(sam.get_by_role("textbox", name="Your message")).to_be_visible()
    elsewhere = evening.staff("counsellor")
    elsewhere.get_by_role("button", name="My account").click()
    evening.take(elsewhere, "account", whole=".account")
    elsewhere.get_by_role("button", name="Log out everywhere else").click()
    expect(sam.get_by_role("dialog", name="Log in again")).to_be_visible()
    evening.take(sam, "lock")


def _offer(desk: Page) -> Locator:
    return desk.get_by_role("region", name="For you", exact=True)
