"""Reads the YAML files of the project, and says in one line which of them is broken and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_FOLDERS = ("data", "content", "bot/lexicon")
_FILES = ("config.yml", "config.light.yml", "domain.yml", "endpoints.yml", "credentials.yml")


class BrokenFileError(Exception):
    """A YAML file cannot be read; the text names file, line and remedy."""


def load_yaml(path: Path) -> Any:
    """Parse one file.

    Raises: BrokenFileError: it is missing, not UTF-8 or not YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - safe one
    except FileNotFoundError as error:
        raise BrokenFileError(f"{path.name} is missing: get it back with git.") from error
    except UnicodeDecodeError as error:
        raise BrokenFileError(f"{path} is not UTF-8: save it as UTF-8, then run again.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "it is not valid YAML"
        raise BrokenFileError(
            f"{path}, line {line}: {problem}. Mend that line (often indentation or a quote), then run again."
        ) from error


def check_project_files(root: Path) -> None:
    """Parse every YAML file of the Rasa project of content/ and of the lexicon.

    Raises: BrokenFileError: for the first broken one.
    """
    for name in _FILES:
        if (root / name).exists():
            load_yaml(root / name)
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*.yml")):
            load_yaml(file)


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
