"""Staff in a test: each with a browser of their own, through the interface only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from service.domain.staff import StaffRole
from service.usecases.staff.accounts import add_account
from tests.service.desk.screen import without_clock
from tests.service.world import new_id

if TYPE_CHECKING:
    from service.usecases.staff.accounts import NewAccount
    from tests.service.world import World


@dataclass
class Staffer:
    """One of the staff, logged in or about to."""

    http: httpx.AsyncClient
    account: NewAccount
    csrf: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.account.member.name

    async def tries_login(
        self,
        password: str | None = None,
        *,
        name: str | None = None,
        totp: str | None = None,
        recovery: str | None = None,
    ) -> httpx.Response:
        body = {"name": name or self.name, "password": password or self.account.password}
        codes = {"totp": totp, "recovery": recovery}
        given = {what: code for what, code in codes.items() if code}
        return await self.http.post("/api/desk/session", json=body | given)

    async def logs_in(self, **how: str) -> None:
        answer = await self.tries_login(**how)
        assert answer.status_code == 201, answer.text
        self.csrf = {"X-CSRF-Token": answer.json()["csrf"]}

    async def logs_out(self) -> httpx.Response:
        return await self.http.delete("/api/desk/session", headers=self.csrf)

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.http.get(path, params=params)

    async def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return await self.http.post(path, json=body or {}, headers=self.csrf)

    async def delete(self, path: str) -> httpx.Response:
        return await self.http.delete(path, headers=self.csrf)

    async def elsewhere(self, **how: str) -> Staffer:
        """Log in with a second browser."""
        there = Staffer(_browser(self.http._transport), self.account)
        await there.logs_in(**how)
        return there

    async def does(
        self, chat: str, what: str, body: dict[str, Any] | None = None
    ) -> httpx.Response:
        return await self.post(f"/api/desk/chats/{chat}/{what}", body)

    async def writes(self, chat: str, text: str, client_id: str | None = None) -> httpx.Response:
        return await self.does(chat, "messages", {"client_id": client_id or new_id(), "text": text})

    async def takes_over(self, chat: str) -> None:
        for what in ("claim", "join"):
            answer = await self.does(chat, what)
            assert answer.status_code == 200, answer.text

    async def reads(self, chat: str, after: int = 0) -> httpx.Response:
        return await self.get(f"/api/desk/chats/{chat}", after=after)

    async def queue(self) -> dict[str, list[dict[str, Any]]]:
        answer = await self.get("/api/desk/queue")
        assert answer.status_code == 200, answer.text
        return without_clock(answer.json())

    async def waiting(self) -> list[str]:
        return [row["chat"] for row in (await self.queue())["chats"]]


async def hire(
    world: World,
    name: str,
    role: StaffRole = StaffRole.COUNSELLOR,
    *,
    totp: bool = False,
    first_steps: bool = False,
) -> Staffer:
    """Make an account with a browser of its own; nobody is logged in yet."""
    account = await add_account(
        world.services, name=name, role=role, totp=totp, first_steps=first_steps
    )
    return Staffer(_browser(world.http._transport), account)


async def at_work(
    world: World, name: str = "sam", role: StaffRole = StaffRole.COUNSELLOR
) -> Staffer:
    """Make an account and log in."""
    staffer = await hire(world, name, role)
    await staffer.logs_in()
    return staffer


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Give status and code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]


def _browser(transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=transport, base_url="http://service")
