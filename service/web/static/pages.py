"""Serve what `npm run build` left in `web/dist`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_PAGES = {
    "nl": "demo/nl/index.html",
    "widget": "widget/index.html",
    "desk": "desk/index.html",
    "trainer": "trainer/index.html",
}
_NOT_BUILT = "The pages are not built yet: run `make run`, or `npm run build` in web/.\n"


async def _dist(services: Serving) -> Path:
    return services.settings.web_dist


Dist = Annotated[Path, Depends(_dist)]


@router.get("/")
async def demo(dist: Dist) -> Response:
    """Serve a page as a partner's website would have it, with the loader on it."""
    return _file(dist, "demo/index.html")


@router.get("/loader.js")
async def loader(dist: Dist) -> Response:
    """Serve the script that partners put on their pages."""
    return _file(dist, "loader.js")


@router.get("/panel.js")
async def panel(dist: Dist) -> Response:
    """Serve the module that the loader imports when the visitor opens the chat."""
    return _file(dist, "panel.js")


@router.get("/{page}/")
async def page(page: str, dist: Dist) -> Response:
    """Serve one of our pages."""
    if page not in _PAGES:
        raise HTTPException(404)
    return _file(dist, _PAGES[page])


@router.get("/{page}")
async def page_without_slash(page: str) -> Response:
    """Lead to the page: its address ends with a slash."""
    if page not in _PAGES:
        raise HTTPException(404)
    return RedirectResponse(f"/{page}/", status_code=308)


@router.get("/assets/{name:path}")
async def asset(name: str, dist: Dist) -> Response:
    """Serve a script, style, font or picture of our pages."""
    root = (dist / "assets").resolve()
    wanted = (root / name).resolve()
    if not wanted.is_relative_to(root) or not wanted.is_file():
        raise HTTPException(404)
    return FileResponse(wanted)


def _file(dist: Path, name: str) -> Response:
    path = dist / name
    if not path.is_file():
        return PlainTextResponse(_NOT_BUILT, status_code=503)
    return FileResponse(path)
