"""What a caller may ask (contract §4), checked once and turned into frozen objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.engine.errors import BadRequestError
from bot.engine.fields import Fields
from bot.engine.payload import Choice, PayloadError, choice_of
from bot.engine.state import State, read_state

if TYPE_CHECKING:
    from collections.abc import Collection

EVENTS = ("opening", "silence", "language", "handback")
LANGUAGES = ("fr", "nl")
MOST_MESSAGES = 100
LONGEST_TEXT = 2000
_LONGEST_DEADLINE_MS = 60_000
_DEADLINE_MS = 5_000
_YEAR_S = 366 * 24 * 3600
_TURN = {
    *("language", "state", "messages", "event", "speaker", "now", "help", "silent_s"),
    *("provisional", "deadline_ms"),
}


@dataclass(frozen=True)
class Typed:
    """A message that the visitor typed."""

    text: str


@dataclass(frozen=True)
class Context:
    """What actions may know of the world in this turn; nothing else reaches them.

    `help` is {"open", "wait_s", "state"} as the service sends it.
    """

    now: str
    help: dict[str, Any]
    silent_s: float | None
    event: str | None
    provisional: bool
    language: str | None


@dataclass(frozen=True)
class TurnRequest:
    """One turn: either messages or an event, on top of a state."""

    state: State
    messages: tuple[Typed | Choice, ...]
    context: Context
    speaker: str
    deadline_s: float


@dataclass(frozen=True)
class ReadRequest:
    """Messages to be read, each by itself."""

    texts: tuple[str, ...]
    language: str | None


def turn_request(body: object, *, intents: Collection[str]) -> TurnRequest:
    """Check the body of `/turn`.

    Raises: BadRequestError: names the first field that is wrong.
    """
    fields = Fields(body, "body", allowed=_TURN)
    event = fields.one_of("event", EVENTS) if fields.has("event") else None
    if (event is None) == (not fields.has("messages")):
        raise BadRequestError("messages", "give either messages or an event")
    language = _language(fields)
    if event == "language" and language is None:
        raise BadRequestError("language", "must be the language that was chosen")
    return TurnRequest(
        state=read_state(fields.raw("state")),
        messages=() if event else _messages(fields, intents),
        context=Context(
            now=_now(fields),
            help=_help(fields),
            silent_s=_silent_s(fields),
            event=event,
            provisional=fields.flag("provisional", default=False),
            language=language,
        ),
        speaker=fields.one_of("speaker", ("bot", "human")) if fields.has("speaker") else "bot",
        deadline_s=_deadline_s(fields),
    )


def read_request(body: object) -> ReadRequest:
    """Check the body of `/read`.

    Raises: BadRequestError: names the first field that is wrong.
    """
    fields = Fields(body, "body", allowed={"messages", "language"})
    texts = []
    for index, item in enumerate(fields.items("messages", most=MOST_MESSAGES)):
        message = Fields(item, f"messages[{index}]", allowed={"text"})
        texts.append(message.text("text", longest=LONGEST_TEXT))
    return ReadRequest(tuple(texts), _language(fields))


def model_request(body: object) -> str:
    """Check the body of `/model`; whether the path may be opened is the archive's matter."""
    return Fields(body, "body", allowed={"path"}).text("path", longest=1000)


def _messages(fields: Fields, intents: Collection[str]) -> tuple[Typed | Choice, ...]:
    return tuple(
        _message(Fields(item, f"messages[{index}]", allowed={"seq", "text", "payload"}), intents)
        for index, item in enumerate(fields.items("messages", most=MOST_MESSAGES))
    )


def _message(fields: Fields, intents: Collection[str]) -> Typed | Choice:
    if fields.has("seq"):
        fields.number("seq", least=0, most=2**53)
    if fields.has("text") == fields.has("payload"):
        raise BadRequestError(fields.path("text"), "give either a text or a payload")
    if fields.has("text"):
        return Typed(fields.text("text", longest=LONGEST_TEXT))
    try:
        return choice_of(fields.text("payload", longest=LONGEST_TEXT), intents=intents)
    except PayloadError as error:
        raise BadRequestError(fields.path("payload"), str(error)) from error


def _language(fields: Fields) -> str | None:
    return fields.one_of("language", LANGUAGES) if fields.has("language") else None


def _now(fields: Fields) -> str:
    now = fields.text("now", longest=40)
    try:
        datetime.fromisoformat(now.replace("Z", "+00:00"))
    except ValueError as error:
        raise BadRequestError("now", "must be a time like 2026-01-31T09:30:00+01:00") from error
    return now.replace("Z", "+00:00")


def _help(fields: Fields) -> dict[str, Any]:
    if not fields.has("help"):
        return {"open": False, "wait_s": None, "state": "bot"}
    given = Fields(fields.raw("help"), "help", allowed={"open", "wait_s", "state"})
    states = ("bot", "waiting", "human", "closed")
    return {
        "open": given.flag("open", default=False),
        "wait_s": given.number("wait_s", least=0, most=_YEAR_S) if given.has("wait_s") else None,
        "state": given.one_of("state", states) if given.has("state") else "bot",
    }


def _silent_s(fields: Fields) -> float | None:
    return fields.number("silent_s", least=0, most=_YEAR_S) if fields.has("silent_s") else None


def _deadline_s(fields: Fields) -> float:
    if not fields.has("deadline_ms"):
        return _DEADLINE_MS / 1000
    return fields.number("deadline_ms", least=1, most=_LONGEST_DEADLINE_MS) / 1000
