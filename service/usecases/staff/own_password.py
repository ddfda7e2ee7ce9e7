"""One's own password: asked for again before what matters, and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.schema import Staff
from service.domain.staff_errors import WeakPasswordError, WrongPasswordError
from service.usecases.audit import record
from service.usecases.staff.passwords import check_password, hash_elsewhere
from service.usecases.staff.revoking import revoke_sessions

if TYPE_CHECKING:
    from service.domain.staff import Member
    from service.usecases.services import Services
    from service.usecases.staff.sessions import Door, Session


@dataclass(frozen=True)
class Proof:
    """One's own password, and a key that is equal for equal addresses and tells none."""

    password: str
    address: bytes


async def check_own_password(
    services: Services, door: Door, member: Member, proof: Proof | None
) -> None:
    """Refuse who sits at somebody else's open session.

    Raises:
        WrongPasswordError: wrong, or none given.
        SlowDownError: too many tries; they count as logins do.
    """
    if proof is None:
        raise WrongPasswordError
    door.throttle.take(name=member.name, address=proof.address, now=services.clock.now())
    async with services.database.read() as session:
        stored = await session.scalar(select(Staff.password_hash).where(Staff.id == member.id))
    if not await door.passwords.matches(proof.password, stored):
        async with services.database.write() as session:
            await record(session, services, member, "password.refused")
        raise WrongPasswordError
    door.throttle.give_back(name=member.name, address=proof.address)


async def change_password(
    services: Services, door: Door, by: Session, *, proof: Proof, new: str
) -> None:
    """Set a new password of one's own; every other session of the account ends.

    Raises:
        WeakPasswordError: by its rules, or it is the old one.
        WrongPasswordError, SlowDownError: of the old one.
    """
    check_password(new, name=by.member.name)
    if new == proof.password:
        raise WeakPasswordError("old", "Choose another one than the old one.")
    await check_own_password(services, door, by.member, proof)
    hashed = await hash_elsewhere(new)
    async with services.database.write() as session:
        row = await session.get_one(Staff, by.member.id, with_for_update={"key_share": True})
        row.password_hash, row.password_due = hashed, False
        await revoke_sessions(session, services, by.member, besides=by.key)
        await record(session, services, by.member, "password.changed")
