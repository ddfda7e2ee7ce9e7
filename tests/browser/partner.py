"""A partner's website: pages of another origin that have our button."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.support.stack import Stack

_HTML = """<!doctype html><html lang="fr"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>Une école</title>
<body><h1>Une école</h1><script src="{base}/loader.js" data-language="fr" async></script>"""


@dataclass(frozen=True)
class Partner:
    """A running website whose page can be written anew."""

    origin: str
    folder: Path

    def write_page(self, stack: Stack, *, policy: str) -> None:
        """Write a page with our button; `policy` is the partner's own, where `{base}` is us."""
        html = _HTML.format(policy=policy.format(base=stack.base), base=stack.base)
        (self.folder / "index.html").write_text(html, "utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the default writes every request to the tests' output."""


@contextlib.contextmanager
def website(folder: Path) -> Iterator[Partner]:
    """Serve `folder` until the block ends. The name is not the one that we have, so the origin is another."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Partner(origin=f"http://localhost:{server.server_port}", folder=folder)
        server.shutdown()


def press(page: Page) -> None:
    """Press our button where it is seen: it stands in a closed shadow tree."""
    size = page.viewport_size
    assert size is not None
    page.mouse.click(size["width"] - 50, size["height"] - 44)


def announced(page: Page) -> tuple[str, str, bool | None]:
    """Read role, name and state of our button as a screen reader does; its shadow tree is closed."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    node = next(
        node
        for node in nodes
        if node["role"]["value"] in {"button", "link"} and "chat" in node["name"]["value"]
    )
    properties = {entry["name"]: entry["value"].get("value") for entry in node["properties"]}
    return node["role"]["value"], node["name"]["value"], properties.get("expanded")
