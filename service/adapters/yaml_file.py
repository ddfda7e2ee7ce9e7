"""Reads a YAML file of ours; a broken one is one line that names file, line and remedy.

The engine's `bot/project_files.py` says the same in its own environment, which has no service in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path


class BrokenFileError(Exception):
    """A YAML file cannot be read, or lacks what must stand there."""


def load_mapping(path: Path) -> dict[str, Any]:
    """Parse one file.

    Raises:
        BrokenFileError: it is not UTF-8, not YAML, or no mapping.
        FileNotFoundError: it is not there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BrokenFileError(f"{path} is not UTF-8: save it as UTF-8, then run again.") from error
    try:
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "it is not valid YAML"
        raise BrokenFileError(
            f"{path}, line {line}: {problem}. Mend that line (often indentation or a quote), then run again."
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BrokenFileError(
            f"{path}, line {line}: an invisible control character. Delete it, then run again."
        ) from error
    except ValueError as error:  # what looks like a date and is none: 2026-13-45
        raise BrokenFileError(
            f"{path}: {error}. Put the value in quotes or mend it, then run again."
        ) from error
    if not isinstance(content, dict):
        raise BrokenFileError(
            f"{path}: a mapping (key: value) must stand here. Get the file back with git."
        )
    return content
