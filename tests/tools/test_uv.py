"""uv where python3 has no pip: from the index that the operator names, by hash, and uv asks it, too."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import platform
import sys
import threading
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.tools.conftest import ROOT, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = "9.9.9"
_SYSTEM = "macosx_11_0" if sys.platform == "darwin" else "manylinux_2_17"
_NAME = f"uv-{_VERSION}-py3-none-{_SYSTEM}_{platform.machine()}.whl"
_NO_PIP = """
import importlib.util, runpy, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "pip" else found(name, *rest)
sys.argv = ["setup.py", "service"]
runpy.run_path("tools/setup.py", run_name="__main__")
"""
_JSON = "application/vnd.pypi.simple.v1+json"


@dataclass
class Index:
    """A package index on this machine: its pages and files, and who asked for what."""

    url: str
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def lists(self, project: str, link: str, *, kind: str = _JSON) -> None:
        """Put a project's page there, with one link."""
        page = json.dumps({"files": [{"filename": link.rpartition("/")[2], "url": link}]})
        if kind == "text/html":
            page = f'<html><body><a data-x="" href="{link}#sha256={"0" * 64}">x</a></body></html>'
        self.pages[f"/simple/{project}/"] = (kind, page.encode())


@pytest.fixture
def index() -> Iterator[Index]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, self.headers["Authorization"]))
            if self.path in served.moved:
                self.send_response(302)
                self.send_header("Location", served.moved[self.path])
                self.end_headers()
                return
            kind, body = served.pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if self.path in served.pages else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - named by the server, as above

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Index(f"http://127.0.0.1:{server.server_port}/simple")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield served
        server.shutdown()
        thread.join()


@pytest.fixture
def wheel(project: Project, index: Index) -> bytes:
    """The locked uv, not here yet: a program that notes which index it would ask."""
    (project.folder / ".tools" / "uv" / "bin" / "uv").unlink()
    program = f"""#!/bin/sh
if [ "$1" = --version ]; then echo "uv {_VERSION}"; exit; fi
echo "$1 $2: $UV_DEFAULT_INDEX" >> {project.folder}/uv-calls
"""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"uv-{_VERSION}.data/scripts/uv", program)
    lock = f"uv=={_VERSION} \\\n    --hash=sha256:{hashlib.sha256(made.getvalue()).hexdigest()}\n"
    (project.folder / "requirements" / "uv.txt").write_text(lock, "utf-8")
    index.pages[f"/files/{_NAME}"] = ("application/zip", made.getvalue())
    index.lists("uv", f"../../files/{_NAME}")
    return made.getvalue()


@pytest.mark.usefixtures("wheel")
@pytest.mark.parametrize("kind", [_JSON, "text/html"])
@pytest.mark.parametrize("link", ["../../files/{}", "/files/{}", "{base}/files/{}"])
def test_uv_is_fetched_by_any_kind_of_link_and_asks_the_same_index(
    project: Project, index: Index, link: str, kind: str
) -> None:
    index.lists("uv", link.format(_NAME, base=index.url.removesuffix("/simple")), kind=kind)
    answer = project.python(_NO_PIP, PIP_INDEX_URL=index.url)
    assert answer.returncode == 0, answer.stderr
    assert project.uv_calls.splitlines()[-1] == f"pip sync: {index.url}"


@pytest.mark.usefixtures("wheel")
def test_a_link_counts_from_where_the_answer_came_from(project: Project, index: Index) -> None:
    index.pages["/other/place/uv/"] = index.pages.pop("/simple/uv/")
    index.pages[f"/other/files/{_NAME}"] = index.pages.pop(f"/files/{_NAME}")
    index.moved["/simple/uv/"] = "/other/place/uv/"
    answer = project.python(_NO_PIP, PIP_INDEX_URL=index.url)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.usefixtures("wheel")
def test_name_and_password_in_the_address_are_given_as_http_wants_them(
    project: Project, index: Index
) -> None:
    address = index.url.replace("://", "://robin:p%40ss@")
    answer = project.python(_NO_PIP, PIP_INDEX_URL=address)
    assert answer.returncode == 0, answer.stderr
    told = "Basic " + base64.b64encode(b"robin:p@ss").decode()
    assert ("/simple/uv/", told) in index.asked


def test_a_wheel_with_another_hash_is_not_run(project: Project, index: Index, wheel: bytes) -> None:
    index.pages[f"/files/{_NAME}"] = ("application/zip", wheel + b"\n")
    answer = project.python(_NO_PIP, PIP_INDEX_URL=index.url)
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].startswith("✗ uv from the package index does not have")
    assert not (project.folder / ".tools" / "uv" / "bin" / "uv").exists()
    assert project.uv_calls == ""


@pytest.mark.usefixtures("wheel")
@pytest.mark.parametrize(
    ("page", "told"),
    [
        ((_JSON, b'{"files": []}'), "✗ The package index has no uv 9.9.9"),
        ((_JSON, b'{"files": 5}'), "✗ uv could not be fetched (TypeError)"),
        ((_JSON, b"<html>"), "✗ uv could not be fetched (JSONDecodeError)"),
        (None, "✗ uv could not be fetched (HTTPError)"),
    ],
)
def test_an_index_without_uv_is_one_line(
    project: Project, index: Index, page: tuple[str, bytes] | None, told: str
) -> None:
    del index.pages["/simple/uv/"]
    if page:
        index.pages["/simple/uv/"] = page
    answer = project.python(_NO_PIP, PIP_INDEX_URL=index.url)
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 2, answer.stderr
    assert answer.stderr.splitlines()[-1].startswith(told)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, {}),
        ({"PIP_INDEX_URL": "http://a/"}, {"UV_DEFAULT_INDEX": "http://a/"}),
        ({"PIP_INDEX_URL": "http://a/", "UV_DEFAULT_INDEX": "http://b/"}, {}),
        ({"PIP_INDEX_URL": "http://a/", "UV_INDEX_URL": "http://b/"}, {}),
    ],
)
def test_what_uv_is_told_itself_goes_before_what_pip_is_told(
    project: Project, environment: dict[str, str], told: dict[str, str]
) -> None:
    code = "import json, uv; print(json.dumps(uv.index_for_uv()))"
    assert json.loads(project.python(code, **environment).stdout) == told


def test_the_real_uv_asks_the_index_that_it_is_told(project: Project, index: Index) -> None:
    made = io.BytesIO()
    about = "demo_here-1.0.dist-info"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: demo-here\nVersion: 1.0\n"
        )
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    index.pages["/files/demo_here-1.0-py3-none-any.whl"] = ("application/zip", made.getvalue())
    index.lists("demo-here", "/files/demo_here-1.0-py3-none-any.whl", kind="text/html")
    (project.folder / "wanted.in").write_text("demo-here\n", "utf-8")
    uv = ROOT / ".tools" / "uv" / "bin" / "uv"
    code = f"""
import os, subprocess, sys, uv
command = ["{uv}", "pip", "compile", "--quiet", "--no-cache", "--python", sys.executable, "wanted.in"]
sys.exit(subprocess.run(command, env={{**os.environ, **uv.index_for_uv()}}).returncode)
"""
    answer = project.python(code, PIP_INDEX_URL=index.url)
    assert answer.returncode == 0, answer.stderr
    assert "demo-here==1.0" in answer.stdout
    assert any(path == "/simple/demo-here/" for path, _ in index.asked)
