"""The documents: no link, path or command that leads nowhere, and the steps as content/ has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.labels import SITUATIONS, Role
from bot.project_files import load_yaml

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = [README, ROOT / "tests/conversations/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROTOCOLS = ROOT / "docs/explanation/protocols.md"

_LINK = re.compile(r'\]\(([^)\s]+)\)|\bsrc="([^"]+)"')
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(
    r"(?:\.ci|actions|bench|bot|content|data|docs|encoder|service|tests|tools|web)/\S*"
)
_MAKE = re.compile(r"(?:`|^    |^)(?:[A-Z]+=\S+ )*make ([a-z][a-z-]*)", re.MULTILINE)
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_ROW = re.compile(r"^\| (child|friend|adult) \| (.+) \|$", re.MULTILINE)
_ID = re.compile(r"`([a-z0-9_]+)`")
# Made by a build, so that a clean checkout has none of them.
_BUILT = {"web/dist", "service/.venv", "encoder/.venv"}
_ROLES = {"child": Role.SELF, "friend": Role.FRIEND, "adult": Role.ADULT}


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _links(page: Path) -> list[tuple[Path, str]]:
    """Give the file and the heading that each relative link of a page leads to."""
    text = _FENCED.sub("", page.read_text("utf-8"))
    targets = [first or second for first, second in _LINK.findall(text)]
    inside = (target for target in targets if not re.match(r"[a-z]+:", target))
    parts = (target.partition("#") for target in inside)
    return [((page.parent / file).resolve() if file else page, place) for file, _, place in parts]


def _anchors(page: Path) -> set[str]:
    headings = _HEADING.findall(_FENCED.sub("", page.read_text("utf-8")))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for file, place in _links(page):
        assert file.exists(), f"{_name(page)} links to {file}, which is not there"
        assert not place or place in _anchors(file), f"{_name(page)}: no heading #{place} in {file}"


def test_every_page_is_two_clicks_from_the_readme() -> None:
    first = {file for file, _ in _links(README)}
    second = {file for page in first if page.suffix == ".md" for file, _ in _links(page)}
    assert set(PAGES) - {README} - first - second == set()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    for quoted in _QUOTED.findall(_FENCED.sub("", page.read_text("utf-8"))):
        for word in quoted.split():
            path = re.sub(r"<[^>]+>", "*", word.rstrip(".,;:"))
            if not _PATH.fullmatch(path) or any(path.startswith(built) for built in _BUILT):
                continue
            assert [*ROOT.glob(path)], f"{_name(page)} names {word}, which is not there"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_make_command_that_a_page_names_exists(page: Path) -> None:
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    assert set(_MAKE.findall(page.read_text("utf-8"))) - targets == set()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_page_of_protocols_has_the_steps_of_the_content(situation: str) -> None:
    section = (
        PROTOCOLS.read_text("utf-8").partition(f"\n### `{situation}`\n")[2].partition("\n##")[0]
    )
    told = {_ROLES[who].value: _ID.findall(steps) for who, steps in _ROW.findall(section)}
    rows = load_yaml(ROOT / "content/protocols.yml")["situations"][situation]
    kept = {role.value: _names(rows[role.value]["items"]) for role in Role}
    assert told == kept


def _names(items: list[str | dict[str, str]]) -> list[str]:
    """Name each step once, where it first stands: under two conditions it may stand twice."""
    return list(dict.fromkeys(item if isinstance(item, str) else item["id"] for item in items))
