"""Pages and headers: nothing from elsewhere, nothing kept, framed only where it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def changes() -> dict[str, Any]:
    return {"widget_hosts": ("https://school.example", "https://help.example")}


@pytest.fixture(autouse=True)
def dist(tmp_path: Path) -> Path:
    root = tmp_path / "dist"
    for name in ("demo", "widget", "desk", "trainer"):
        (root / name).mkdir(parents=True)
        (root / name / "index.html").write_text(f"<title>{name}</title>")
    (root / "assets").mkdir()
    (root / "assets" / "app-1a2b.js").write_text("1")
    (root / "loader.js").write_text("2")
    (root / "panel.js").write_text("4")
    (tmp_path / "secret.txt").write_text("3")
    return root


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "demo"), ("/widget/", "widget"), ("/desk/", "desk"), ("/trainer/", "trainer")],
)
async def test_a_page_comes_with_its_policy(world: World, path: str, title: str) -> None:
    answer = await world.http.get(path)
    assert answer.status_code == 200
    assert title in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy
    hosts = "'self' https://school.example https://help.example"
    framed_by = hosts if title == "widget" else "'none'"
    assert policy.endswith(f"frame-ancestors {framed_by}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_page_without_its_slash_leads_to_it(world: World) -> None:
    answer = await world.http.get("/desk")
    assert (answer.status_code, answer.headers["location"]) == (308, "/desk/")


async def test_assets_stay_and_are_for_our_own_pages(world: World) -> None:
    asset = await world.http.get("/assets/app-1a2b.js")
    assert "immutable" in asset.headers["cache-control"]
    assert asset.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in asset.headers


async def test_the_loader_and_what_it_imports_may_be_used_elsewhere(world: World) -> None:
    loader = await world.http.get("/loader.js")
    panel = await world.http.get("/panel.js")
    for answer in (loader, panel):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["cache-control"] == "public, max-age=300"
    assert panel.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in loader.headers


@pytest.mark.parametrize(
    "path",
    ["/assets/../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/nothing/", "/nothing", "/x/y"],
)
async def test_what_is_not_there_is_a_404(world: World, path: str) -> None:
    answer = await world.http.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


async def test_pages_that_are_not_built_say_what_to_do(world: World, dist: Path) -> None:
    (dist / "desk" / "index.html").unlink()
    answer = await world.http.get("/desk/")
    assert answer.status_code == 503
    assert "make run" in answer.text


async def test_the_chat_side_sets_no_cookie_and_keeps_nothing(world: World) -> None:
    visitor = await world.visitor()
    for answer in (
        await visitor.send("salut"),
        await world.http.get("/widget/"),
        await world.http.get(f"/api/chats/{visitor.chat}", headers=visitor.headers),
    ):
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"


async def test_documents_of_the_interface_are_not_public(world: World) -> None:
    for path in ("/openapi.json", "/api/openapi.json", "/docs", "/redoc"):
        assert (await world.http.get(path)).status_code in {401, 404}


async def test_a_wrong_method_is_told(world: World) -> None:
    answer = await world.http.put("/api/chats", json={})
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "wrong_method")
