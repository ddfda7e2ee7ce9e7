"""Reads the table of rights, `rights.yml`: who may call what, and on whose chat.

The guard refuses by it. Whose chat it is, is kept where the chat is opened
(`service.usecases.claims`); the table says what must come of it, and a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.adapters.yaml_file import BrokenFileError, load_mapping
from service.domain.staff import StaffRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    type Call = tuple[str, str]  # method and path, as the OpenAPI document has them

RIGHTS_FILE = Path(__file__).with_name("rights.yml")
_CALL = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/api/\S+)")
_COLUMNS = {"roles", "whose", "by_itself", "locked", "first"}


class Whose(StrEnum):
    """On what a call works, where that is not the same for everybody."""

    WAITING_CHAT = "any waiting chat"
    OWN_OR_WAITING_CHAT = "own or waiting chat"
    OFFERED_CHAT = "offered chat"
    PROPOSED_CHAT = "proposed chat"
    OWN_CHAT = "own chat"
    OTHERS_CHAT = "others chat"
    ALONG_CHAT = "along chat"
    CLOSED_CHAT = "closed chat"
    OWN_ACCOUNT = "own account"
    OTHER_ACCOUNT = "other account"
    OWN_REPLY = "own reply"


@dataclass(frozen=True)
class Right:
    """One line of staff.

    `changes`: the call needs the CSRF token. `uses`: a person does something, which keeps the
    session from its idle lock. `first`: open also while the account has something to set up.
    `locked`: open also to a session that only its idle lock has closed.
    """

    roles: frozenset[StaffRole]
    whose: Whose | None
    changes: bool
    uses: bool
    first: bool
    locked: bool = False


@dataclass(frozen=True)
class Rights:
    """The whole table."""

    anybody: frozenset[Call]
    visitors: frozenset[Call]
    staff: Mapping[Call, Right]

    @property
    def calls(self) -> frozenset[Call]:
        """Every call that the table names."""
        return self.anybody | self.visitors | self.staff.keys()


def load_rights(path: Path = RIGHTS_FILE) -> Rights:
    """Read the table.

    Raises: BrokenFileError: a line that says nothing, or says it of a call that has a line already.
    """
    table = load_mapping(path)
    try:
        rights = Rights(
            anybody=frozenset(_call(line) for line in table["anybody"]),
            visitors=frozenset(_call(line) for line in table["visitors"]),
            staff={_call(line): _right(line, row) for line, row in table["staff"].items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenFileError(f"{path}: {error}. Mend that line, then run again.") from error
    named = sum(map(len, (rights.anybody, rights.visitors, rights.staff)))
    if named != len(rights.calls):
        raise BrokenFileError(f"{path}: a call has two lines. Delete one, then run again.")
    return rights


def _call(line: str) -> Call:
    found = _CALL.fullmatch(line)
    if found is None:
        raise ValueError(f"{line!r} is no method and path")
    return found[1], found[2]


def _right(line: str, row: Mapping[str, Any]) -> Right:
    if unknown := row.keys() - _COLUMNS:
        raise ValueError(f"{line}: unknown column {', '.join(sorted(unknown))}")
    whose = row.get("whose")
    return Right(
        roles=_roles(row["roles"]),
        whose=None if whose is None else Whose(whose),
        changes=not line.startswith("GET "),
        uses=not row.get("by_itself", False),
        first=bool(row.get("first", False)),
        locked=bool(row.get("locked", False)),
    )


def _roles(given: Iterable[str]) -> frozenset[StaffRole]:
    return frozenset(StaffRole) if given == "all" else frozenset(map(StaffRole, given))
