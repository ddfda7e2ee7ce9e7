"""Every route of the service stands in `rights.yml`, and what stands there is what happens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from service.adapters.schema import Chat
from service.adapters.yaml_file import BrokenFileError
from service.app import create_app
from service.bootstrap import wire
from service.domain.staff import TALKING_ROLES, StaffRole
from service.usecases.offers import arrange
from service.web.desk.rights import RIGHTS_FILE, Rights, Whose, load_rights
from tests.service.desk.actors import Staffer, at_work, code_of, hire
from tests.service.desk.test_queue import asks
from tests.service.world import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import httpx

    from service.web.desk.rights import Call
    from tests.service.world import Visitor, World

RIGHTS = load_rights()
# The document does not describe itself.
HIDDEN = ("GET", "/api/openapi.json")
LOG_OUT = ("DELETE", "/api/desk/session")
LOG_IN = ("POST", "/api/desk/session")
CLAIM = ("POST", "/api/desk/chats/{chat}/claim")
REPLY = {"shortcut": "hi", "folder": "Test", "fr": "Bonjour", "nl": "Dag", "version": 1}
# What each call wants to be tried with.
BODIES: dict[str, dict[str, object]] = {
    "/api/chats": {"language": "fr"},
    "/api/return": {"code": "AAAAA-AAAAA"},
    "/api/chats/{chat}/messages": {"text": "Bonjour"},
    "/api/chats/{chat}/language": {"language": "nl"},
    "/api/chats/{chat}/seen": {"seq": 1},
    "/api/chats/{chat}/feedback": {"helped": True},
    "/api/desk/session": {"name": "nobody", "password": "nothing"},
    "/api/desk/duty/presence": {"presence": "break"},
    "/api/desk/duty/door": {"closed": False},
    "/api/desk/duty/one-more": {"wanted": True},
    "/api/desk/line": {"closed": False},
    "/api/desk/staff/{account}/chat-limit": {"limit": 5},
    "/api/desk/staff/{account}/role": {"role": "trainer"},
    "/api/desk/chats/{chat}/messages": {"text": "Bonjour"},
    "/api/desk/chats/{chat}/seen": {"seq": 1},
    "/api/desk/chats/{chat}/along": {"reason": "supervision"},
    "/api/desk/chats/{chat}/whispers": {"text": "Courage"},
    "/api/desk/account/shown": {"by_role": False},
    "/api/desk/chats/{chat}/level": {"level": "life"},
    "/api/desk/chats/{chat}/topic": {"topic": "grooming"},
    "/api/desk/chats/{chat}/signals": {"signal": "paid", "stands": True},
    "/api/desk/chats/{chat}/lowering": {"id": "unknown", "decision": "refuse"},
    "/api/desk/chats/{chat}/close": {"outcome": {"result": "helped"}},
    "/api/desk/chats/{chat}/misuse": {"reason": "insults"},
    "/api/desk/account/password": {"old": "nothing", "new": "nothing"},
    "/api/desk/account/totp/confirm": {"code": "000000"},
    "/api/chats/{chat}/received": {"seq": 1},
    "/api/desk/canned/shared": REPLY,
    "/api/desk/canned/shared/{reply}": REPLY,
    "/api/desk/canned/own": REPLY,
    "/api/desk/canned/own/{reply}": REPLY,
    "/api/desk/staff": {"name": "newcomer", "role": "trainer"},
}
# How the guard refuses; whatever else comes, it let the call through.
GUARDED = {"not_logged_in", "not_allowed", "first_steps", "csrf"}


def rows(whose: Whose) -> list[Call]:
    return [call for call, right in RIGHTS.staff.items() if right.whose is whose]


def routes(world: World) -> set[Call]:
    """Walk the application's own routes and its OpenAPI document."""
    app = create_app(wire(world.services.settings, engine=world.engine))
    described = {
        (method.upper(), path) for path, ops in app.openapi()["paths"].items() for method in ops
    }
    walked = {
        (method, route.path) for route in api_routes(app.routes) for method in route.methods or ()
    }
    assert described - walked == set()  # or the walk would miss those that are not described
    return {call for call in described | walked if call[1].startswith("/api")}


def api_routes(found: Iterable[object]) -> Iterator[APIRoute]:
    """Walk into included routers, too, which FastAPI keeps as they are."""
    for route in found:
        if isinstance(route, APIRoute):
            yield route
        elif (router := getattr(route, "original_router", None)) is not None:
            yield from api_routes(router.routes)


def without_a_line(found: set[Call], rights: Rights) -> set[Call]:
    return found - rights.calls


def without_a_route(found: set[Call], rights: Rights) -> set[Call]:
    return set(rights.calls) - found


async def call(
    http: httpx.AsyncClient, asked: Call, headers: dict[str, str] | None = None, **ids: str
) -> httpx.Response:
    method, path = asked
    body = None if method in {"GET", "DELETE"} else {"client_id": new_id()} | BODIES.get(path, {})
    for name in ("chat", "review", "session", "account", "reply", "notice"):
        path = path.replace(f"{{{name}}}", ids.get(name, "unknown"))
    return await http.request(method, path, json=body, headers=headers)


async def does(someone: Staffer, asked: Call, **ids: str) -> httpx.Response:
    return await call(someone.http, asked, someone.csrf, **ids)


def refused(answer: httpx.Response) -> str | None:
    """Name how the guard refused, None if it let the call through."""
    if answer.status_code not in {401, 403}:
        return None
    code: str = answer.json()["error"]["code"]
    return code if code in GUARDED else None


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def changes() -> dict[str, object]:
    """Streams end soon once they are told to stop, and nobody is slowed down or has too many chats."""
    return {"heartbeat_s": 0.2, "rate_burst": 1000, "chats_per_counsellor": 50}


class TestTheTable:
    async def test_it_names_every_route_and_no_other(self, world: World) -> None:
        found = routes(world)
        assert HIDDEN in found
        assert len(found) > 30
        assert without_a_line(found, RIGHTS) == set()
        assert without_a_route(found, RIGHTS) == set()

    async def test_a_route_without_a_line_and_a_line_without_a_route_are_found(
        self, world: World
    ) -> None:
        found = routes(world)
        less = replace(
            RIGHTS, staff={key: RIGHTS.staff[key] for key in RIGHTS.staff if key != CLAIM}
        )
        assert without_a_line(found, less) == {CLAIM}
        old = ("GET", "/api/desk/gone")
        more = replace(RIGHTS, anybody=RIGHTS.anybody | {old})
        assert without_a_route(found, more) == {old}

    async def test_a_route_that_lost_its_line_is_refused(self, world: World) -> None:
        sam = await at_work(world)
        app = world.http._transport.app  # type: ignore[attr-defined]  # httpx keeps it so
        app.state.rights = replace(RIGHTS, staff={})
        assert code_of(await sam.get("/api/desk/queue")) == (403, "not_allowed")

    @pytest.mark.parametrize(
        ("line", "instead"),
        [
            ("roles: [lead]}", "roles: [leader]}"),
            ("whose: closed chat}", "whose: a chat}"),
            ("by_itself: true", "by_it: true"),
            ("GET /api/desk/queue:", "LOOK /api/desk/queue:"),
            ("  - GET /api/health", "  - GET /api/health\n  - GET /api/desk/queue"),
            ("visitors:", "visitor:"),
        ],
    )
    async def test_a_table_that_says_nothing_is_not_served(
        self, tmp_path: Path, line: str, instead: str
    ) -> None:
        table = RIGHTS_FILE.read_text(encoding="utf-8")
        assert line in table
        broken = tmp_path / "rights.yml"
        broken.write_text(table.replace(line, instead), encoding="utf-8")
        with pytest.raises(BrokenFileError, match="run again"):
            load_rights(broken)

    def test_a_lead_may_all_that_a_counsellor_may_and_reads_the_audit(self) -> None:
        may = {
            role: {asked for asked, right in RIGHTS.staff.items() if role in right.roles}
            for role in StaffRole
        }
        assert may[StaffRole.LEAD] > may[StaffRole.COUNSELLOR]
        assert ("GET", "/api/desk/audit") in may[StaffRole.LEAD] - may[StaffRole.COUNSELLOR]


class TestNobody:
    async def test_without_a_session_nothing_of_staff_opens(self, world: World) -> None:
        for asked in RIGHTS.staff:
            assert code_of(await call(world.http, asked)) == (401, "not_logged_in"), asked

    async def test_without_its_token_no_chat_opens(self, world: World) -> None:
        visitor, other = await world.visitor(), await world.visitor()
        for asked in RIGHTS.visitors:
            for headers in (None, other.headers):
                answer = await call(world.http, asked, headers, chat=visitor.chat)
                assert code_of(answer) == (404, "no_such_chat"), asked

    async def test_with_its_token_every_call_of_a_chat_is_served(self, world: World) -> None:
        world.services.stopping.set()
        for asked in RIGHTS.visitors:
            visitor = await world.visitor()
            answer = await call(world.http, asked, visitor.headers, chat=visitor.chat)
            assert answer.status_code < 400, (asked, answer.text)

    async def test_what_is_for_anybody_asks_for_no_login(self, world: World) -> None:
        for asked in RIGHTS.anybody - {LOG_IN}:
            assert refused(await call(world.http, asked)) is None, asked
        assert code_of(await call(world.http, LOG_IN)) == (401, "wrong_login")


@pytest.mark.parametrize("role", list(StaffRole))
class TestRoles:
    async def test_each_role_gets_what_the_table_says(self, world: World, role: StaffRole) -> None:
        someone = await at_work(world, "someone", role)
        world.services.stopping.set()
        for asked in [*(key for key in RIGHTS.staff if key != LOG_OUT), LOG_OUT]:
            answer = await does(someone, asked)
            allowed = role in RIGHTS.staff[asked].roles
            assert refused(answer) == (None if allowed else "not_allowed"), (asked, answer.text)
            assert answer.status_code < 500, (asked, answer.text)

    async def test_no_role_opens_a_chat_as_its_visitor_does(
        self, world: World, role: StaffRole
    ) -> None:
        someone, visitor = await at_work(world, "someone", role), await world.visitor()
        for asked in RIGHTS.visitors:
            answer = await does(someone, asked, chat=visitor.chat)
            assert code_of(answer) == (404, "no_such_chat"), asked

    async def test_whatever_changes_something_wants_the_token(
        self, world: World, role: StaffRole
    ) -> None:
        someone = await at_work(world, "someone", role)
        changing = [
            key for key, right in RIGHTS.staff.items() if role in right.roles and key[0] != "GET"
        ]
        for asked in changing:
            for headers in (None, {"X-CSRF-Token": "made-up"}):
                assert code_of(await call(someone.http, asked, headers)) == (403, "csrf"), asked

    async def test_before_its_first_steps_an_account_gets_only_these(
        self, world: World, role: StaffRole
    ) -> None:
        someone = await hire(world, "someone", role, first_steps=True)
        await someone.logs_in()
        for asked, right in RIGHTS.staff.items():
            if role in right.roles and asked != LOG_OUT:
                expected = None if right.first else "first_steps"
                assert refused(await does(someone, asked)) == expected, asked


@pytest.mark.parametrize("role", sorted(TALKING_ROLES))
class TestOwnership:
    @pytest.fixture
    async def mine(self, world: World, role: StaffRole) -> Staffer:
        return await at_work(world, "me", role)

    @pytest.fixture
    async def theirs(self, world: World) -> Staffer:
        return await at_work(world, "colleague")

    async def waiting(self, world: World) -> Visitor:
        visitor = await world.visitor()
        await asks(visitor)
        return visitor

    async def test_every_call_works_on_ones_own_chat(self, world: World, mine: Staffer) -> None:
        assert len(rows(Whose.OWN_CHAT)) >= 10
        for asked in [CLAIM, *rows(Whose.OWN_CHAT)]:
            visitor = await self.waiting(world)
            await mine.takes_over(visitor.chat)
            world.services.stopping.set()
            answer = await does(mine, asked, chat=visitor.chat)
            world.services.stopping.clear()
            # One has joined already: what does not fit the state any more says so, and no other.
            assert answer.status_code < 300 or code_of(answer) == (409, "wrong_state"), (
                asked,
                answer.text,
            )

    async def test_no_call_works_on_a_chat_that_waits_with_nobody(
        self, world: World, mine: Staffer
    ) -> None:
        visitor = await self.waiting(world)
        for asked in rows(Whose.OWN_CHAT):
            assert code_of(await does(mine, asked, chat=visitor.chat)) == (403, "not_yours"), asked
        await self.looks_at_what_everybody_sees(mine, visitor)

    async def looks_at_what_everybody_sees(self, mine: Staffer, visitor: Visitor) -> None:
        assert len(rows(Whose.PROPOSED_CHAT)) == 2
        for asked in rows(Whose.OWN_OR_WAITING_CHAT):
            assert (await does(mine, asked, chat=visitor.chat)).status_code == 200, asked
        for asked in rows(Whose.PROPOSED_CHAT):
            answer = await does(mine, asked, chat=visitor.chat)
            assert code_of(answer) == (409, "proposal_gone"), asked

    async def test_no_call_works_on_a_chat_that_a_colleague_has_claimed(
        self, world: World, mine: Staffer, theirs: Staffer
    ) -> None:
        visitor = await self.waiting(world)
        await theirs.does(visitor.chat, "claim")
        for asked in rows(Whose.OWN_CHAT):
            answer = await does(mine, asked, chat=visitor.chat)
            assert code_of(answer) == (403, "not_yours"), asked
        for asked in rows(Whose.WAITING_CHAT):
            assert code_of(await does(mine, asked, chat=visitor.chat)) == (409, "claimed"), asked
        await self.looks_at_what_everybody_sees(mine, visitor)

    async def test_an_offer_passes_on_from_who_has_it_and_from_nobody_else(
        self, world: World, mine: Staffer, theirs: Staffer
    ) -> None:
        for someone in (mine, theirs):
            await someone.post("/api/desk/duty/presence", {"presence": "break"})
        visitor = await self.waiting(world)
        [asked] = rows(Whose.OFFERED_CHAT)
        assert code_of(await does(mine, asked, chat=visitor.chat)) == (409, "offer_gone")
        await mine.post("/api/desk/duty/presence", {"presence": "online"})
        await arrange(world.services)
        for chat in (visitor.chat, "unknown"):
            assert code_of(await does(theirs, asked, chat=chat)) == (409, "offer_gone")
        assert (await does(mine, asked, chat=visitor.chat)).status_code == 204

    async def test_others_chats_are_read_along_and_no_ones_own(
        self, world: World, mine: Staffer, theirs: Staffer
    ) -> None:
        visitor = await self.waiting(world)
        await theirs.takes_over(visitor.chat)
        assert len(rows(Whose.OTHERS_CHAT)) == 2
        for asked in rows(Whose.ALONG_CHAT):
            assert code_of(await does(mine, asked, chat=visitor.chat)) == (409, "along_over"), asked
        world.services.stopping.set()
        for asked in [*rows(Whose.OTHERS_CHAT), *rows(Whose.ALONG_CHAT)]:
            if mine.account.member.role in RIGHTS.staff[asked].roles:
                assert (await does(mine, asked, chat=visitor.chat)).status_code < 300, asked
                assert code_of(await does(mine, asked)) == (404, "no_such_chat"), asked
        own = await self.waiting(world)
        await mine.takes_over(own.chat)
        for asked in rows(Whose.OTHERS_CHAT):
            if mine.account.member.role in RIGHTS.staff[asked].roles:
                assert code_of(await does(mine, asked, chat=own.chat)) == (409, "own_chat"), asked

    async def test_a_chat_in_which_a_colleague_talks_is_not_there(
        self, world: World, mine: Staffer, theirs: Staffer
    ) -> None:
        visitor = await self.waiting(world)
        await theirs.takes_over(visitor.chat)
        others = (Whose.OWN_CHAT, Whose.OWN_OR_WAITING_CHAT, Whose.PROPOSED_CHAT)
        for asked in (asked for whose in others for asked in rows(whose)):
            answer = await does(mine, asked, chat=visitor.chat)
            assert code_of(answer) == (404, "no_such_chat"), asked
            assert answer.text == (await does(mine, asked)).text, asked


async def test_a_trainer_gets_a_chat_only_once_it_is_closed(world: World) -> None:
    noor, sam = await at_work(world, "noor", StaffRole.TRAINER), await at_work(world)
    visitor = await world.visitor()
    await asks(visitor)
    async with world.services.database.read() as session:
        review = await session.scalar(select(Chat.review_id).where(Chat.id == visitor.chat))
    assert review is not None
    for asked in rows(Whose.CLOSED_CHAT):
        assert code_of(await does(noor, asked, review=review)) == (404, "no_such_chat")
    await sam.takes_over(visitor.chat)
    await sam.does(visitor.chat, "close", {"outcome": {"result": "helped"}})
    for asked in rows(Whose.CLOSED_CHAT):
        assert (await does(noor, asked, review=review)).status_code == 200
        assert code_of(await does(noor, asked, review=visitor.chat)) == (404, "no_such_chat")


async def test_nobody_reaches_into_anothers_account(world: World) -> None:
    sam, jo = await at_work(world), await at_work(world, "jo")
    [session] = (await jo.get("/api/desk/account/sessions")).json()["sessions"]
    for asked in rows(Whose.OWN_ACCOUNT):
        answer = await does(sam, asked, session=session["session"])
        if "{session}" in asked[1]:
            assert code_of(answer) == (404, "no_such_session"), asked
    assert (await jo.get("/api/desk/queue")).status_code == 200


async def test_nobody_reaches_anothers_own_reply(world: World) -> None:
    sam, jo = await at_work(world), await at_work(world, "jo")
    made = (await jo.post("/api/desk/canned/own", REPLY)).json()
    assert len(rows(Whose.OWN_REPLY)) == 2
    for asked in rows(Whose.OWN_REPLY):
        answer = await does(sam, asked, reply=made["id"])
        assert code_of(answer) == (404, "no_such_reply"), asked
        assert answer.text == (await does(sam, asked)).text, asked
    for asked in rows(Whose.OWN_REPLY):
        assert (await does(jo, asked, reply=made["id"])).status_code < 300, asked


async def test_an_admin_changes_others_accounts_and_not_the_own_one(world: World) -> None:
    alix = await at_work(world, "alix", StaffRole.ADMIN)
    await hire(world, "sam")
    listed = (await alix.get("/api/desk/staff")).json()["accounts"]
    ids = {account["name"]: account["account"] for account in listed}
    assert len(rows(Whose.OTHER_ACCOUNT)) == 6
    for asked in rows(Whose.OTHER_ACCOUNT):
        assert code_of(await does(alix, asked, account=ids["alix"])) == (409, "own_account"), asked
        assert code_of(await does(alix, asked)) == (404, "no_such_account"), asked
        assert (await does(alix, asked, account=ids["sam"])).status_code < 300, asked
    assert (await alix.get("/api/desk/staff")).status_code == 200


async def test_the_document_is_for_staff_only(world: World) -> None:
    for path in ("/openapi.json", "/docs", "/redoc"):
        assert (await world.http.get(path)).status_code == 404
    sam = await at_work(world)
    paths = (await sam.get("/api/openapi.json")).json()["paths"]
    assert "/api/desk/queue" in paths
    assert "/api/chats" in paths
