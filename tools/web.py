"""Installs the web packages from their lock and builds widget, demo page and desk into web/dist."""

from __future__ import annotations

import stamps
from console import ROOT, quiet
from environments import ensure_node

WEB = ROOT / "web"
_BUILT_FROM = (
    "*.html",
    "*.ts",
    "*.tsx",
    "*.css",
    "*.json",
    "*.js",
    "*.mjs",
    "*.svg",
    "*.png",
    "*.txt",
)


def ensure_packages() -> dict:
    """Make web/node_modules match the lock; returns the environment variables for npm."""
    env = ensure_node()
    lock = stamps.digest([WEB / "package-lock.json"])
    if not (WEB / "node_modules").exists() or stamps.read("web-packages") != lock:
        quiet(
            ["npm", "ci", "--no-audit", "--no-fund"],
            what="packages of the web parts",
            remedy="check the internet connection, then run again",
            cwd=WEB,
            env=env,
        )
        stamps.write("web-packages", lock)
    return env


def ensure_web() -> None:
    """Build the web parts unless they are built from these sources already."""
    sources = [
        file
        for pattern in _BUILT_FROM
        for file in WEB.rglob(pattern)
        if not {"node_modules", "dist"} & set(file.relative_to(WEB).parts)
    ]
    wanted = stamps.digest(sources)
    if (WEB / "dist" / "widget" / "index.html").exists() and stamps.read("web") == wanted:
        return
    env = ensure_packages()
    quiet(
        ["npm", "run", "--silent", "build"],
        what="building widget and desk",
        remedy="mend the error that the log names",
        cwd=WEB,
        env=env,
    )
    stamps.write("web", wanted)
