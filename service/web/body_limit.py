"""Every request to the interface is small JSON: larger is 413, anything else 415."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request
from starlette.requests import ClientDisconnect

from service.domain.errors import BodyTooLargeError, FilesRefusedError
from service.web.errors import answer_error

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_JSON = "application/json"


class BodyLimit:
    """Reads the whole body, up to the limit, before any route runs."""

    def __init__(self, app: ASGIApp, *, limit_bytes: int) -> None:
        self._app = app
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body, or refuse it."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            body = await self._checked_body(request)
        except ClientDisconnect:
            return
        except (BodyTooLargeError, FilesRefusedError) as error:
            response = await answer_error(request, error)
            await response(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _checked_body(self, request: Request) -> bytes:
        declared = request.headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > self._limit:
            raise BodyTooLargeError
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._limit:
                raise BodyTooLargeError
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if (body or kind) and kind != _JSON:
            raise FilesRefusedError
        return body


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()  # the disconnect
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
