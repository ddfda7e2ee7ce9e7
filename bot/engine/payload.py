"""A choice enters as parse data: `/intent` or `/intent{"value": "x"}`, read strictly and by us alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Collection

_FORM = re.compile(r"/(?P<intent>[a-z][a-z0-9_]*)(?P<data>\{.*\})?", re.ASCII)
_LONGEST = 200


class PayloadError(ValueError):
    """A payload is not of the form, or names an intent that the model does not have."""


@dataclass(frozen=True)
class Choice:
    """What was chosen: the intent it stands for and the value it carries."""

    intent: str
    value: str | None = None

    @property
    def act(self) -> str:
        """The act of contract §2; choosing a topic from a list is a `pick`."""
        return Turn(intent=self.intent).act or "pick"


def choice_of(payload: str, *, intents: Collection[str]) -> Choice:
    """Read a payload.

    Raises: PayloadError: it is not one.
    """
    found = _FORM.fullmatch(payload) if len(payload) <= _LONGEST else None
    if found is None:
        raise PayloadError('must be /intent or /intent{"value": "…"}')
    if found["intent"] not in intents or found["intent"].startswith("event_"):
        raise PayloadError("names no intent that can be chosen")
    return Choice(found["intent"], _value(found["data"]))


def _value(data: str | None) -> str | None:
    if data is None:
        return None
    try:
        read = json.loads(data)
    except ValueError as error:
        raise PayloadError("is no JSON behind the intent") from error
    if set(read) != {"value"} or not isinstance(read["value"], str) or not read["value"]:
        raise PayloadError('must carry exactly one "value", a text')
    value: str = read["value"]
    return value
