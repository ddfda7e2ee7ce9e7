"""What a counsellor reaches for while talking: canned replies and helplines."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from service.usecases.canned_replies import (
    Prepared,
    add_reply,
    change_reply,
    list_replies,
    remove_reply,
)
from service.usecases.helplines import helplines_now, values_for
from service.web.desk.guard import By
from service.web.desk.talking_shapes import (
    CannedShape,
    HelplineShape,
    HelplinesShape,
    ReplyChanged,
    ReplyGiven,
    ReplyShape,
)
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk", tags=["talking"])
ReplyId = Annotated[str, Path(max_length=32)]


@router.get("/canned")
async def canned(by: By, services: Serving) -> CannedShape:
    """List the shared replies and one's own, and what their placeholders are filled with."""
    return CannedShape(
        replies=[_shape(each) for each in await list_replies(services, by.member)],
        values=values_for(services, by.member),
    )


@router.post("/canned/shared", status_code=201)
async def add_shared(body: ReplyGiven, by: By, services: Serving) -> ReplyShape:
    """Add a reply for everybody.

    Both languages are needed (422 `one_language`), with the same placeholders
    (422 `placeholders_differ`), all of the list (422 `unknown_placeholder` with `known`). Shortcut or
    folder cannot be such: 422 `bad_shortcut`, `bad_folder`; in use: 409 `shortcut_taken`.
    """
    return _shape(await add_reply(services, by.member, body.reply(), shared=True))


@router.post("/canned/shared/{reply}")
async def change_shared(
    reply: ReplyId, body: ReplyChanged, by: By, services: Serving
) -> ReplyShape:
    """Change a reply of everybody. Somebody else did since: 409 `changed_meanwhile` with `by`."""
    return _shape(
        await change_reply(
            services, by.member, reply, body.reply(), version=body.version, shared=True
        )
    )


@router.delete("/canned/shared/{reply}", status_code=204)
async def remove_shared(reply: ReplyId, by: By, services: Serving) -> None:
    """Remove a reply of everybody."""
    await remove_reply(services, by.member, reply, shared=True)


@router.post("/canned/own", status_code=201)
async def add_own(body: ReplyGiven, by: By, services: Serving) -> ReplyShape:
    """Add a reply that only oneself sees; refused as a shared one is."""
    return _shape(await add_reply(services, by.member, body.reply(), shared=False))


@router.post("/canned/own/{reply}")
async def change_own(reply: ReplyId, body: ReplyChanged, by: By, services: Serving) -> ReplyShape:
    """Change a reply of one's own. Another's, or none: 404 `no_such_reply`."""
    return _shape(
        await change_reply(
            services, by.member, reply, body.reply(), version=body.version, shared=False
        )
    )


@router.delete("/canned/own/{reply}", status_code=204)
async def remove_own(reply: ReplyId, by: By, services: Serving) -> None:
    """Remove a reply of one's own."""
    await remove_reply(services, by.member, reply, shared=False)


@router.get("/helplines")
async def helplines(by: By, services: Serving) -> HelplinesShape:
    """List the helplines that a child can reach, in each language, and whether they are open now."""
    del by
    return HelplinesShape(
        helplines=[HelplineShape.model_validate(line) for line in helplines_now(services)]
    )


def _shape(prepared: Prepared) -> ReplyShape:
    reply = prepared.reply
    return ReplyShape(
        id=prepared.id,
        shared=prepared.shared,
        shortcut=reply.shortcut,
        folder=reply.folder,
        fr=reply.fr,
        nl=reply.nl,
        version=prepared.version,
        changed_by=prepared.changed_by,
        changed_at=prepared.changed_at,
    )
