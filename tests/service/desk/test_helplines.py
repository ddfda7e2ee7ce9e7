"""Helplines at the desk: the facts of content/, written out for a child, open or closed just now."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.service.desk.actors import Staffer, at_work

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import World

CONTENT = Path(__file__).resolve().parents[3] / "content"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here is stored."""
    return sqlite_url


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, Any]:
    folder = tmp_path / "live"
    folder.mkdir()
    for name in ("helplines.yml", "danger_words.yml"):
        shutil.copy(CONTENT / name, folder)
    return {"content_dir": folder}


async def line(someone: Staffer, name: str, language: str) -> dict[str, Any]:
    answer = await someone.get("/api/desk/helplines")
    assert answer.status_code == 200, answer.text
    [found] = [
        each
        for each in answer.json()["helplines"]
        if (each["id"], each["language"]) == (name, language)
    ]
    return dict(found)


@pytest.mark.parametrize(
    ("at", "told", "hours"),
    [
        ("2026-11-27T12:00:00", ("open", None), "ouvert jusqu'à minuit"),
        (
            "2026-11-27T01:00:00",
            ("closed", "2026-11-27T10:00:00+01:00"),
            "fermé maintenant, ouvre aujourd'hui à 10:00 ; jour et nuit : 116 000",
        ),
        ("2026-12-25T12:00:00", ("unknown", None), "si c'est fermé : 116 000"),
    ],
)
async def test_a_line_says_whether_it_is_open_and_if_not_when(
    still_world: World, clock: SetClock, at: str, told: tuple[str, str | None], hours: str
) -> None:
    clock.at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    sam = await at_work(still_world)
    found = await line(sam, "listening_line", "fr")
    assert (found["state"], found["opens_at"]) == told
    assert found["text"] == (
        f"Écoute-Enfants : 103 ({hours}). Pour écrire : chat sur 103ecoute.be."
    )


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("2026-11-29T12:00:00", "ouvre demain à 14:00"),  # a Sunday
        ("2026-11-30T15:30:00", "ouvre mercredi à 17:00"),
    ],
)
async def test_the_day_is_named_as_one_says_it(
    still_world: World, clock: SetClock, at: str, text: str
) -> None:
    clock.at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    sam = await at_work(still_world)
    assert text in (await line(sam, "stop_it_now", "fr"))["text"]


async def test_words_and_lines_are_those_of_the_language(still_world: World) -> None:
    sam = await at_work(still_world)
    awel = await line(sam, "listening_line", "nl")
    assert awel["text"] == (
        "Awel: 102 (als het gesloten is: 116 000). Schrijven kan ook: chat, mail, forum op awel.be."
    )
    focus = await line(sam, "child_focus", "nl")
    assert focus["text"] == (
        "Child Focus: 116 000 (dag en nacht). Schrijven kan ook: mail naar 116000@childfocus.be."
    )
    everything = (await sam.get("/api/desk/helplines")).json()["helplines"]
    spoken = {(each["id"], each["language"]) for each in everything}
    assert ("violence_line", "nl") in spoken
    assert ("violence_line", "fr") not in spoken
    assert {name for name, _ in spoken}.isdisjoint({"child_abuse_team", "school_service"})
    assert len(everything) > 25


async def test_a_corrected_number_is_right_at_the_next_look_and_a_broken_file_changes_nothing(
    still_world: World,
) -> None:
    file = still_world.services.settings.content_dir / "helplines.yml"
    sam = await at_work(still_world)
    assert (await line(sam, "listening_line", "fr"))["number"] == "103"
    file.write_text(file.read_text("utf-8").replace('"103"', '"1030"'), "utf-8")
    assert (await line(sam, "listening_line", "fr"))["number"] == "1030"
    file.write_text("child_focus: [", "utf-8")
    assert (await line(sam, "listening_line", "fr"))["number"] == "1030"
    file.unlink()
    assert (await sam.get("/api/desk/helplines")).json() == {"helplines": []}
