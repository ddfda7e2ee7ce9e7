"""Reads data/responses/*.yml: the wording of each response per language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.dialogue.content_node import Node
from bot.dialogue.content_types import ANY_LANGUAGE, LANGUAGES, Button, Link, Response, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<data>\{.*\})?")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_responses(node: Node) -> dict[str, Response]:
    """Read the responses of one file."""
    responses = node.child("responses")
    if responses.value is None:
        return {}
    return {name: _response(name, child) for name, child in responses.entries()}


def _response(name: str, node: Node) -> Response:
    wordings: dict[str, Wording] = {}
    for variation in node.items():
        language = _language(variation)
        if language in wordings:
            raise variation.error("one variation per language: remove the second.")
        wordings[language] = _wording(variation)
    if set(wordings) not in ({ANY_LANGUAGE}, set(LANGUAGES)):
        raise node.error(
            "write one variation for fr and one for nl (condition on the slot language)."
        )
    return Response(name, node.file, wordings)


def _language(variation: Node) -> str:
    conditions = variation.child("condition").items()
    if not conditions:
        return ANY_LANGUAGE
    for condition in conditions:
        if condition.child("name").value == "language":
            value = condition.child("value").text()
            if value in LANGUAGES:
                return value
    raise variation.error("the condition must be on the slot language with the value fr or nl.")


def _wording(variation: Node) -> Wording:
    metadata = variation.child("metadata")
    if metadata.value is None:
        metadata = Node({}, file=metadata.file, key=metadata.key)
    buttons = tuple(
        Button(entry.child("title").text(), entry.child("payload").text())
        for entry in variation.child("buttons").items()
    )
    for button in buttons:
        parse_payload(button.payload, at=variation)
    links = tuple(
        Link(entry.child("label").text(), entry.child("href").text())
        for entry in metadata.child("links").items()
    )
    return Wording(
        variation.child("text").text().strip(),
        buttons,
        advice=metadata.child("advice").texts(),
        links=links,
        more=metadata.child("more").optional(),
    )


def parse_payload(payload: str, *, at: Node | None = None) -> tuple[str, str | None]:
    """Split `/pick{"value": "x"}` into intent and value."""
    found = _PAYLOAD.fullmatch(payload.strip())
    try:
        value = json.loads(found["data"])["value"] if found and found["data"] else None
    except (ValueError, KeyError, TypeError):
        found, value = None, None
    if found is None:
        place = at or Node(payload, file="payload", key="payload")
        raise place.error(f'{payload} is no payload: write /intent or /intent{{"value": "x"}}.')
    return found["intent"], value if value is None else str(value)


def payload_of(intent: str, value: str | None = None) -> str:
    """Write a payload."""
    return f"/{intent}" + ("" if value is None else json.dumps({"value": value}))


def placeholders_in(text: str) -> set[str]:
    """Name what stands in braces in a text."""
    return set(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of the placeholders; unknown ones stay as they are."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
