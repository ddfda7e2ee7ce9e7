"""Every route of staff stands in the table of rights, and the table is what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.routing import APIRoute

from service.app import create_app
from service.bootstrap import wire
from service.domain.staff import StaffRole
from service.web.desk.rights import RIGHTS
from tests.service.desk.actors import Staffer, at_work, code_of

if TYPE_CHECKING:
    from tests.service.world import World

STAFF_PATHS = ("/api/desk", "/api/trainer", "/api/reports", "/api/openapi.json")
# What each route wants to be tried with; the chat does not exist.
BODIES: dict[str, dict[str, object]] = {
    "/api/desk/chats/{chat}/messages": {
        "client_id": "00000000-0000-4000-8000-000000000000",
        "text": "Bonjour",
    },
    "/api/desk/chats/{chat}/seen": {"seq": 1},
    "/api/desk/chats/{chat}/level": {"level": "life"},
    "/api/desk/chats/{chat}/topic": {"topic": "grooming"},
    "/api/desk/chats/{chat}/signals": {"signal": "paid", "stands": True},
    "/api/desk/chats/{chat}/lowering": {"id": "unknown", "decision": "refuse"},
    "/api/desk/chats/{chat}/close": {"outcome": {"result": "helped"}},
}
GUARDED = {key: right for key, right in RIGHTS.items() if right.roles}
ENDLESS = {"/api/desk/queue/stream", "/api/desk/board/stream"}


def staff_routes(world: World) -> set[tuple[str, str]]:
    """Walk the application's own routes and its OpenAPI document."""
    app = create_app(wire(world.services.settings, engine=world.engine))
    described = {
        (method.upper(), path) for path, ops in app.openapi()["paths"].items() for method in ops
    }
    walked = {
        (method, route.path)
        for route in app.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    return {entry for entry in described | walked if entry[1].startswith(STAFF_PATHS)}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestRights:
    async def test_the_table_names_every_route_and_no_other(self, world: World) -> None:
        hidden = {("GET", "/api/openapi.json")}  # describes the others, not itself
        assert staff_routes(world) | hidden == set(RIGHTS)

    async def test_without_a_session_nothing_opens(self, world: World) -> None:
        for method, path in GUARDED:
            answer = await world.http.request(method, filled(path), json=body_for(method, path))
            assert code_of(answer) == (401, "not_logged_in"), (method, path)

    @pytest.mark.parametrize("role", list(StaffRole))
    async def test_each_role_gets_what_the_table_says(self, world: World, role: StaffRole) -> None:
        someone = await at_work(world, "someone", role)
        for (method, path), right in GUARDED.items():
            if path in ENDLESS and role in right.roles:
                continue
            if (method, path) == ("DELETE", "/api/desk/session"):
                continue
            answer = await call(someone, method, path)
            if role in right.roles:
                assert answer in {200, 404}, (method, path, answer)
            else:
                assert answer == 403, (method, path, answer)

    async def test_a_changing_route_wants_the_token_whatever_the_table_forgot(
        self, world: World
    ) -> None:
        del world
        changing = {key for key in GUARDED if key[0] != "GET"}
        assert changing == {key for key, right in GUARDED.items() if right.changes}

    async def test_the_document_is_for_staff_only(self, world: World) -> None:
        for path in ("/openapi.json", "/docs", "/redoc"):
            assert (await world.http.get(path)).status_code == 404
        sam = await at_work(world)
        paths = (await sam.get("/api/openapi.json")).json()["paths"]
        assert "/api/desk/queue" in paths
        assert "/api/chats" in paths


async def call(someone: Staffer, method: str, path: str) -> int:
    answer = await someone.http.request(
        method, filled(path), json=body_for(method, path), headers=someone.csrf
    )
    return answer.status_code


def filled(path: str) -> str:
    return path.replace("{chat}", "unknown").replace("{review}", "unknown")


def body_for(method: str, path: str) -> dict[str, object] | None:
    return None if method in {"GET", "DELETE"} else BODIES.get(path, {})
