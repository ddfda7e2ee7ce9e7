"""Keys: kept apart, never wider than 0600, and bound to what they seal."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from service.adapters.key_file import BrokenKeyFileError, KeyFileTooOpenError, load_key_file
from service.adapters.sealing import KeyRing, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_missing_key_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "keys.json"
    first = load_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key_file(path) == first
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys.json"
    load_key_file(path)
    path.chmod(mode)
    with pytest.raises(KeyFileTooOpenError, match="chmod 600"):
        load_key_file(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"current": "a", "generations": {}}'])
def test_a_broken_key_file_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(BrokenKeyFileError):
        load_key_file(path)


def test_a_sealed_piece_opens_only_where_it_belongs(tmp_path: Path) -> None:
    ring = KeyRing(load_key_file(tmp_path / "keys.json"))
    keys, row = ring.new_chat("a")
    other, _ = ring.new_chat("b")
    sealed = keys.seal_body({"text": "é"}, number=4, kind="message")
    assert ring.open_chat(row).open_body(sealed, number=4, kind="message") == {"text": "é"}
    for number, kind in ((5, "message"), (4, "state")):
        with pytest.raises(UnreadableError):
            keys.open_body(sealed, number=number, kind=kind)
    for opening in (other.open_body, keys.open_copy):
        with pytest.raises(UnreadableError):
            opening(sealed, number=4, kind="message")
    with pytest.raises(UnreadableError):
        keys.open_body(sealed[:-1] + bytes([sealed[-1] ^ 1]), number=4, kind="message")


def test_a_row_moved_to_another_chat_cannot_be_unwrapped(tmp_path: Path) -> None:
    ring = KeyRing(load_key_file(tmp_path / "keys.json"))
    _, row = ring.new_chat("a")
    row.chat_id = "b"
    with pytest.raises(UnreadableError):
        ring.open_chat(row)


def test_an_older_generation_still_opens_and_a_lost_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    ring = KeyRing(load_key_file(path))
    keys, row = ring.new_chat("a")
    sealed = keys.seal_copy("mot", number=1, kind="message")
    content = json.loads(path.read_text())
    content["generations"]["newer"] = {"key": content["code_key"]}
    content["current"] = "newer"
    path.write_text(json.dumps(content))
    newer = KeyRing(load_key_file(path))
    assert newer.open_chat(row).open_copy(sealed, number=1, kind="message") == "mot"
    assert newer.new_chat("b")[1].generation == "newer"
    del content["generations"][row.generation]
    path.write_text(json.dumps(content))
    with pytest.raises(UnreadableError):
        KeyRing(load_key_file(path)).open_chat(row)


def test_keys_do_not_show_in_their_text(tmp_path: Path) -> None:
    keys, _ = KeyRing(load_key_file(tmp_path / "keys.json")).new_chat("a")
    assert repr(keys) == "ChatKeys(chat_id='a')"
