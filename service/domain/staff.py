"""Who works at the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.staff_errors import BadNameError

if TYPE_CHECKING:
    from service.domain.ids import StaffId

_NAME = re.compile(r"[^\W_](?:[\w .'’-]{0,38}[^\W_])?")


class StaffRole(StrEnum):
    """What an account may do; the table is `service/web/desk/rights.yml`."""

    COUNSELLOR = "counsellor"
    LEAD = "lead"
    TRAINER = "trainer"
    ADMIN = "admin"


# Who may have chats of their own, and so shortens the wait of those in the queue.
TALKING_ROLES = frozenset({StaffRole.COUNSELLOR, StaffRole.LEAD})


class FirstStep(StrEnum):
    """What an account still has to do before anything else is open to it, in this order."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    TOTP = "totp"


@dataclass(frozen=True)
class Member:
    """One of the staff, logged in or acting by a command."""

    id: StaffId
    name: str
    role: StaffRole
    shown_by_role: bool = False

    @property
    def first_name(self) -> str:
        """The name as it is written: `sam` is `Sam`."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def shown_name(self) -> str | None:
        """The name that a visitor sees; None: "somebody of the team"."""
        return None if self.shown_by_role else self.first_name


def check_name(name: str) -> str:
    """Give the name of a new account as it is stored, in lower case.

    Raises: BadNameError: it is no name of at most 40 letters, digits, blanks, dots and hyphens.
    """
    trimmed = name.strip().casefold()
    if not _NAME.fullmatch(trimmed):
        raise BadNameError(name)
    return trimmed
