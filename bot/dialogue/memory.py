"""What the dialogue remembers of a chat: names only, never a word of the visitor, and bounded."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from bot.labels import LIFE_SIGNALS, SITUATIONS, Level, Role, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Names come from content/ and labels; these bounds keep a state that was tampered with small.
_MOST_NAMES = 80
_LONGEST_NAME = 60

# What `app` holds once "which app?" was asked, until one is told.
OTHER_APP = "other_app"
_KINDS = {"step", "question", "app", "guess"}
# A third time is like every time after it.
_MOST_TIMES = 2
# Begins the facts that say which listed phrase was heard (phrases.py).
HEARD = "heard:"
# Begins the facts that hold until the next message: the bot broke a silence, or gave a warning.
LAST = "last:"
SILENCE = f"{LAST}silence"
# Begins, in `fresh`, the facts and steps that a set phrase of the message tells (cues.yml).
TOLD = "told:"
# In `fresh`: the message puts off the step in hand.
LATER = "later"
# The facts that the answers to `safe_now` set (questions.yml).
SAFE, UNSAFE = "safe", "unsafe"

_LIFE = {signal.value for signal in LIFE_SIGNALS}
_DANGER = _LIFE | {Signal.MEETING_PLANNED.value, Signal.ABUSER_CLOSE.value}


@dataclass(frozen=True)
class Pending:
    """What waits for the visitor: a step, a question, the app for a step, the guess of a situation."""

    kind: str
    id: str


@dataclass(frozen=True)
class Memory:
    """The chat so far. Each field is a Rasa slot of the same name.

    Lists keep the order in which things happened. `fresh` and `said` concern the turn in hand only:
    what is new in it, and how many bubbles it has so far. `opened` is "situation/role" for which
    the first answer was given. `prompted`: the last bubble presented what is in hand, so that a
    typed "yes" means it. `again` and `company` count lines, so that they take turns. `repeats` holds
    a name each time that something was said, up to twice. `other_language`: the language, not ours,
    in which the safe message was said last.
    """

    language: str | None = None
    role: str = Role.SELF.value
    situation: str | None = None
    opened: str | None = None
    signals: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    pending: Pending | None = None
    level: str | None = None
    misses: int = 0
    age_band: str | None = None
    app: str | None = None
    safety_open: bool = False
    prompted: bool = False
    cannot_write: bool = False
    again: int = 0
    company: int = 0
    nudged: bool = False
    ended: bool = False
    other_language: str | None = None
    repeats: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    said: int = 0

    @property
    def life(self) -> bool:
        """Whether a life signal stands."""
        return bool(_LIFE.intersection(self.signals))

    @property
    def danger(self) -> bool:
        """Whether a signal stands beside which nothing cheerful may be said."""
        return bool(_DANGER.intersection(self.signals))

    @property
    def chat_level(self) -> Level | None:
        """The level of the chat, which never falls by itself."""
        return Level(self.level) if self.level else None

    @property
    def truths(self) -> frozenset[str]:
        """Everything that a condition of the content may ask for."""
        told = [self.situation] if self.situation else []
        life = ["life"] if self.life else []
        # Once in danger, a child is unsafe until it says that it is safe, whoever spoke in between.
        in_danger = Signal.DANGER_NOW.value in self.signals and SAFE not in self.facts
        unsafe = [UNSAFE] if in_danger else []
        in_plan = ["in_plan"] if self.in_plan else []
        return frozenset((*self.signals, *self.facts, self.role, *told, *life, *unsafe, *in_plan))

    @property
    def place(self) -> str:
        """What `opened` holds once the first answer to this situation was given."""
        return f"{self.situation}/{self.role}"

    @property
    def in_plan(self) -> bool:
        """Whether the first answer to the situation was given, so that its plan is walked."""
        return self.situation is not None and self.opened == self.place

    def is_fresh(self, name: str) -> bool:
        """Whether this is new in the turn in hand."""
        return name in self.fresh

    def with_fresh(self, *names: str) -> Memory:
        """Note what is new in the turn in hand."""
        return replace(self, fresh=_added(self.fresh, names))

    def adding(self, field: str, *names: str) -> Memory:
        """Add names to one of the lists, each once."""
        changed: dict[str, Any] = {field: _added(getattr(self, field), names)}
        return replace(self, **changed)

    def times(self, name: str) -> int:
        """How often this was said before: 0, 1, or 2 for twice and more."""
        return self.repeats.count(name)

    def counting(self, name: str) -> Memory:
        """Count that this is said once more."""
        full = self.times(name) >= _MOST_TIMES or len(self.repeats) >= _MOST_NAMES
        return self if full else replace(self, repeats=(*self.repeats, name))

    def counting_anew(self, name: str) -> Memory:
        """Forget how often this was said."""
        return replace(self, repeats=tuple(said for said in self.repeats if said != name))

    def to_slots(self) -> dict[str, Any]:
        """Give the value of each slot, as JSON knows it."""
        slots: dict[str, Any] = {}
        for name in SLOTS:
            value = getattr(self, name)
            if isinstance(value, Pending):
                value = asdict(value)
            slots[name] = list(value) if isinstance(value, tuple) else value
        return slots

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Memory:
        """Read the slots back; what is missing, of a wrong shape or too long is left out."""
        known: dict[str, Any] = {}
        for field in fields(cls):
            value = _read(field.name, slots.get(field.name))
            if value is not None:
                known[field.name] = value
        return cls(**known)


SLOTS: tuple[str, ...] = tuple(field.name for field in fields(Memory))
_LISTS = {field.name for field in fields(Memory) if field.type == "tuple[str, ...]"}
_COUNTS = {field.name for field in fields(Memory) if field.type == "int"}
_FLAGS = {field.name for field in fields(Memory) if field.type == "bool"}
_CLOSED = {
    "language": {"fr", "nl"},
    "other_language": {"en", "de", "other"},
    "role": {role.value for role in Role},
    "situation": set(SITUATIONS),
    "level": {level.value for level in Level},
}


def told_now(memory: Memory) -> list[str]:
    """Name the facts and steps that the message of this turn tells in passing."""
    return [name.removeprefix(TOLD) for name in memory.fresh if name.startswith(TOLD)]


def _read(name: str, value: object) -> object:
    if name == "pending":
        return _read_pending(value)
    if name in _LISTS:
        values = value if isinstance(value, (list, tuple)) else ()
        return tuple(item for item in values if _is_name(item))[:_MOST_NAMES]
    if name in _COUNTS:
        return value if isinstance(value, int) and 0 <= value < 100_000 else None
    if name in _FLAGS:
        return value is True
    if not _is_name(value) or value not in _CLOSED.get(name, {value}):
        return None
    return value


def _read_pending(value: object) -> Pending | None:
    if not isinstance(value, dict) or value.get("kind") not in _KINDS:
        return None
    return Pending(value["kind"], value["id"]) if _is_name(value.get("id")) else None


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME


def _added(names: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))[:_MOST_NAMES]
