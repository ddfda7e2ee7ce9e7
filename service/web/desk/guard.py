"""Every route of staff goes through here: session, role, CSRF token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

from service.domain.staff_errors import FirstStepsError, NotAllowedError
from service.usecases.staff.sessions import Session, check_csrf, find_session
from service.web.serving import services_of

if TYPE_CHECKING:
    from fastapi import Response

    from service.web.desk.rights import Rights

COOKIE = "desk_session"
_CSRF_HEADER = "X-CSRF-Token"
_LONGEST_TOKEN = 100


async def guard(request: Request) -> Session:
    """Give the session of a call that its role may make.

    Raises:
        NotLoggedInError: no session that stands.
        NotAllowedError: the table of rights does not name this role for this route.
        FirstStepsError: the account must first set its password or its second factor.
        CsrfError: a changing call without the session's token.
    """
    route = request.scope["route"]
    rights = cast("Rights", request.app.state.rights)
    right = rights.staff.get((request.method, cast("str", route.path)))
    uses = right is not None and right.uses
    locked = right is not None and right.locked
    session = await find_session(services_of(request), cookie_of(request), uses=uses, locked=locked)
    if right is None or session.member.role not in right.roles:
        raise NotAllowedError
    if session.todo and not right.first:
        raise FirstStepsError(session.todo)
    if right.changes:
        check_csrf(session, request.headers.get(_CSRF_HEADER))
    return session


def cookie_of(request: Request) -> str | None:
    """Read the session's token, None if there is none or it cannot be one."""
    token = request.cookies.get(COOKIE)
    return token if token and len(token) <= _LONGEST_TOKEN else None


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser the token: not for scripts, not for other sites, gone with the browser."""
    response.set_cookie(
        COOKIE,
        token,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def clear_cookie(request: Request, response: Response) -> None:
    """Take the token back."""
    response.delete_cookie(
        COOKIE,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


By = Annotated[Session, Depends(guard)]
