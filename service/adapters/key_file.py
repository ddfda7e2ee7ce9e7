"""The file of keys that wrap the chats' keys. It lives apart from the database and its backups."""

from __future__ import annotations

import base64
import json
import os
import secrets
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileTooOpenError(Exception):
    """Others than the owner may touch the key file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} can be read by others: chmod 600 {path}")
        self.path = path


class BrokenKeyFileError(Exception):
    """The key file is no key file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a key file: restore it from its backup")
        self.path = path


@dataclass(frozen=True)
class KeyFile:
    """Generations of wrapping keys (all but the current one only unwrap), and the key for codes."""

    current: str
    generations: Mapping[str, bytes]
    code_key: bytes


def load_key_file(path: Path) -> KeyFile:
    """Read the key file; make it, with one generation, where there is none.

    Raises:
        KeyFileTooOpenError: its mode is wider than 0600.
        BrokenKeyFileError: its content cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
        raise KeyFileTooOpenError(path)
    try:
        return _parse(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenKeyFileError(path) from error


def _parse(content: dict[str, object]) -> KeyFile:
    generations = content["generations"]
    if not isinstance(generations, dict):
        raise TypeError("generations")
    keys = {name: _key(entry["key"]) for name, entry in generations.items()}
    current = str(content["current"])
    keys[current]
    return KeyFile(current=current, generations=keys, code_key=_key(content["code_key"]))


def _key(text: object) -> bytes:
    key = base64.b64decode(str(text), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _create(path: Path) -> None:
    """Write a new file under another name and link it: two processes at once keep one file."""
    name = secrets.token_hex(4)
    content = {
        "current": name,
        "generations": {name: {"key": _new_key(), "created_at": datetime.now(UTC).isoformat()}},
        "code_key": _new_key(),
    }
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # Another process was first; its file is as good.
    finally:
        draft.unlink()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
