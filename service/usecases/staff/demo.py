"""Accounts to try the product with, on a machine where nobody real writes."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.domain.staff import StaffRole
from service.usecases.staff.accounts import NewAccount, add_account, list_accounts, reset_password

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.usecases.services import Services

    type Login = dict[str, str | None]

_DEMO = {
    "sam": StaffRole.COUNSELLOR,
    "lou": StaffRole.LEAD,
    "noor": StaffRole.TRAINER,
    "alix": StaffRole.ADMIN,
}


async def make_demo_accounts(services: Services) -> Path:
    """Make the demo accounts and the file with their logins; what is there stays as it is.

    An account that the file does not list gets a new password, since nobody can know the old one.
    One that only the file lists (the database is new) is made with the password of the file.
    """
    path = services.settings.demo_logins_file
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        listed = _read(path)
        there = {account.member.name for account in await list_accounts(services)}
        logins = [await _login(services, name, listed, there) for name in _DEMO]
        if logins != list(listed.values()):
            _write(path, logins)
    return path


async def _login(services: Services, name: str, listed: dict[str, Login], there: set[str]) -> Login:
    login = listed.get(name)
    if name in there:
        return login or _entry(await reset_password(services, name=name))
    password = login["password"] if login else None
    return _entry(await add_account(services, name=name, role=_DEMO[name], password=password))


def _entry(made: NewAccount) -> Login:
    return {
        "role": made.member.role.value,
        "name": made.member.name,
        "password": made.password,
        "totp_secret": made.totp_secret,
    }


def _read(path: Path) -> dict[str, Login]:
    """Read the file; one that is missing or broken lists nobody."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {entry["name"]: entry for entry in entries if entry["password"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(path: Path, logins: list[Login]) -> None:
    """Put the file there whole and readable by its owner only."""
    draft = path.with_name(f"{path.name}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(logins, file, indent=1)
        file.write("\n")
    draft.replace(path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock file: several processes of the service start at once."""
    with path.with_name(f"{path.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
