"""Lowering a chat from `life`: somebody else reads why, and says yes or no, perhaps later."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.adapters.database import wake
from service.adapters.notifier import QUEUE_TOPIC
from service.adapters.schema import Staff
from service.domain.chat_states import ChatState, Level
from service.domain.corrections import CorrectionStatus, Decision
from service.domain.staff_errors import (
    HiddenChatError,
    NotYourProposalError,
    OwnProposalError,
    ProposalGoneError,
)
from service.usecases.access import access_chat_by_id
from service.usecases.audit import record
from service.usecases.claims import noting_refusal
from service.usecases.correcting import WORDS_KIND
from service.usecases.escalating import lower_by_counsellor
from service.usecases.proposals import open_proposal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.adapters.schema import Correction
    from service.domain.staff import Member
    from service.usecases.access import OpenChat
    from service.usecases.services import Services

_STATUS = {
    Decision.CONFIRM: CorrectionStatus.CONFIRMED,
    Decision.REFUSE: CorrectionStatus.REFUSED,
    Decision.WITHDRAW: CorrectionStatus.WITHDRAWN,
}
_ACTIONS = {
    Decision.CONFIRM: "level.lowering_confirmed",
    Decision.REFUSE: "level.lowering_refused",
    Decision.WITHDRAW: "level.lowering_withdrawn",
}


async def read_lowering(services: Services, by: Member, chat_id: str) -> dict[str, Any]:
    """Read the proposal that stands, with its author's words; noted in the audit.

    Raises:
        ProposalGoneError: none stands any more.
        NoSuchChatError: nor is the chat one's own, or waiting.
    """
    async with _proposed(services, by, chat_id) as (session, chat, proposal):
        author = await session.scalar(select(Staff.name).where(Staff.id == proposal.staff_id))
        await record(
            session,
            services,
            by,
            "level.proposal_read",
            chat_id=chat.id,
            detail={"id": proposal.id},
        )
        return {
            "id": proposal.id,
            "by": author,
            "at": proposal.at.isoformat(timespec="seconds"),
            "to": proposal.after,
            "reason": proposal.reason,
            "words": _words(chat, proposal),
        }


async def decide_lowering(
    services: Services, by: Member, chat_id: str, *, proposal_id: str, decision: Decision
) -> Level | None:
    """Confirm, refuse or withdraw a proposal; tell the level now.

    Raises:
        ProposalGoneError: it no longer stands; perhaps another does.
        OwnProposalError: nobody confirms or refuses their own.
        NotYourProposalError: only its author withdraws it.
        NoSuchChatError: the chat is none of this counsellor's business.
    """
    async with _proposed(services, by, chat_id) as (session, chat, proposal):
        if proposal.id != proposal_id:
            raise ProposalGoneError
        own = proposal.staff_id == by.id
        if own and decision is not Decision.WITHDRAW:
            raise OwnProposalError
        if not own and decision is Decision.WITHDRAW:
            raise NotYourProposalError
        proposal.status = _STATUS[decision].value
        proposal.decided_by = by.id
        proposal.decided_at = services.clock.now()
        if decision is Decision.CONFIRM:
            await lower_by_counsellor(session, services, chat, level=Level(proposal.after or ""))
        wake(session, QUEUE_TOPIC)
        wake(session, chat.id)
        detail = {"id": proposal.id, "to": proposal.after}
        await record(session, services, by, _ACTIONS[decision], chat_id=chat.id, detail=detail)
        return chat.row.level


@asynccontextmanager
async def _proposed(
    services: Services, by: Member, chat_id: str
) -> AsyncIterator[tuple[AsyncSession, OpenChat, Correction]]:
    """Open a transaction on a chat whose level somebody proposed to lower."""
    async with noting_refusal(services, by, chat_id), services.database.write() as session:
        chat = await access_chat_by_id(session, services.keyring, chat_id, to_change=True)
        proposal = await open_proposal(session, chat.id)
        if proposal is None:
            seen = chat.row.claimed_by == by.id or chat.row.state is ChatState.WAITING
            raise ProposalGoneError if seen else HiddenChatError
        yield session, chat, proposal


def _words(chat: OpenChat, proposal: Correction) -> str | None:
    if proposal.sealed_words is None:
        return None
    words: str = chat.keys.open_body(proposal.sealed_words, number=proposal.id, kind=WORDS_KIND)
    return words
