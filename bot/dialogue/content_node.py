"""A place in a YAML file that knows its own address, so that each mistake is said in one line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.dialogue.content_types import LANGUAGES
from bot.project_files import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Iterator


class ContentError(BrokenFileError):
    """A file of content/ or data/responses/ does not keep its schema (docs/reference/content.md)."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}, {key}: {problem}")
        self.file = file
        self.key = key


class Node:
    """One value of a YAML file with its file and key."""

    def __init__(self, value: object, *, file: str, key: str = "top") -> None:
        self.value = value
        self.file = file
        self.key = key

    def error(self, problem: str) -> ContentError:
        """Make the error that names this place."""
        return ContentError(self.file, self.key, problem)

    def table(self) -> dict[str, object]:
        """Give the mapping that stands here."""
        if not isinstance(self.value, dict):
            raise self.error("write a mapping (key: value) here.")
        return {str(key): value for key, value in self.value.items()}

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Go through the mapping that stands here."""
        for key in self.table():
            yield key, self.child(key)

    def child(self, key: str) -> Node:
        """Go one key deeper; a missing one holds None."""
        deeper = key if self.key == "top" else f"{self.key}.{key}"
        return Node(self.table().get(key), file=self.file, key=deeper)

    def only(self, *keys: str) -> None:
        """Refuse keys that the schema does not know, mostly typing errors."""
        unknown = sorted(set(self.table()) - set(keys))
        if unknown:
            raise self.error(f"unknown key {unknown[0]!r}; known are {', '.join(keys)}.")

    def items(self) -> list[Node]:
        """Give the list that stands here, empty when the key is missing."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.error("write a list ([a, b]) here.")
        return [
            Node(value, file=self.file, key=f"{self.key}[{index}]")
            for index, value in enumerate(self.value)
        ]

    def text(self) -> str:
        """Give the text that stands here."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("write a text here.")
        return self.value

    def optional(self) -> str | None:
        """Give the text that stands here or None."""
        return None if self.value is None else self.text()

    def texts(self) -> tuple[str, ...]:
        """Give the list of texts that stands here."""
        return tuple(node.text() for node in self.items())

    def flag(self) -> bool:
        """Give the yes or no that stands here, no when the key is missing."""
        if self.value is None:
            return False
        if not isinstance(self.value, bool):
            raise self.error("write true or false here.")
        return self.value

    def both(self) -> dict[str, str]:
        """Give a text in both languages."""
        self.only(*LANGUAGES)
        return {language: self.child(language).text() for language in LANGUAGES}

    def per_language(self) -> dict[str, Node]:
        """Give what stands here for each language: `{fr: …, nl: …}`, or one value for both."""
        if isinstance(self.value, dict):
            self.only(*LANGUAGES)
            return {language: self.child(language) for language in LANGUAGES}
        return dict.fromkeys(LANGUAGES, self)

    def day(self) -> dt.date:
        """Give the day that stands here, like 2026-11-27."""
        if not isinstance(self.value, dt.date):
            raise self.error("write a day like 2026-11-27 here.")
        return self.value
