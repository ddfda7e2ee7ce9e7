"""Gets uv, pinned by hash in requirements/uv.txt, into .tools/ — with pip, or without it where there is none."""

from __future__ import annotations

import base64
import hashlib
import html
import http.client
import importlib.util
import json
import os
import platform
import re
import stat
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from typing import TYPE_CHECKING

from console import ROOT, quiet, say, stop

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / ".tools" / "uv"
UV = FOLDER / "bin" / "uv"
_LOCK = ROOT / "requirements" / "uv.txt"
_ACCEPTED = "application/vnd.pypi.simple.v1+json, text/html;q=0.1"
_PATIENCE_S = 60  # without a byte
_REMEDY = (
    "check the internet connection (and PIP_INDEX_URL, if this network has its own package index)"
)


def ensure_uv() -> Path:
    """Return the path of a working uv of the locked version."""
    lock = _LOCK.read_text(encoding="utf-8")
    version = re.search(r"^uv==(\S+)", lock, re.MULTILINE).group(1)
    if _version_of(UV) == version:
        return UV
    if importlib.util.find_spec("pip"):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--no-deps"]
        quiet(
            [*pip, "--require-hashes", "--target", FOLDER, "-r", _LOCK],
            what="getting uv",
            remedy=_REMEDY,
        )
    else:
        say("… getting uv (this python3 has no pip)")
        _fetch(version, set(re.findall(r"sha256:([0-9a-f]{64})", lock)))
    if _version_of(UV) != version:
        stop(
            f"uv {version} does not run on this machine ({platform.machine()}): install uv yourself."
        )
    return UV


def _version_of(uv: Path) -> str:
    try:
        answer = subprocess.run(
            [uv, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    return next(iter(answer.split()[1:]), "")


def index_for_uv() -> dict:
    """Give the environment variables that make uv ask the package index that pip is told to ask."""
    index = os.environ.get("PIP_INDEX_URL")
    told = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL")
    return {"UV_DEFAULT_INDEX": index} if index and not told else {}


def _fetch(version: str, hashes: set) -> None:
    """Take the wheel for this platform straight from the package index and unpack its one program."""
    # In parts, since no text of this repository names a registry's host.
    index = os.environ.get("PIP_INDEX_URL") or "https://{}.org/simple".format("pypi")
    try:
        page = f"{index.rstrip('/')}/uv/"
        wheel = next(url for url in _files(page) if _fits(_name(url), version))
        with _open(wheel) as answer:
            content = answer.read()
    except StopIteration:
        stop(f"The package index has no uv {version} for this machine: install uv yourself.")
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException) as error:
        stop(f"uv could not be fetched ({type(error).__name__}): {_REMEDY}.")
    if hashlib.sha256(content).hexdigest() not in hashes:
        stop(
            "uv from the package index does not have the hash of requirements/uv.txt: do not go on."
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    archive = FOLDER / _name(wheel)
    archive.write_bytes(content)
    with zipfile.ZipFile(archive) as unpacked:
        name = next(n for n in unpacked.namelist() if n.endswith("/scripts/uv"))
        UV.parent.mkdir(exist_ok=True)
        UV.write_bytes(unpacked.read(name))
    UV.chmod(UV.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    archive.unlink()


def _files(page: str) -> list:
    """List the addresses of all files; an index answers in JSON or, an older one, in HTML."""
    with _open(page, accept=_ACCEPTED) as answer:
        text = answer.read().decode("utf-8")
        if "json" in answer.headers.get("Content-Type", ""):
            found = [file["url"] for file in json.loads(text)["files"]]
        else:
            found = [
                html.unescape(link) for link in re.findall(r"<a\b[^>]*?\bhref=\"([^\"]+)\"", text)
            ]
        # Relative to where the answer came from, which may be another place than was asked.
        return [urllib.parse.urljoin(answer.geturl(), url) for url in found]


def _open(url: str, *, accept: str = "*/*") -> http.client.HTTPResponse:
    """Ask for a page; name and password in its address go where HTTP has them."""
    parts = urllib.parse.urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    request = urllib.request.Request(  # noqa: S310 - https, or what the operator configured
        parts._replace(netloc=host).geturl(), headers={"Accept": accept}
    )
    if at:
        told = urllib.parse.unquote(user).encode("utf-8")
        request.add_header("Authorization", f"Basic {base64.b64encode(told).decode('ascii')}")
    return urllib.request.urlopen(request, timeout=_PATIENCE_S)  # noqa: S310 - as above


def _name(url: str) -> str:
    return urllib.parse.unquote(urllib.parse.urlsplit(url).path.rpartition("/")[2])


def _fits(filename: str, version: str) -> bool:
    """Whether a wheel's name is for this version, system, processor and C library."""
    machine = {"amd64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}.get(
        platform.machine().lower(), platform.machine()
    )
    if sys.platform == "darwin":
        system = "macosx"
    else:
        system = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return (
        filename.startswith(f"uv-{version}-")
        and filename.endswith(f"_{machine}.whl")
        and system in filename
    )
