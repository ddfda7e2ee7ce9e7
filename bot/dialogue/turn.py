"""What the visitor (or the clock) did in this turn, read from Rasa's latest message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.nlu.parse import reading_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.reading import Reading

EVENTS = ("event_opening", "event_silence", "event_language", "event_handback")
CHOICE_INTENTS = ("later", "calm", "pick")
FALLBACK = "nlu_fallback"

_ACTS = {
    "affirm": "yes",
    "deny": "no",
    "dont_know": "unsure",
    "talk_to_human": "human",
    "done": "done",
    "how": "how",
    "cant": "cant",
    "why": "why",
    "later": "later",
    "calm": "calm",
    "pick": "pick",
}


@dataclass(frozen=True)
class Help:
    """Whether counsellors are there; without a service (rasa shell) nobody is, and we say so."""

    open: bool = False
    wait_s: float | None = None
    state: str = "bot"


@dataclass(frozen=True)
class Turn:
    """One step of the chat. A choice or an event has no reading.

    `provisional`: the service heard a danger word and waits for our word on it. `language` is the
    language that the service has for the chat; for `event_language` the one that was chosen. `now`
    is None under `rasa shell`: then no line is said to be open.
    """

    intent: str
    value: str | None = None
    reading: Reading | None = None
    help: Help = Help()
    silent_s: float = 0.0
    provisional: bool = False
    language: str | None = None
    now: dt.datetime | None = None

    @property
    def act(self) -> str | None:
        """The act of contract §2 that this intent stands for, None for all that is told freely."""
        return _ACTS.get(self.intent)

    @property
    def words(self) -> int:
        """How many words the visitor typed."""
        return len(self.reading.redacted.split()) if self.reading else 0


def turn_of(message: Mapping[str, Any]) -> Turn:
    """Read Rasa's `latest_message`: the parse data with the engine's `turn` beside it.

    Under `rasa shell` there is no `turn`: then no counsellor is there and nobody waits.
    """
    context = message.get("turn") or {}
    given = context.get("help") or {}
    entities = message.get("entities") or ()
    values = [entity["value"] for entity in entities if entity.get("entity") == "value"]
    return Turn(
        intent=(message.get("intent") or {}).get("name") or FALLBACK,
        value=str(values[0]) if values else None,
        reading=reading_of(message) if message.get("reading") else None,
        help=Help(bool(given.get("open")), given.get("wait_s"), given.get("state") or "bot"),
        silent_s=float(context.get("silent_s") or 0),
        provisional=bool(context.get("provisional")),
        language=context.get("language"),
        now=dt.datetime.fromisoformat(context["now"]) if context.get("now") else None,
    )
