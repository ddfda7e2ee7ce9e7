"""Texts come from files that may change at any time, and one that is broken changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from bot.engine.border.nlg import OURS, FileGenerator
from bot.engine.errors import MissingPlaceholderError, MissingResponseError
from bot.engine.responses import ResponseFiles
from bot.project_files import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = """
responses:
  utter_x:
  - text: "général {name}"
  - condition: [{type: slot, name: language, value: fr}]
    text: "en français {name}"
    buttons: [{title: "Oui {name}", payload: '/pick{"value": "x"}'}]
    metadata: {advice: [police], links: [{label: "{name}", href: "tel:{number}"}], more: "{name}"}
  - condition: [{type: slot, name: language, value: fr}, {type: slot, name: role, value: adult}]
    text: "second"
  utter_nl: [{condition: [{type: slot, name: language, value: nl}], text: "Nederlands"}]
"""

_ASKED = """
responses:
  utter_asked:
  - text: "Es-tu là ?"
    metadata: {advice: [safe_now, police], links: [{label: "Ana", href: "tel:112"}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts.yml").write_text(_TEXTS, encoding="utf-8")
    return tmp_path


def test_the_first_variation_whose_conditions_hold_is_filled(folder: Path) -> None:
    wording = ResponseFiles(folder).wording(
        "utter_x",
        slots={"language": "fr", "name": "slot", "role": "adult"},
        values={"name": "Ana", "number": 112},
    )
    assert (wording.text, wording.language) == ("en français Ana", "fr")
    assert wording.buttons == ({"title": "Oui Ana", "payload": '/pick{"value": "x"}'},)
    assert wording.metadata == {
        "advice": ["police"],
        "links": [{"label": "Ana", "href": "tel:112"}],
        "more": "Ana",
    }


def test_without_a_fitting_condition_the_text_for_all_is_taken(folder: Path) -> None:
    wording = ResponseFiles(folder).wording("utter_x", slots={"name": "slot"}, values={})
    assert (wording.text, wording.language) == ("général slot", None)


def test_a_missing_text_or_placeholder_is_an_error(folder: Path) -> None:
    files = ResponseFiles(folder)
    with pytest.raises(MissingResponseError, match="utter_nl"):
        files.wording("utter_nl", slots={"language": "fr"}, values={})
    with pytest.raises(MissingResponseError, match="utter_none"):
        files.wording("utter_none", slots={}, values={})
    with pytest.raises(MissingPlaceholderError, match=r"\{name\} in utter_x"):
        files.wording("utter_x", slots={}, values={"name": None})


def test_a_changed_file_is_read_again_without_a_restart(folder: Path) -> None:
    files = ResponseFiles(folder)
    (folder / "texts.yml").write_text('responses: {utter_x: [{text: "neu"}]}', encoding="utf-8")
    (folder / "more.yml").write_text('responses: {utter_y: [{text: "y"}]}', encoding="utf-8")
    files.refresh()
    assert files.wording("utter_x", slots={}, values={}).text == "neu"
    assert files.names() == {"utter_x", "utter_y"}


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("responses: {utter_x: [", "texts.yml, line"),
        ("[]", "begins with"),
        ("other: {}", "begins with"),
        ("responses: {utter_x: []}", "utter_x needs a list"),
        ("responses: {utter_x: [{image: x}]}", "needs a `text`"),
        ("responses: {utter_x: [{text: x, txt: y}]}", "has txt"),
        ("responses: {utter_x: [{text: x, condition: [{name: y}]}]}", "needs name and value"),
        ("responses: {utter_x: [{text: x, buttons: [{title: y}]}]}", "title and payload"),
    ],
)
def test_a_file_broken_meanwhile_leaves_the_last_good_one(
    folder: Path, broken: str, problem: str
) -> None:
    files = ResponseFiles(folder)
    (folder / "texts.yml").write_text(broken, encoding="utf-8")
    files.refresh()
    assert files.wording("utter_x", slots={"name": "a"}, values={}).text == "général a"
    assert problem in (files.problem or "")
    with pytest.raises(BrokenFileError, match=r"texts\.yml"):
        ResponseFiles(folder)
    (folder / "texts.yml").write_text(_TEXTS, encoding="utf-8")
    files.refresh()
    assert files.problem is None


def test_a_name_in_two_files_is_refused(folder: Path) -> None:
    (folder / "twin.yml").write_text("responses: {utter_x: [{text: x}]}", encoding="utf-8")
    with pytest.raises(BrokenFileError, match="utter_x stands twice"):
        ResponseFiles(folder)


async def test_a_question_follows_in_the_same_message(folder: Path) -> None:
    (folder / "asked.yml").write_text(_ASKED, encoding="utf-8")
    tracker = Mock()
    tracker.current_slot_values.return_value = {"language": "fr"}
    said = await FileGenerator(ResponseFiles(folder)).generate(
        "utter_x", tracker, "", name="Ana", number=112, asks="utter_asked", own_choices=False
    )
    assert said["text"] == "en français Ana Es-tu là ?"
    assert said["buttons"] == []
    metadata = said[OURS]["metadata"]
    assert metadata["advice"] == ["police", "safe_now"]
    assert len(metadata["links"]) == 1
