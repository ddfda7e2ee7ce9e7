"""One's own account: password, second factor, recovery codes, sessions."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request

from service.usecases.staff.own_account import own_account, show_as
from service.usecases.staff.own_password import Proof, change_password
from service.usecases.staff.own_sessions import end_other_sessions, end_session, list_sessions
from service.usecases.staff.qr import qr_path
from service.usecases.staff.second_factor import confirm_totp, offer_totp, renew_recovery_codes
from service.usecases.staff.sessions import Door
from service.web.desk.bodies import Code, NewPassword, OwnPassword, ShownAs
from service.web.desk.guard import By
from service.web.desk.shapes import (
    Ended,
    OfferShape,
    OwnAccountShape,
    OwnSessions,
    OwnSessionShape,
    RecoveryCodes,
)
from service.web.serving import Serving
from service.web.visitor import address_key

router = APIRouter(prefix="/api/desk/account", tags=["account"])
SessionId = Annotated[str, Path(max_length=64)]


async def _door(request: Request) -> Door:
    return cast("Door", request.app.state.door)


async def _address(request: Request) -> bytes:
    return address_key(request)


AtDoor = Annotated[Door, Depends(_door)]
Address = Annotated[bytes, Depends(_address)]


@router.get("")
async def account(by: By, services: Serving) -> OwnAccountShape:
    """Tell what one's own account has."""
    found = await own_account(services, by)
    return OwnAccountShape(
        name=by.member.name,
        role=by.member.role,
        has_totp=found.has_totp,
        recovery_left=found.recovery_left,
        shown_by_role=by.member.shown_by_role,
    )


@router.post("/shown", status_code=204)
async def shown(body: ShownAs, by: By, services: Serving) -> None:
    """Choose what visitors read when one joins: the first name, or a role."""
    await show_as(services, by, by_role=body.by_role)


@router.post("/password", status_code=204)
async def password(
    body: NewPassword, by: By, services: Serving, door: AtDoor, address: Address
) -> None:
    """Change one's own password; every other session of the account ends.

    The old one is wrong: 403 `wrong_password`. The new one breaks a rule: 422 `weak_password` with
    `rule`: `short`, `long`, `same`, `name`, `common` or `old`.
    """
    await change_password(services, door, by, proof=Proof(body.old, address), new=body.new)


@router.post("/totp")
async def offer(
    body: OwnPassword, by: By, services: Serving, door: AtDoor, address: Address
) -> OfferShape:
    """Draw a secret for an authenticator app. It counts once `…/confirm` has seen a code of it."""
    proof = None if body.password is None else Proof(body.password, address)
    offered = await offer_totp(services, door, by, proof)
    drawn = qr_path(offered.uri)
    return OfferShape(
        secret=offered.secret, uri=offered.uri, qr_size=drawn.size, qr_path=drawn.path
    )


@router.post("/totp/confirm")
async def confirm(body: Code, by: By, services: Serving) -> RecoveryCodes:
    """Take the secret into use; every other session ends. A wrong code: 422 `wrong_code`."""
    return RecoveryCodes(codes=list(await confirm_totp(services, by, body.code)))


@router.post("/recovery-codes")
async def renew(
    body: OwnPassword, by: By, services: Serving, door: AtDoor, address: Address
) -> RecoveryCodes:
    """Draw ten new recovery codes; the old ones are void."""
    proof = Proof(body.password or "", address)
    return RecoveryCodes(codes=list(await renew_recovery_codes(services, door, by, proof)))


@router.get("/sessions")
async def sessions(by: By, services: Serving) -> OwnSessions:
    """List one's own sessions: when opened, when last used."""
    return OwnSessions(
        sessions=[
            OwnSessionShape(
                session=one.id,
                opened_at=one.opened_at.isoformat(timespec="seconds"),
                seen_at=one.seen_at.isoformat(timespec="seconds"),
                here=one.here,
            )
            for one in await list_sessions(services, by)
        ]
    )


@router.delete("/sessions")
async def end_others(by: By, services: Serving) -> Ended:
    """End all of one's own sessions but this one, at once also for streams."""
    return Ended(ended=await end_other_sessions(services, by))


@router.delete("/sessions/{session}", status_code=204)
async def end(session: SessionId, by: By, services: Serving) -> None:
    """End one of one's own sessions, at once also for streams."""
    await end_session(services, by, session)
