"""Reads the prepared answers that a new installation begins with: `content/canned_replies.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.adapters.yaml_file import BrokenFileError, load_mapping
from service.domain.canned import Reply, check_reply
from service.domain.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "canned_replies.yml"
_KEYS = {"folder", "shortcut", "fr", "nl", "source"}
_LONGEST_NAME = 32


def load_starters(content_dir: Path, *, limit_chars: int) -> Mapping[str, Reply]:
    """Read and check the starter set, by name; empty where there is no file.

    Raises: BrokenFileError: an entry could not be stored, or two have one shortcut.
    """
    path = content_dir / FILE
    if not path.exists():
        return {}
    found: dict[str, Reply] = {}
    for name, entry in load_mapping(path).items():
        place = f"{path}, {name}"
        if not isinstance(entry, dict) or set(entry) != _KEYS or len(str(name)) > _LONGEST_NAME:
            raise BrokenFileError(f"{place}: write {', '.join(sorted(_KEYS))} here.")
        texts = {key: str(entry[key]) for key in ("folder", "shortcut", "fr", "nl")}
        try:
            found[str(name)] = check_reply(Reply(**texts), limit_chars=limit_chars)
        except ServiceError as error:
            raise BrokenFileError(f"{place}: {error or type(error).__doc__}") from error
    shortcuts = [reply.shortcut for reply in found.values()]
    for shortcut in shortcuts:
        if shortcuts.count(shortcut) > 1:
            raise BrokenFileError(f"{path}: two replies have the shortcut {shortcut}; change one.")
    return found
