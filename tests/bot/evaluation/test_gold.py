"""Labelled files: read, or refused with the line that is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.evaluation.gold import BadGoldError, read_gold
from bot.labels import Level

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "text": "ik wil dood",
    "language": "nl",
    "topic": "feeling_bad",
    "role": "self",
    "signals": ["suicide"],
}


def written(folder: Path, *entries: dict[str, Any]) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return file


def test_a_good_line_is_read(tmp_path: Path) -> None:
    more = {
        **GOOD,
        "id": "7",
        "topic_ok": ["my_fault"],
        "signals_optional": ["paid"],
        "language_ok": ["fr"],
    }
    first, second = read_gold(written(tmp_path, GOOD, more))
    assert first.level is Level.LIFE
    assert first.wants_human is None
    assert (second.id, second.topics) == ("7", ("feeling_bad", "my_fault"))
    assert second.optional == {"paid"}
    assert second.languages == ("nl", "fr")


def test_a_fragment_has_no_topic_and_no_role(tmp_path: Path) -> None:
    (fragment,) = read_gold(written(tmp_path, {**GOOD, "topic": None, "role": None}))
    assert (fragment.topics, fragment.role, fragment.level) == ((), None, Level.LIFE)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"topic": "restart"}, "restart"),
        ({"signals": ["sad"]}, "sad"),
        ({"role": "mother"}, "mother"),
        ({"language": "it"}, "it"),
        ({"signals": None}, "TypeError"),
    ],
)
def test_a_bad_label_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    file = written(tmp_path, GOOD, {**GOOD, **change})
    with pytest.raises(BadGoldError, match=rf"gold\.jsonl:2: .*{says}"):
        read_gold(file)


def test_a_line_without_a_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGoldError, match="'role'"):
        read_gold(written(tmp_path, {key: GOOD[key] for key in GOOD if key != "role"}))
