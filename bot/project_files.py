"""Reads the YAML files of the project, and says in one line which of them is broken and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_FOLDERS = ("data", "content")
_FILES = ("domain.yml", "endpoints.yml", "credentials.yml", "service/texts.yml")
_CONFIGS = ("config.yml", "config.light.yml")


class BrokenFileError(Exception):
    """A YAML file cannot be read; the text names file, line and remedy."""


def load_yaml(path: Path) -> Any:
    """Parse one file.

    Raises: BrokenFileError: it is missing, not UTF-8 or not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BrokenFileError(f"{path.name} is missing: get it back with git.") from error
    except UnicodeDecodeError as error:
        raise BrokenFileError(f"{path} is not UTF-8: save it as UTF-8, then run again.") from error
    except OSError as error:
        raise BrokenFileError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - safe one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "it is not valid YAML"
        raise BrokenFileError(
            f"{path}, line {line}: {problem}. Mend that line (often indentation or a quote), then run again."
        ) from error
    except yaml.reader.ReaderError as error:
        # It counts in bytes or in characters, as the loader was built: look for the place ourselves.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise BrokenFileError(
            f"{path}, line {line}: an invisible control character. Delete it (or write that line anew), then run again."
        ) from error
    except ValueError as error:  # what looks like a date and is none: 2026-13-45
        raise BrokenFileError(
            f"{path}: {error}. Put the value in quotes or mend it, then run again."
        ) from error


def check_project_files(root: Path, *, config: str = "config.yml") -> None:
    """Parse every YAML file that the product reads; check the shape of those that nothing else checks.

    Raises: BrokenFileError: for the first broken one.
    """
    for name in dict.fromkeys((config, *_CONFIGS)):
        if (root / name).exists():
            _check_config(name, load_yaml(root / name))
    for name in _FILES:
        if (root / name).exists():
            load_yaml(root / name)
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*.yml")):
            content = load_yaml(file)
            if content is None:
                raise BrokenFileError(f"{file} is empty: fill it, or remove the file.")
    for folder, check in _SHAPES.items():
        for file in sorted((root / folder).rglob("*.yml")):
            check(str(file.relative_to(root)), load_yaml(file))


def _check_config(file: str, content: Any) -> None:
    for key in ("pipeline", "policies"):
        steps = content.get(key) if isinstance(content, dict) else None
        if not isinstance(steps, list) or not all(
            isinstance(step, dict) and isinstance(step.get("name"), str) for step in steps
        ):
            raise BrokenFileError(f"{file}: `{key}:` needs a list of parts, each with its `name`.")


def _check_responses(file: str, content: Any) -> None:
    if not isinstance(content, dict) or not isinstance(content.get("responses"), dict):
        raise BrokenFileError(f"{file}: begins with `responses:`, then the names.")


def _check_concepts(file: str, content: Any) -> None:
    for concept, forms in _entries(file, content):
        _check_texts(f"{file}, {concept}", forms)


def _check_forms(file: str, content: Any) -> None:
    for form, normal in _entries(file, content):
        if not isinstance(form, str) or not isinstance(normal, str):
            raise BrokenFileError(f"{file}, {form}: form and normal form are words (add quotes).")


def _check_patterns(file: str, content: Any) -> None:
    for signal, parts in _entries(file, content):
        if not isinstance(parts, dict) or set(parts) - {"any", "unless"}:
            raise BrokenFileError(f"{file}, {signal}: only `any` and `unless` stand here.")
        for kind, phrases in parts.items():
            _check_texts(f"{file}, {signal}, {kind}", phrases)
            for phrase in phrases:
                _check_pattern(f"{file}, {signal}, {kind}", phrase)


def _check_pattern(place: str, phrase: str) -> None:
    try:
        re.compile(phrase)
    except re.error as error:
        raise BrokenFileError(f"{place}: {phrase!r} is no pattern: {error.msg}.") from error


def _check_texts(place: str, texts: Any) -> None:
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BrokenFileError(f"{place}: a list of texts stands here (numbers in quotes).")


def _entries(file: str, content: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(content, dict):
        raise BrokenFileError(f"{file}: a mapping (name: value) stands here.")
    return content.items()


# What the model is trained from and neither Rasa nor `Content` looks at.
_SHAPES: dict[str, Callable[[str, Any], None]] = {
    "data/responses": _check_responses,
    "bot/lexicon": _check_concepts,
    "bot/nlu/normal_forms": _check_forms,
    "bot/nlu/patterns": _check_patterns,
}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
