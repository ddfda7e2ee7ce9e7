"""The list of erased chats beside the database: a restored backup does not know of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ErasureList:
    """A file with one chat id a line, only ever appended to."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, chat_id: str) -> None:
        """Note a chat durably, before its rows go: better erased twice than back once."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._path, flags, 0o600), "w") as file:
            file.write(f"{chat_id}\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> set[str]:
        """Read all ids."""
        if not self._path.exists():
            return set()
        return set(self._path.read_text(encoding="ascii").split())
