"""The loader: one clear error per mistake, and texts that change while the engine runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.content import Content, ContentError
from bot.project_files import BrokenFileError
from tests.bot.dialogue.small_content import small_content, write

if TYPE_CHECKING:
    from pathlib import Path

BOTH_LISTS = {"fr": ["un"], "nl": ["een"]}
PROTOCOLS = "content/protocols.yml"
HELPLINES = "content/helplines.yml"
LAW = "content/law.yml"
RESPONSES = "data/responses/all.yml"


def _set(files: dict[str, Any], file: str, *path: Any, value: Any) -> None:
    place = files[file]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value


@pytest.mark.parametrize(
    ("file", "path", "value", "says"),
    [
        (PROTOCOLS, ("situations", "grooming", "self", "first"), "utter_nothing", "utter_nothing"),
        (PROTOCOLS, ("situations", "grooming", "self", "items"), ["fly"], "fly is neither"),
        (
            PROTOCOLS,
            ("situations", "grooming", "self", "items"),
            [{"id": "bank", "when": ["rich"]}],
            "the fact rich",
        ),
        (PROTOCOLS, ("situations", "grooming", "tips"), [], "unknown key 'tips'"),
        (PROTOCOLS, ("situations", "grooming", "label"), {"fr": "a"}, "label.nl"),
        ("content/steps.yml", ("bank", "advice"), ["police"], "add police"),
        ("content/steps.yml", ("bank", "cant_then"), "write_names", "either cant or cant_then"),
        ("content/steps.yml", ("keep_evidence", "cant_then"), "fly", "fly is no step"),
        ("content/steps.yml", ("keep_evidence", "cant_then"), "keep_evidence", "no smaller step"),
        ("content/steps.yml", ("bank", "does"), ["fly"], "fly is neither a tag nor a step"),
        ("content/cues.yml", ("first", "nl"), [], "phrases in each language"),
        ("content/cues.yml", ("families", 0, "situations"), ["fly"], "fly is no situation"),
        ("content/cues.yml", ("told", "fly"), BOTH_LISTS, "neither a fact nor a step"),
        ("content/steps.yml", ("bank", "how_app"), "fly", "write one of save"),
        ("content/apps.yml", ("snapchat", "secure"), None, "snapchat.secure"),
        ("content/apps.yml", ("snapchat", "report"), "utter_nothing", "utter_nothing"),
        ("content/questions.yml", ("age", "answers", "old"), {"facts": ["old"]}, "add a button"),
        ("content/questions.yml", ("age", "answers", "13_15"), {}, "name a fact or a signal"),
        ("content/questions.yml", ("safe_now", "again"), [], "two lines"),
        ("content/signals.yml", ("suicide", "asks"), None, "a life signal needs"),
        ("content/signals.yml", ("paid", "asks"), "age", "only a life signal asks"),
        ("content/answers.yml", ("police",), None, "police"),
        (
            "content/answers.yml",
            ("police", "cases"),
            [{"say": "utter_greet", "when": ["rich"]}],
            "the fact rich",
        ),
        (
            "content/answers.yml",
            ("police", "cases"),
            [{"say": "utter_greet", "asks_first": "fly"}],
            "fly is not in",
        ),
        ("content/questions.yml", ("age", "answers", "13_15", "step"), "fly", "fly is no step"),
        (
            "content/questions.yml",
            ("age", "answers", "13_15", "asks"),
            "ask_known",
            "a safety question",
        ),
        (
            "content/questions.yml",
            ("age", "answers", "13_15", "of_others"),
            {"facts": ["x"], "typed": {"fr": ["a"], "nl": ["b"]}},
            "unknown key 'typed'",
        ),
        ("content/phrases.yml", ("dying_words", "nl"), [], "phrases in each language"),
        ("content/phrases.yml", ("dying_words", "fr"), ["(mort"], "(a|b) for either"),
        ("content/phrases.yml", ("dying_words", "fr"), ["mort?"], "(a|b) for either"),
        ("content/phrases.yml", ("dying_words", "says"), "utter_greet", "one of asks, says"),
        ("content/phrases.yml", ("dying_words", "asks"), "dying_now", "no safety question"),
        ("content/company.yml", ("lines",), ["utter_greet"], "six lines"),
        (HELPLINES, ("child_focus", "phone"), "116-000", "is no phone"),
        (HELPLINES, ("child_focus", "site"), "http://x.be", "is no site"),
        (HELPLINES, ("child_focus", "fax"), "1", "unknown key 'fax'"),
        (HELPLINES, ("child_focus", "source"), None, "child_focus.source"),
        (HELPLINES, ("child_focus", "checked_on"), "today", "a day like"),
        (HELPLINES, ("child_focus", "for_whom"), {"fr": "a"}, "for_whom.nl"),
        (HELPLINES, ("child_focus", "written"), ["fax"], "the written ways"),
        (HELPLINES, ("child_focus", "speaks"), ["de"], "[fr] or [nl]"),
        (HELPLINES, ("evening_line", "hours", "fr"), {"sunday": "10:00-12:00"}, "unknown key"),
        (HELPLINES, ("evening_line", "hours", "fr"), {"sun": "22:00-02:00"}, "write times"),
        (HELPLINES, ("evening_line", "hours", "fr"), {"sun": "10-12"}, "write times"),
        (HELPLINES, ("evening_line", "hours", "source"), None, "hours.source"),
        (LAW, ("sharing", "text"), {"fr": "Interdit."}, "text.nl"),
        (LAW, ("sharing", "text", "fr"), "Voir l'art. 417.", "article numbers"),
        (LAW, ("sharing", "text", "nl"), "Verboden", "full stop"),
        (LAW, ("sharing", "source"), None, "sharing.source"),
        (LAW, ("sharing", "checked_on"), None, "a day like"),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "metadata"),
            {"links": [{"label": "a", "href": "tel:116000"}]},
            "must be {<helpline>_tel}",
        ),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "metadata"),
            {"links": [{"label": "{child_focus_fax}", "href": "{child_focus_tel}"}]},
            "{child_focus_fax} is in no file",
        ),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "text"),
            "Call {evening_line_phone}",
            "add {evening_line_hours}",
        ),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "text"),
            "Call {evening_line_phone} ({evening_line_hours})",
            "add a link to {child_focus_tel}",
        ),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "text"),
            "{unknown}",
            "{unknown} is in no file",
        ),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "metadata"),
            {"advice": ["x"]},
            "advice differ",
        ),
        (RESPONSES, ("responses", "utter_greet"), [{"text": "a"}], "one variation per language"),
        (
            RESPONSES,
            ("responses", "utter_greet", 0, "buttons"),
            [{"title": "a", "payload": "affirm"}],
            "is no payload",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_remedy(
    tmp_path: Path, file: str, path: tuple[Any, ...], value: Any, says: str
) -> None:
    files = small_content()
    _set(files, file, *path, value=value)
    with pytest.raises(BrokenFileError) as error:
        Content.load(write(tmp_path, files))
    assert says in str(error.value)
    assert ".yml" in str(error.value)


def test_a_response_twice_is_refused(tmp_path: Path) -> None:
    files = small_content()
    files["data/responses/more.yml"] = {
        "responses": {"utter_greet": files[RESPONSES]["responses"]["utter_greet"]}
    }
    with pytest.raises(ContentError, match="also in"):
        Content.load(write(tmp_path, files))


def test_a_corrected_file_is_used_at_once_and_a_broken_one_is_not(tmp_path: Path) -> None:
    root = write(tmp_path, small_content())
    assert Content.refreshed(root).placeholders("fr")["child_focus_phone"] == "116 000"
    file = root / "content" / "helplines.yml"
    corrected = file.read_text("utf-8").replace("116 000", "116 001")
    file.write_text(corrected, encoding="utf-8")
    assert Content.refreshed(root).placeholders("nl")["child_focus_phone"] == "116 001"
    file.write_text("child_focus: [", encoding="utf-8")
    os.utime(file, (1, 1))
    assert Content.refreshed(root).placeholders("fr")["child_focus_phone"] == "116 001"


def test_nothing_is_read_again_while_nothing_changes(tmp_path: Path) -> None:
    root = write(tmp_path, small_content())
    assert Content.current(root) is Content.current(root)


def test_variants_go_from_the_most_special_to_the_plain(content: Content) -> None:
    assert content.variant("utter_thanks", role="self", danger=True) == "utter_thanks_in_danger"
    assert content.variant("utter_thanks", role="self", danger=False) == "utter_thanks"
    name = content.variant("utter_step_tell_adult", role="adult", danger=False)
    assert name == "utter_step_tell_adult_adult"
