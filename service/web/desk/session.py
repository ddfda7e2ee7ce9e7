"""Log in, ask who one is, log out; the description of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fastapi import APIRouter, Request, Response

from service.usecases.staff.sessions import (
    Door,
    Login,
    Session,
    close_session,
    note_use,
    open_session,
)
from service.web.desk.bodies import Credentials, Sign
from service.web.desk.guard import By, clear_cookie, set_cookie
from service.web.desk.shapes import SessionShape
from service.web.serving import Serving
from service.web.visitor import address_key

if TYPE_CHECKING:
    from fastapi import FastAPI

router = APIRouter(prefix="/api", tags=["staff"])


@router.post("/desk/session", status_code=201)
async def log_in(
    body: Credentials, request: Request, response: Response, services: Serving
) -> SessionShape:
    """Log in; the cookie is the session.

    A wrong name, password or code: 401 `wrong_login`. The code is missing: 401 `totp_needed`.
    """
    door = cast("Door", request.app.state.door)
    login = Login(body.name, body.password, body.totp, address_key(request), recovery=body.recovery)
    opened = await open_session(services, door, login)
    set_cookie(request, response, opened.token)
    return _shape(opened.session)


@router.get("/desk/session")
async def who_am_i(by: By) -> SessionShape:
    """Say who is logged in, after a reload of the page."""
    return _shape(by)


@router.post("/desk/session/heartbeat", status_code=204)
async def keep(body: Sign, by: By, services: Serving) -> None:
    """Learn whether the session still stands; with `active` its idle time begins anew."""
    if body.active:
        await note_use(services, by)


@router.delete("/desk/session", status_code=204)
async def log_out(by: By, request: Request, response: Response, services: Serving) -> None:
    """Log out, at once also for streams."""
    await close_session(services, by)
    clear_cookie(request, response)


@router.get("/openapi.json", include_in_schema=False)
async def describe(by: By, request: Request) -> dict[str, Any]:
    """Describe the interface to staff."""
    del by
    return cast("FastAPI", request.app).openapi()


def _shape(session: Session) -> SessionShape:
    member = session.member
    return SessionShape(
        name=member.name, role=member.role, csrf=session.csrf, todo=list(session.todo)
    )
