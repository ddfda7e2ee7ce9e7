"""Who may speak in a chat, and how soon a human is needed."""

from __future__ import annotations

from enum import StrEnum


class ChatState(StrEnum):
    """Who speaks: one column, changed by compare-and-set only."""

    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"
    CLOSED = "closed"


class Level(StrEnum):
    """How soon a human is needed (labels.md)."""

    LIFE = "life"
    URGENT = "urgent"
    NORMAL = "normal"


class EscalationStatus(StrEnum):
    """The way of one escalation; `withdrawn` is only for a provisional one."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    ACTIVE = "active"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# Where a counsellor may have a chat, or is looked for.
AT_DESK = (ChatState.WAITING, ChatState.HUMAN)
OPEN_STATUSES = (EscalationStatus.QUEUED, EscalationStatus.CLAIMED, EscalationStatus.ACTIVE)

_STEPS: dict[ChatState, frozenset[ChatState]] = {
    ChatState.BOT: frozenset({ChatState.WAITING, ChatState.CLOSED}),
    ChatState.WAITING: frozenset({ChatState.BOT, ChatState.HUMAN, ChatState.CLOSED}),
    ChatState.HUMAN: frozenset({ChatState.BOT, ChatState.WAITING, ChatState.CLOSED}),
    ChatState.CLOSED: frozenset({ChatState.BOT}),
}

_RANK = {Level.LIFE: 3, Level.URGENT: 2, Level.NORMAL: 1}


class ForbiddenStepError(Exception):
    """A chat cannot go from its state to the one asked for."""

    def __init__(self, before: ChatState, after: ChatState) -> None:
        super().__init__(f"a chat that is {before} cannot become {after}")
        self.before = before
        self.after = after


def check_step(before: ChatState, after: ChatState) -> None:
    """Refuse a change of state that no use case knows.

    Raises: ForbiddenStepError: the step is not in the table.
    """
    if after not in _STEPS[before]:
        raise ForbiddenStepError(before, after)


def rank(level: Level | None) -> int:
    """Give the order of levels: the higher, the sooner."""
    return _RANK[level] if level else 0


def highest(*levels: Level | None) -> Level | None:
    """Return the most pressing of several levels, None when none is set."""
    return max(levels, key=rank, default=None)
