"""Security headers of every answer: nothing from elsewhere, nothing kept, framed only where told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors "
)
_WIDGET = "/widget/"
_PANEL = "/panel.js"
_FOR_PARTNERS = frozenset({"/loader.js", _PANEL})
_ASSETS = "/assets/"
_FOR_EVER = "public, max-age=31536000, immutable"  # their names hold a hash of their content
_FOR_A_WHILE = "public, max-age=300"


class SecurityHeaders:
    """Adds the headers. `widget_hosts` are the origins that may show the widget in a frame."""

    def __init__(self, app: ASGIApp, *, widget_hosts: Sequence[str]) -> None:
        self._app = app
        self._widget_ancestors = " ".join(("'self'", *widget_hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, path: str, status: int) -> None:
        ancestors = self._widget_ancestors if path.startswith(_WIDGET) else "'none'"
        headers["Content-Security-Policy"] = _POLICY + ancestors
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        # Partners' pages load these two; everything else is for our own pages.
        shared = path in _FOR_PARTNERS
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
        if path == _PANEL:
            headers["Access-Control-Allow-Origin"] = "*"  # browsers ask so of imported modules
        headers["Cache-Control"] = _cache(path, status)


def _cache(path: str, status: int) -> str:
    if status == 200 and path.startswith(_ASSETS):
        return _FOR_EVER
    return _FOR_A_WHILE if status == 200 and path in _FOR_PARTNERS else "no-store"
