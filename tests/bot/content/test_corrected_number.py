"""A number corrected in helplines.yml is in text and link of the next turn: no training, no restart."""

from __future__ import annotations

import functools
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk.executor import ActionExecutor

from bot.dialogue import Memory
from bot.dialogue.content import ROOT, Content
from bot.engine.dialogue_face import ProjectDialogue
from bot.engine.replies import Bubble, reply_of
from bot.engine.responses import ResponseFiles

if TYPE_CHECKING:
    from pathlib import Path

_TURN = {"now": "2026-11-30T15:00:00+01:00", "help": {"open": False, "state": "bot"}}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own, with the real content and texts."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "data" / "responses", tmp_path / "data" / "responses")
    monkeypatch.setattr(Content, "current", functools.partial(Content.current, tmp_path))
    return tmp_path


class _Engine:
    """What a turn goes through, without Rasa: refresh, action, wording, reply."""

    def __init__(self, root: Path) -> None:
        self._dialogue = ProjectDialogue(root)
        self._texts = ResponseFiles(root / "data" / "responses")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def turn(self, action: str, intent: str, language: str) -> dict[str, Any]:
        self._texts.refresh()
        self._dialogue.refresh()
        slots = Memory(language=language).to_slots()
        message = {"intent": {"name": intent}, "turn": _TURN}
        tracker = {"sender_id": "x", "slots": slots, "latest_message": message, "events": []}
        call = {"next_action": action, "sender_id": "x", "tracker": tracker, "domain": {}}
        values = (await self._executor.run(call))["responses"][0]
        name = values.pop("response")
        wording = self._texts.wording(name, slots=slots, values=values)
        bubble = Bubble(name, wording.text, language, (), wording.metadata, None)
        return reply_of(bubble, intents=())


@pytest.mark.parametrize("language", ["fr", "nl"])
async def test_a_corrected_number_is_said_and_dialled_in_the_next_turn(
    root: Path, language: str
) -> None:
    engine = _Engine(root)
    before = await engine.turn("action_small_talk", "goodbye", language)
    assert "116 000" in before["text"]
    assert before["links"][0]["href"] == "tel:116000"
    file = root / "content" / "helplines.yml"
    corrected = file.read_text("utf-8").replace('phone: "116 000"', 'phone: "116 999"')
    file.write_text(corrected, encoding="utf-8")
    after = await engine.turn("action_small_talk", "goodbye", language)
    assert "116 999" in after["text"]
    assert "116 000" not in str(after)
    assert after["links"][0] == {**before["links"][0], "href": "tel:116999"} | {
        "label": before["links"][0]["label"].replace("116 000", "116 999")
    }


async def test_what_stands_behind_more_follows_too(root: Path) -> None:
    engine = _Engine(root)
    file = root / "content" / "helplines.yml"
    corrected = file.read_text("utf-8").replace('phone: "116 000"', 'phone: "116 999"')
    file.write_text(corrected, encoding="utf-8")
    opening = await engine.turn("action_open", "event_opening", "fr")
    assert "116 999" in opening["more"]
    assert "116 000" not in opening["more"]


async def test_corrected_hours_are_said_in_the_next_turn(root: Path) -> None:
    engine = _Engine(root)
    before = await engine.turn("action_small_talk", "out_of_scope", "fr")
    assert "(ouvert jusqu'à 24:00)" in before["text"]
    file = root / "content" / "helplines.yml"
    corrected = file.read_text("utf-8").replace('daily: "10:00-24:00"', 'daily: "18:00-24:00"')
    file.write_text(corrected, encoding="utf-8")
    after = await engine.turn("action_small_talk", "out_of_scope", "fr")
    assert "(fermé maintenant ; jour et nuit : 116 000)" in after["text"]
