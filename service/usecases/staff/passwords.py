"""Passwords of staff: Argon2id, random ones that can be read out, and rules for chosen ones."""

from __future__ import annotations

import asyncio
import secrets
from functools import cache
from itertools import batched
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.domain.staff_errors import WeakPasswordError

# The second recommended option of RFC 9106 (64 MiB, 3 passes), with one lane less work for two cores.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)

# At most two at a time: each takes 64 MiB, and chats must stay quick while somebody guesses.
_AT_ONCE = 2

# Without letters and digits that look alike when somebody reads them from paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 4, 5

SHORTEST, LONGEST = 12, 200
_SHORTEST_NAME = 3  # of an account, to look for in a password

# Words that a guesser tries first, in our languages; digits and signs around them help nobody.
_COMMON = Path(__file__).with_name("common_passwords.txt")


def make_password(*, name: str) -> str:
    """Make a random password of 99 bits, in four groups of five characters, that keeps the rules.

    One in a thousand would hold a name of three letters by chance.
    """
    while True:
        letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP_LENGTH)]
        groups = ("".join(group) for group in batched(letters, _GROUP_LENGTH))
        password = "-".join(groups)
        if not _holds(password, name):
            return password


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is short, endless, common, or made of the account's name.

    Raises: WeakPasswordError.
    """
    if len(password) < SHORTEST:
        raise WeakPasswordError("short", f"Choose at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise WeakPasswordError("long", f"Choose at most {LONGEST} characters.")
    if len(set(password)) < SHORTEST // 2:
        raise WeakPasswordError("same", "Choose more different characters.")
    if _holds(password, name):
        raise WeakPasswordError("name", "Leave the account's name out of the password.")
    if _is_common(password):
        raise WeakPasswordError("common", "Choose one that is not among the first to be guessed.")


def hash_password(password: str) -> str:
    """Give the Argon2id hash to store, with its own salt and parameters."""
    return _HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Tell whether the password belongs to the stored hash; None takes as long and is never true."""
    try:
        _HASHER.verify(stored if stored is not None else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


class PasswordDoor:
    """Compares passwords off the event loop, a few at a time."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def matches(self, password: str, stored: str | None) -> bool:
        """Do what `matches` does, without stopping anybody's chat for it."""
        async with self._turns:
            return await asyncio.to_thread(matches, password, stored)


def _holds(password: str, name: str) -> bool:
    """Tell whether the name stands in the password; one or two letters do so anywhere."""
    return len(name) >= _SHORTEST_NAME and name.casefold() in password.casefold()


async def hash_elsewhere(password: str) -> str:
    """Do what `hash_password` does, without stopping anybody's chat for it."""
    return await asyncio.to_thread(hash_password, password)


def _is_common(password: str) -> bool:
    """Tell whether nothing is left once well-known words, digits and signs are taken away."""
    rest = "".join(sign for sign in password.casefold() if sign.isalpha())
    for word in _common_words():
        rest = rest.replace(word, "")
    return not rest


@cache
def _common_words() -> tuple[str, ...]:
    """Give the words, longest first: `motdepasse` before `mot`."""
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(words, key=len, reverse=True))


@cache
def _nobody() -> str:
    """A hash that belongs to no account, so that an unknown name costs what a known one costs."""
    return hash_password(secrets.token_urlsafe())
