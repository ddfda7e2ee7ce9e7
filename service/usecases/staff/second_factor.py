"""The second factor: set up by its owner with a QR code, and recovery codes that stand in for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from service.adapters.schema import RecoveryCode, Staff
from service.domain.come_back_code import new_code, plain_code
from service.domain.staff_errors import NoSetUpError, WrongCodeError
from service.usecases.audit import record
from service.usecases.staff.own_password import check_own_password
from service.usecases.staff.revoking import revoke_sessions
from service.usecases.staff.totp import accepted_step, make_secret, setup_uri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services
    from service.usecases.staff.own_password import Proof
    from service.usecases.staff.sessions import Door, Session

RECOVERY_CODES = 10


@dataclass(frozen=True)
class Offer:
    """A secret for an authenticator app, shown this once: as text, and as the QR code's address."""

    secret: str
    uri: str


async def offer_totp(services: Services, door: Door, by: Session, proof: Proof | None) -> Offer:
    """Make a secret; it counts once a code of it has come back. A second offer replaces the first.

    Args: proof: one's own password; not asked for while the account has to set up the factor.
    Raises: WrongPasswordError, SlowDownError.
    """
    async with services.database.read() as session:
        due = await session.scalar(select(Staff.totp_due).where(Staff.id == by.member.id))
    if not due:
        await check_own_password(services, door, by.member, proof)
    secret = make_secret()
    async with services.database.write() as session:
        row = await _own_row(session, by)
        row.totp_offered = seal_secret(services, row.id, secret)
    return Offer(secret, setup_uri(by.member.name, secret))


async def confirm_totp(services: Services, by: Session, code: str) -> Sequence[str]:
    """Take the offered secret into use, end all other sessions; give ten recovery codes.

    Raises:
        NoSetUpError: none was offered.
        WrongCodeError: the code is not of it.
    """
    async with services.database.write() as session:
        row = await _own_row(session, by)
        if row.totp_offered is None:
            raise NoSetUpError
        secret = _open(services, row.id, row.totp_offered)
        step = accepted_step(code, secret=secret, now=services.clock.now(), last_step=None)
        if step is None:
            raise WrongCodeError
        row.totp_secret, row.totp_offered = row.totp_offered, None
        row.totp_used_step, row.totp_due = step, False
        codes = await _new_codes(session, services, row.id)
        await revoke_sessions(session, services, by.member, besides=by.key)
        await record(session, services, by.member, "totp.set_up")
    return codes


async def renew_recovery_codes(
    services: Services, door: Door, by: Session, proof: Proof
) -> Sequence[str]:
    """Give ten new recovery codes; the old ones are void.

    Raises:
        WrongPasswordError, SlowDownError.
        NoSetUpError: there is no second factor that they could stand in for.
    """
    await check_own_password(services, door, by.member, proof)
    async with services.database.write() as session:
        row = await _own_row(session, by)
        if row.totp_secret is None:
            raise NoSetUpError
        codes = await _new_codes(session, services, row.id)
        await record(session, services, by.member, "recovery.renewed")
    return codes


async def use_recovery_code(
    session: AsyncSession, services: Services, staff_id: str, code: str
) -> bool:
    """Take a recovery code, by compare-and-set: of two logins with one code, one gets in."""
    used = await session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff_id,
            RecoveryCode.code_hash == _hash(services, staff_id, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=services.clock.now())
    )
    return bool(used.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts rows


async def recovery_codes_left(session: AsyncSession, staff_id: str) -> int:
    """Count the recovery codes that still work."""
    query = select(func.count()).where(
        RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None)
    )
    return await session.scalar(query) or 0


async def drop_second_factor(session: AsyncSession, row: Staff) -> None:
    """Forget an account's secret, what was offered, and its recovery codes."""
    row.totp_secret = row.totp_offered = row.totp_used_step = None
    await session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == row.id))


def seal_secret(services: Services, staff_id: str, secret: str) -> bytes:
    """Encrypt the secret of an account's one-time codes."""
    return services.keyring.seal_secret(secret, about=_about(staff_id))


def secret_of(services: Services, row: Staff) -> str | None:
    """Open the secret of one-time codes, None without a second factor."""
    return None if row.totp_secret is None else _open(services, row.id, row.totp_secret)


def _open(services: Services, staff_id: str, sealed: bytes) -> str:
    return services.keyring.open_secret(sealed, about=_about(staff_id))


async def _own_row(session: AsyncSession, by: Session) -> Staff:
    return await session.get_one(Staff, by.member.id, with_for_update={"key_share": True})


async def _new_codes(session: AsyncSession, services: Services, staff_id: str) -> Sequence[str]:
    await session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(staff_id=staff_id, code_hash=_hash(services, staff_id, code)) for code in codes
    )
    return codes


def _hash(services: Services, staff_id: str, code: str) -> bytes:
    """Hash with the key of the key file: 50 bits alone could be searched in a stolen database."""
    return services.keyring.hash_code(f"recovery|{staff_id}|{plain_code(code)}")


def _about(staff_id: str) -> str:
    return f"{staff_id}|totp"
