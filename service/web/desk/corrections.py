"""What a counsellor puts right in a chat: level, topic, signals."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from service.usecases.correcting import (
    Corrected,
    Why,
    add_signal,
    correct_level,
    correct_topic,
    take_signal_away,
)
from service.usecases.lowering import decide_lowering, read_lowering
from service.web.desk.bodies import LevelGiven, LoweringDecided, SignalGiven, TopicGiven
from service.web.desk.guard import By
from service.web.desk.shapes import CorrectedShape, LevelShape, Lowering
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk/chats/{chat}", tags=["corrections"])


@router.post("/level")
async def level(chat: str, body: LevelGiven, by: By, services: Serving) -> CorrectedShape:
    """Set the level of one's own chat or of any that waits.

    It rises at once. It falls with a reason (422 `reason_needed`); from `life` that is a proposal
    which somebody else confirms. Another proposal stands: 409 `proposal_open` with `by`.
    """
    why = Why(body.reason, body.words)
    return _shape(await correct_level(services, by.member, chat, body.level, why))


@router.post("/topic")
async def topic(chat: str, body: TopicGiven, by: By, services: Serving) -> CorrectedShape:
    """Set the situation of one's own chat; the bot goes on from it."""
    return _shape(await correct_topic(services, by.member, chat, body.topic.value))


@router.post("/signals")
async def signals(chat: str, body: SignalGiven, by: By, services: Serving) -> CorrectedShape:
    """Add a signal to one's own chat, which may raise the level, or take one away."""
    signal = body.signal.value
    if not body.stands:
        return _shape(await take_signal_away(services, by.member, chat, signal))
    return _shape(await add_signal(services, by.member, chat, signal, seq=body.seq))


@router.get("/lowering", response_model=Lowering)
async def lowering(chat: str, by: By, services: Serving) -> dict[str, Any]:
    """Read the proposal to lower a chat from `life` (audited). None stands: 409 `proposal_gone`."""
    return await read_lowering(services, by.member, chat)


@router.post("/lowering")
async def decide(chat: str, body: LoweringDecided, by: By, services: Serving) -> LevelShape:
    """Confirm or refuse a colleague's proposal, or withdraw one's own.

    One's own to confirm: 409 `own_proposal`. Another's to withdraw: 409 `not_your_proposal`. It no
    longer stands: 409 `proposal_gone`.
    """
    now = await decide_lowering(
        services, by.member, chat, proposal_id=body.id, decision=body.decision
    )
    return LevelShape(level=now)


def _shape(corrected: Corrected) -> CorrectedShape:
    return CorrectedShape(
        status=corrected.status,
        level=corrected.level,
        topic=corrected.topic,
        signals=list(corrected.signals),
    )
