"""An engine and a clock that tests direct. The engine keeps the protocol: a pure function."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from service.domain.chat_states import Level, highest
from service.domain.engine_turn import (
    Alarm,
    EngineFailedError,
    Json,
    Offer,
    Reply,
    Said,
    TurnRequest,
    TurnResult,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

YES = Offer("Oui", "yes", "/affirm")
NO = Offer("Non", "no", "/deny")


class SetClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 27, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class ScriptedEngine:
    """Answers each turn with `replies`, and reads texts by what stands in `read_as`.

    `fails` is the code of the failure while the engine is down; `gate` holds turns back.
    """

    replies: Sequence[Reply] = (Reply("utter_ok", "Je suis là.", "fr"),)
    read_as: dict[str, dict[str, Any]] = field(default_factory=dict)
    plan: Sequence[Json] = ()
    slots: dict[str, Any] = field(default_factory=dict)
    fails: str | None = None
    alarm: Alarm | None = None
    gate: asyncio.Event | None = None
    language: str | None = None
    requests: list[TurnRequest] = field(default_factory=list)
    closed: bool = False

    async def turn(self, request: TurnRequest) -> TurnResult:
        self.requests.append(request)
        if self.gate is not None:
            await self.gate.wait()
        if self.fails is not None:
            raise EngineFailedError(self.fails)
        readings = [self._read(said) for said in request.messages]
        return TurnResult(
            readings=readings,
            reading=readings[-1] if readings else None,
            replies=self._replies(request),
            plan=self.plan,
            memory={"v": 1, "slots": self.slots, "count": _count(request) + 1},
            alarm=self.alarm or _alarm(readings),
            language=self.language or request.language,
            model="scripted",
        )

    async def ready(self) -> bool:
        return self.fails is None

    async def close(self) -> None:
        self.closed = True

    def turns(self) -> list[TurnRequest]:
        """The turns with messages."""
        return [request for request in self.requests if request.messages]

    def _read(self, said: Said) -> dict[str, Any]:
        if said.payload is not None:
            return {"choice": True, "act": "yes", "level": None, "set": []}
        text = said.text or ""
        reading: dict[str, Any] = {
            "topic": "greet",
            "role": "self",
            "language": "fr",
            "set": [],
            "level": None,
            "redacted": f"<{len(text)} signs>",
            "why": {},
        }
        return reading | self.read_as.get(text, {})

    def _replies(self, request: TurnRequest) -> Sequence[Reply]:
        if request.speaker == "human":
            return ()
        if request.event == "opening":
            return (Reply("utter_opening", "Salut, je suis un robot.", request.language),)
        return [replace(reply, language=request.language) for reply in self.replies]


def _count(request: TurnRequest) -> int:
    return int((request.memory or {}).get("count", 0))


def _alarm(readings: Sequence[Json]) -> Alarm | None:
    level = highest(*(Level(reading["level"]) for reading in readings if reading.get("level")))
    if level is None:
        return None
    return Alarm(level, [{"signal": s, "words": ""} for read in readings for s in read["set"]])
