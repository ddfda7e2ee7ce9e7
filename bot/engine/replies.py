"""Turns what the bot uttered into the replies of contract §4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.errors import BadChoiceError, EmptyReplyError
from bot.engine.payload import PayloadError, choice_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class Bubble:
    """One message of the bot, as it came over the border."""

    response: str
    text: str
    language: str | None
    buttons: tuple[Mapping[str, Any], ...]
    metadata: Mapping[str, Any]
    step: str | None


def reply_of(bubble: Bubble, *, intents: Collection[str]) -> dict[str, Any]:
    """Give one reply.

    Raises: EmptyReplyError: it says nothing. BadChoiceError: it offers what cannot be chosen.
    """
    if not bubble.response:
        raise EmptyReplyError("An action spoke without a response: texts stand in data/responses.")
    if not bubble.text.strip():
        raise EmptyReplyError(f"{bubble.response} has an empty text.")
    return {
        "response": bubble.response,
        "text": bubble.text,
        "language": bubble.language,
        "choices": [_choice(button, bubble.response, intents) for button in bubble.buttons],
        "advice": list(bubble.metadata.get("advice") or ()),
        "links": [dict(link) for link in bubble.metadata.get("links") or ()],
        "step": bubble.step,
        "more": bubble.metadata.get("more"),
    }


def _choice(button: Mapping[str, Any], response: str, intents: Collection[str]) -> dict[str, str]:
    payload = str(button.get("payload"))
    try:
        choice = choice_of(payload, intents=intents)
    except PayloadError as error:
        raise BadChoiceError(f"A payload in {response} {error}.") from error
    return {"label": str(button.get("title")), "act": choice.act, "payload": payload}
