"""Reads JSON objects key by key, strictly: what is missing, unknown or of a wrong type is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Collection


class Fields:
    """One JSON object and where it stands in the request, so that an error can name the field."""

    def __init__(self, value: object, path: str, *, allowed: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise BadRequestError(path, "must be an object")
        self._value: dict[str, Any] = value
        self._prefix = "" if path == "body" else f"{path}."
        for key in value:
            if key not in allowed:
                raise BadRequestError(self.path(str(key)[:40]), "is not a field of this call")

    def path(self, key: str) -> str:
        """Name a key as seen from the whole request."""
        return f"{self._prefix}{key}"

    def has(self, key: str) -> bool:
        """Whether the key is there and not null."""
        return self._value.get(key) is not None

    def raw(self, key: str) -> Any:
        """Give the value as it came, None when it is missing."""
        return self._value.get(key)

    def text(self, key: str, *, longest: int) -> str:
        """Give a text."""
        value = self._value.get(key)
        if not isinstance(value, str):
            raise BadRequestError(self.path(key), "must be a text")
        if len(value) > longest:
            raise BadRequestError(self.path(key), f"has more than {longest} characters")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise BadRequestError(self.path(key), "holds half a character") from error
        return value

    def one_of(self, key: str, choices: Collection[str]) -> str:
        """Give one of a closed set of names."""
        value = self._value.get(key)
        if not isinstance(value, str) or value not in choices:
            raise BadRequestError(self.path(key), f"must be one of {', '.join(sorted(choices))}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false."""
        value = self._value.get(key, default)
        if not isinstance(value, bool):
            raise BadRequestError(self.path(key), "must be true or false")
        return value

    def number(self, key: str, *, least: float, most: float) -> float:
        """Give a number in a range."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise BadRequestError(self.path(key), "must be a number")
        if not least <= value <= most:
            raise BadRequestError(self.path(key), f"must be from {least:g} to {most:g}")
        return value

    def items(self, key: str, *, most: int) -> list[Any]:
        """Give a list with at least one item."""
        value = self._value.get(key)
        if not isinstance(value, list) or not value:
            raise BadRequestError(self.path(key), "must be a list with at least one item")
        if len(value) > most:
            raise BadRequestError(self.path(key), f"has more than {most} items")
        return value
