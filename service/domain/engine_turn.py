"""A turn as the service asks for it and as the engine answers (contract §4), in plain types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.domain.chat_states import Level

type Json = Mapping[str, Any]
type Speaker = Literal["bot", "human"]
type EngineEvent = Literal["opening", "silence", "language", "handback"]


class EngineFailedError(Exception):
    """The engine gave no usable answer; `code` says why (down, slow, wrong, or its own code)."""

    def __init__(self, code: str) -> None:
        super().__init__(f"engine: {code}")
        self.code = code


@dataclass(frozen=True)
class Said:
    """One message of the visitor: a typed text or the payload of a choice."""

    seq: int
    text: str | None = None
    payload: str | None = None


@dataclass(frozen=True)
class Help:
    """Whether counsellors are there, and where this chat stands."""

    open: bool
    wait_s: int | None
    state: str


@dataclass(frozen=True)
class TurnRequest:
    """What the engine needs for one turn: it keeps nothing itself. `now` is Brussels time."""

    language: str | None
    memory: Json | None
    now: str
    help: Help
    messages: Sequence[Said] = ()
    event: EngineEvent | None = None
    speaker: Speaker = "bot"
    silent_s: int | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Offer:
    """A choice to offer."""

    label: str
    act: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One message of the bot."""

    response: str
    text: str
    language: str | None
    choices: Sequence[Offer] = ()
    advice: Sequence[str] = ()
    links: Sequence[Json] = ()
    step: str | None = None
    more: str | None = None


@dataclass(frozen=True)
class Alarm:
    """The engine says that a human is needed. `reasons`: `{"signal", "words"}`, redacted."""

    level: Level
    reasons: Sequence[Json]


@dataclass(frozen=True)
class TurnResult:
    """The engine's answer. `readings` has one entry per message, in order."""

    readings: Sequence[Json]
    reading: Json | None
    replies: Sequence[Reply]
    plan: Sequence[Json]
    memory: Json
    alarm: Alarm | None
    language: str | None
    model: str = ""
    trace: Json | None = field(default=None, repr=False)


class Engine(Protocol):
    """Understanding and dialogue, a pure function of its request."""

    async def turn(self, request: TurnRequest) -> TurnResult:
        """Take one turn.

        Raises: EngineFailedError: no usable answer within the deadline.
        """
        ...

    async def ready(self) -> bool:
        """Say whether a turn would be taken now."""
        ...

    async def close(self) -> None:
        """Close what is open."""
        ...
