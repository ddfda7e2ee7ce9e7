"""Presence, doors, offers of waiting chats, and how many somebody may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter

from service.domain.duty import Presence
from service.usecases import duty as duties
from service.usecases.offers import decline as decline_offer
from service.usecases.staff.accounts import find_account
from service.web.desk.admin import AccountId
from service.web.desk.bodies import ChatLimit, DoorSet, OneMore, PresenceChosen
from service.web.desk.guard import By
from service.web.desk.shapes import DutyShape
from service.web.serving import Serving

if TYPE_CHECKING:
    from service.domain.staff import Member
    from service.usecases.services import Services

router = APIRouter(prefix="/api/desk", tags=["desk"])


@router.get("/duty", response_model=DutyShape)
async def duty(by: By, services: Serving) -> dict[str, Any]:
    """Read how one works just now, and which chat is offered to one.

    The stream of the queue tells the same, as `event: duty`.
    """
    return await _duty(services, by.member)


@router.post("/duty/presence", response_model=DutyShape)
async def presence(body: PresenceChosen, by: By, services: Serving) -> dict[str, Any]:
    """Be online, on a break or offline. Without input one is `away` by itself, and back with it."""
    await duties.set_presence(services, by.member, Presence(body.presence))
    return await _duty(services, by.member)


@router.post("/duty/door", response_model=DutyShape)
async def door(body: DoorSet, by: By, services: Serving) -> dict[str, Any]:
    """Close or open one's own door: while it is closed, no new chats. Open ones stay."""
    await duties.set_door(services, by.member, closed=body.closed)
    return await _duty(services, by.member)


@router.post("/duty/one-more", response_model=DutyShape)
async def one_more(body: OneMore, by: By, services: Serving) -> dict[str, Any]:
    """Ask for one chat beyond the limit, or no longer. The next chat uses it up."""
    await duties.ask_one_more(services, by.member, wanted=body.wanted)
    return await _duty(services, by.member)


@router.post("/line", response_model=DutyShape)
async def line(body: DoorSet, by: By, services: Serving) -> dict[str, Any]:
    """Close or open the whole line: visitors hear that nobody is there, and where somebody is.

    While it is closed only a chat in which a life is in danger can be claimed.
    """
    await duties.set_line(services, by.member, closed=body.closed)
    return await _duty(services, by.member)


@router.post("/chats/{chat}/decline", status_code=204)
async def decline(chat: str, by: By, services: Serving) -> None:
    """Let an offer pass on to the next one; no reason is asked. It is gone: 409 `offer_gone`."""
    await decline_offer(services, by.member, chat)


@router.post("/staff/{account}/chat-limit", status_code=204)
async def chat_limit(account: AccountId, body: ChatLimit, by: By, services: Serving) -> None:
    """Set how many chats somebody may have at once; null: what the service's setting says."""
    member = await find_account(services, account, besides=by.member)
    await duties.set_limit(services, member, body.limit, by=by.member)


async def _duty(services: Services, by: Member) -> dict[str, Any]:
    async with services.database.read() as session:
        return await duties.duty_for(session, services, by)
