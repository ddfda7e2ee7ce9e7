"""Fifty laptops reach for one chat in the same moment: one has it, and the others read who."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypedDict

import pytest
from playwright.sync_api import expect

from tests.browser.chat import THREAT, log, open_chat, write
from tests.browser.conftest import DESK, PHONE, open_context
from tests.browser.desk import close, log_in, row_of
from tests.support.stack import Login, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page, Route

    from tests.support.stack import Stack

COUNSELLORS = 50
# All set out before any answer can be there.
_REACH = """
async ({ login, chat }) => {
    const post = (path, body, csrf) => fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...(csrf && { "X-CSRF-Token": csrf }) },
        body: JSON.stringify(body),
    });
    const { csrf, name } = await (await post("/api/desk/session", login)).json();
    window.reach = async (at) => {
        await new Promise((begin) => setTimeout(begin, at - Date.now()));
        const answer = await post(`/api/desk/chats/${chat}/claim`, {}, csrf);
        const { claimed_by, error } = await answer.json();
        return { name, status: answer.status, code: error?.code, by: error?.by ?? claimed_by };
    };
}
"""
_SET_OUT = "(at) => { window.reached = window.reach(at); }"


class Answer(TypedDict, total=False):
    """What one laptop was told."""

    name: str
    status: int
    code: str
    by: str


@pytest.fixture(scope="module")
def own_stack(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("claims"), engine_of=stack) as own:
        yield own


@pytest.fixture
def child(chromium: Browser, own_stack: Stack) -> Iterator[Page]:
    with open_context(chromium, own_stack, viewport=PHONE) as context:
        page = context.new_page()
        open_chat(page)
        write(page, THREAT)
        expect(log(page)).to_contain_text("pas ta faute")
        page.get_by_role("button", name="Parler à un humain").click()
        expect(page.get_by_role("button", name="Un humain est prévenu")).to_be_visible()
        yield page


def hire(stack: Stack, count: int) -> Sequence[Login]:
    """Make counsellors who log in as the demo's does, with the same password."""
    sam = stack.login("counsellor")
    names = [f"sam{number}" for number in range(count)]
    with contextlib.closing(sqlite3.connect(stack.folder / "chat.db", timeout=10)) as database:
        database.row_factory = sqlite3.Row
        row = dict(database.execute("SELECT * FROM staff WHERE name = ?", [sam.name]).fetchone())
        hired = [row | {"id": name, "name": name} for name in names]
        values = ", ".join(f":{column}" for column in row)
        statement = f"INSERT INTO staff ({', '.join(row)}) VALUES ({values})"  # noqa: S608 - our columns
        with database:
            database.executemany(statement, hired)
    return [Login(sam.role, name, sam.password) for name in names]


def test_of_fifty_laptops_one_has_the_chat_and_the_others_read_who(
    child: Page, chromium: Browser, own_stack: Stack
) -> None:
    chat = child.evaluate("JSON.parse(sessionStorage.getItem('session')).chat")
    team = hire(own_stack, COUNSELLORS)
    with ExitStack() as ends:
        laptops = []
        for each in team:
            context = open_context(chromium, own_stack, viewport=DESK)
            laptop = ends.enter_context(context).new_page()
            laptop.goto("/api/health")
            login = {"name": each.name, "password": each.password}
            laptop.evaluate(_REACH, {"login": login, "chat": chat})
            laptops.append(laptop)
        at = laptops[0].evaluate("Date.now()") + 3000
        for laptop in laptops:
            laptop.evaluate(_SET_OUT, at)
        assert laptops[0].evaluate("Date.now()") < at, "all had set out before the moment"
        answers: list[Answer] = [laptop.evaluate("window.reached") for laptop in laptops]

    [winner] = [each for each in answers if each["status"] == 200]
    others = [each for each in answers if each is not winner]
    told = {(each["status"], each["code"], each["by"]) for each in others}
    assert len(others) == COUNSELLORS - 1
    assert told == {(409, "claimed", winner["name"])}
    assert winner["by"] == winner["name"]


def test_who_comes_too_late_reads_on_the_page_who_has_it(
    child: Page, chromium: Browser, own_stack: Stack
) -> None:
    with ExitStack() as ends:
        sams, lous = (
            ends.enter_context(open_context(chromium, own_stack, viewport=DESK)) for _ in range(2)
        )
        sam = log_in(sams, own_stack, role="counsellor", path="/desk/")
        lou = log_in(lous, own_stack, role="lead", path="/desk/")
        # Lou presses first, and her network is the slower one.
        on_the_way: list[Route] = []
        # Playwright marks the function that it is given; a built-in one takes no mark.
        lou.route("**/claim", lambda route: on_the_way.append(route))  # noqa: PLW0108
        for desk in (lou, sam):
            row_of(desk, child).click()
            desk.get_by_role("button", name="Prendre en charge").click()
        expect(sam.get_by_role("textbox", name="Votre message")).to_be_visible()
        [claim] = on_the_way
        claim.continue_()
        expect(lou.get_by_role("alert").filter(has_text="sam")).to_be_visible()
        expect(lou.get_by_role("textbox", name="Votre message")).to_have_count(0)
        close(sam)
