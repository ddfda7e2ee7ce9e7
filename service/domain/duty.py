"""Whether somebody at the desk can be given a chat, and who is asked first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime


class Presence(StrEnum):
    """Where a counsellor is. All but `away` are chosen; `away` comes and goes by itself."""

    ONLINE = "online"
    BREAK = "break"
    OFFLINE = "offline"
    AWAY = "away"


@dataclass(frozen=True)
class Colleague:
    """Somebody who could take a chat now. `idle_since`: when they came, or took their last one."""

    id: str
    chats: int
    idle_since: datetime


@dataclass(frozen=True)
class Planned:
    """A chat to be shown to somebody. `anew`: everybody free had it, and it goes round again."""

    chat: str
    to: str
    anew: bool


def presence_of(
    chosen: Presence, *, seen_at: datetime | None, missed_at: datetime | None, away_at: datetime
) -> Presence:
    """Tell where somebody is.

    Args:
        chosen: what they said themselves.
        seen_at: their last input at the desk; None: they are not logged in.
        missed_at: when they last let an offer pass without any input.
        away_at: whoever was not seen since is away.
    """
    if seen_at is None:
        return Presence.OFFLINE
    if chosen is not Presence.ONLINE:
        return chosen
    missed = missed_at is not None and missed_at > seen_at
    return Presence.AWAY if missed or seen_at < away_at else Presence.ONLINE


def outranked(
    ranks: Mapping[str, int],
    *,
    offered: Mapping[str, str],
    had: Mapping[str, Mapping[str, datetime]],
) -> Sequence[str]:
    """Name the chats whose offers make room, since a more pressing one is shown to nobody.

    `ranks` has every chat that nobody has, in the order of danger; the rest is as for `plan_offers`.
    """
    looked_at = sorted((chat for chat in ranks if chat in offered), key=lambda chat: ranks[chat])
    room: list[str] = []
    for chat, rank in ranks.items():
        if chat in offered:
            continue
        lesser = (one for one in looked_at if ranks[one] < rank and one not in room)
        give_way = next((one for one in lesser if offered[one] not in had.get(chat, {})), None)
        if give_way is not None:
            room.append(give_way)
    return room


def plan_offers(
    chats: Iterable[str],
    free: Collection[Colleague],
    *,
    offered: Mapping[str, str],
    had: Mapping[str, Mapping[str, datetime]],
    again_at: datetime,
) -> Sequence[Planned]:
    """Tell whom to show which chat: the most pressing chat first, to whoever has least to do.

    That is who has the fewest chats, then who has gone longest without a new one.

    Args:
        chats: those that nobody has, in the order of danger.
        free: all who can take one, also while they look at an offer.
        offered: by chat, who looks at it now.
        had: by chat, who let it pass in this round, and when.
        again_at: a round that ended after this has not rested long enough for the next.
    """
    order = sorted(free, key=lambda one: (one.chats, one.idle_since, one.id))
    looking = set(offered.values())
    left = [one.id for one in order if one.id not in looking]
    plan: list[Planned] = []
    for chat in chats:
        if not left:
            break
        if chat in offered:
            continue
        passed = had.get(chat, {})
        anew = all(one.id in passed for one in free)
        if anew and max(passed.values()) > again_at:
            continue
        to = next((one for one in left if anew or one not in passed), None)
        if to is not None:
            left.remove(to)
            plan.append(Planned(chat, to, anew))
    return plan
