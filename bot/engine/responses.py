"""The wording: data/responses/*.yml as they are on disk now, so that a word changes without training."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.errors import MissingPlaceholderError, MissingResponseError
from bot.project_files import BrokenFileError, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_PLACEHOLDER = re.compile(r"\{([^\n{}]+)\}")
_KNOWN = {"text", "condition", "buttons", "metadata"}


@dataclass(frozen=True)
class Wording:
    """One response in the words that fit the slots, its placeholders filled.

    `language` is that of the condition that chose it, None for a text in no single language.
    """

    text: str
    language: str | None
    buttons: tuple[Mapping[str, str], ...]
    metadata: Mapping[str, Any]


class ResponseFiles:
    """Looks responses up by name; looks at the files' dates when told to, and keeps the last good.

    `problem` says in one line which file is broken, for /health; None when all are well.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: object = None
        self._responses: dict[str, list[dict[str, Any]]] = {}
        self.problem: str | None = None
        self.refresh()
        if self.problem:
            raise BrokenFileError(self.problem)

    def refresh(self) -> None:
        """Read the files again if one was changed, added or removed."""
        stamp = [(entry, entry.stat()) for entry in sorted(self._folder.glob("*.yml"))]
        marks = [(entry.name, stat.st_mtime_ns, stat.st_size) for entry, stat in stamp]
        if marks == self._stamp:
            return
        self._stamp = marks
        try:
            self._responses = dict(_read_all([entry for entry, _ in stamp]))
        except BrokenFileError as error:
            self.problem = str(error)
        else:
            self.problem = None

    def names(self) -> frozenset[str]:
        """Give the names of all responses."""
        return frozenset(self._responses)

    def wording(self, name: str, *, slots: Mapping[str, Any], values: Mapping[str, Any]) -> Wording:
        """Choose the variation whose conditions hold and fill it from values, then from slots.

        Raises: MissingResponseError, MissingPlaceholderError.
        """
        variation = _fitting(self._responses.get(name, ()), slots)
        if variation is None:
            raise MissingResponseError(f"{name} has no text that fits the slots of the chat.")
        filled = _Filler(name, {**slots, **values})
        return Wording(
            text=filled.text(variation["text"]),
            language=_language(variation),
            buttons=tuple(filled.all(button) for button in variation.get("buttons") or ()),
            metadata=filled.all(variation.get("metadata") or {}),
        )


class _Filler:
    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        self._name = name
        self._values = values

    def text(self, text: str) -> str:
        # What is filled with nothing leaves no second blank.
        return _PLACEHOLDER.sub(self._value, text).replace("  ", " ")

    def all(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            # A payload has braces of its own: it is for the machine, never filled.
            return {
                key: part if key == "payload" else self.all(part) for key, part in value.items()
            }
        return [self.all(part) for part in value] if isinstance(value, list) else value

    def _value(self, found: re.Match[str]) -> str:
        value = self._values.get(found[1])
        if value is None:
            raise MissingPlaceholderError(f"Nothing fills {{{found[1]}}} in {self._name}.")
        return str(value)


def _fitting(
    variations: Sequence[dict[str, Any]], slots: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Choose as Rasa does: what is conditioned goes before what is not; of several, the first."""
    fitting = [
        variation
        for variation in variations
        if all(
            slots.get(condition["name"]) == condition["value"]
            for condition in variation.get("condition") or ()
        )
    ]
    conditioned = [variation for variation in fitting if variation.get("condition")]
    return next(iter(conditioned or fitting), None)


def _language(variation: Mapping[str, Any]) -> str | None:
    conditions = variation.get("condition") or ()
    return next((entry["value"] for entry in conditions if entry["name"] == "language"), None)


def _read_all(files: Sequence[Path]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    known: set[str] = set()
    for file in files:
        content = load_yaml(file)
        if content is None:  # a file with comments only
            continue
        responses = content.get("responses") if isinstance(content, dict) else None
        if not isinstance(responses, dict):
            raise BrokenFileError(f"{file.name}: begins with `responses:`, then the names.")
        for name, variations in responses.items():
            if name in known:
                raise BrokenFileError(f"{file.name}: {name} stands twice: remove one of them.")
            known.add(name)
            _check(file.name, name, variations)
            yield name, variations


def _check(file: str, name: str, variations: object) -> None:
    if not isinstance(variations, list) or not variations:
        raise BrokenFileError(f"{file}: {name} needs a list of texts.")
    for variation in variations:
        if not isinstance(variation, dict) or not isinstance(variation.get("text"), str):
            raise BrokenFileError(f"{file}: {name} needs a `text` in each of its variations.")
        if unknown := set(variation) - _KNOWN:
            raise BrokenFileError(f"{file}: {name} has {min(unknown)}, which nobody reads.")
        for condition in variation.get("condition") or ():
            if not isinstance(condition, dict) or not {"name", "value"} <= set(condition):
                raise BrokenFileError(f"{file}: a condition of {name} needs name and value.")
        for button in variation.get("buttons") or ():
            if not isinstance(button, dict) or set(button) != {"title", "payload"}:
                raise BrokenFileError(f"{file}: a button of {name} needs title and payload.")
