"""Delivered: the visitor's page has it. And typing signs, which carry nobody's words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from service.usecases.access import access_chat_by_token
from service.usecases.counsellor_view import start_following
from service.usecases.following import follow_chat
from service.usecases.staff.sessions import find_session
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_takeover import waiting_chat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.access import OpenChat
    from service.usecases.following import Told
    from tests.service.desk.actors import Staffer
    from tests.service.world import Visitor, World

UNSENT = "je n'ai encore rien envoyé de ceci"


async def received(sam: Staffer, visitor: Visitor) -> int:
    view: dict[str, Any] = (await sam.reads(visitor.chat)).json()
    return int(view["received"])


async def says_received(visitor: Visitor, seq: int) -> int:
    return (await visitor.post("received", {"seq": seq})).status_code


async def heard(news: AsyncIterator[Sequence[Told]], kind: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        async for several in news:
            for told in several:
                if told.kind == kind:
                    return dict(told.data)
    raise AssertionError(f"the stream ended without {kind}")


async def desk_stream(
    world: World, sam: Staffer, visitor: Visitor
) -> AsyncIterator[Sequence[Told]]:
    token = sam.http.cookies["desk_session"]
    session = await find_session(world.services, token, uses=True)
    news = await start_following(world.services, session, visitor.chat, after=0)
    await heard(news, "caught_up")
    return news


async def visitor_stream(world: World, visitor: Visitor) -> AsyncIterator[Sequence[Told]]:
    async def access(session: AsyncSession) -> OpenChat:
        return await access_chat_by_token(
            session, world.services.keyring, chat_id=visitor.chat, token=visitor.token
        )

    news = follow_chat(world.services, access, chat_id=visitor.chat, after=0)
    await heard(news, "caught_up")
    return news


async def test_a_message_is_delivered_once_the_page_says_it_has_it(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    seq = (await sam.writes(visitor.chat, "Bonjour")).json()["seq"]
    assert await received(sam, visitor) < seq
    assert await says_received(visitor, seq) == 204
    assert await received(sam, visitor) == seq
    # An older page that comes late, or the same again, takes nothing back.
    assert await says_received(visitor, seq - 1) == 204
    assert await says_received(visitor, seq) == 204
    assert await received(sam, visitor) == seq


async def test_the_counsellor_hears_of_it_at_once(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    seq = (await sam.writes(visitor.chat, "Bonjour")).json()["seq"]
    news = await desk_stream(still_world, sam, visitor)
    await says_received(visitor, seq)
    assert await heard(news, "received") == {"seq": seq}


async def test_nobody_has_what_was_not_said_yet(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    await says_received(visitor, 2**30)
    seq = (await sam.writes(visitor.chat, "Bonjour")).json()["seq"]
    assert await received(sam, visitor) == seq - 1


async def test_another_visitor_says_nothing_about_it(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    seq = (await sam.writes(visitor.chat, "Bonjour")).json()["seq"]
    other = await still_world.visitor()
    other.chat = visitor.chat
    assert code_of(await other.post("received", {"seq": seq})) == (404, "no_such_chat")
    assert await received(sam, visitor) < seq


async def test_the_visitor_is_not_told_what_their_page_has(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    await sam.writes(visitor.chat, "Bonjour")
    assert "received" not in await visitor.view()


async def test_the_visitor_sees_that_the_counsellor_types_and_no_word_of_it(
    still_world: World,
) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    news = await visitor_stream(still_world, visitor)
    assert (await sam.does(visitor.chat, "typing", {"text": UNSENT})).status_code == 204
    assert await heard(news, "typing") == {"from": "counsellor"}


async def test_a_counsellor_who_only_reads_does_not_seem_to_type(still_world: World) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.does(visitor.chat, "claim")
    news = await visitor_stream(still_world, visitor)
    assert (await sam.does(visitor.chat, "typing")).status_code == 204
    await sam.does(visitor.chat, "join")
    await sam.does(visitor.chat, "seen", {"seq": 1})
    async with asyncio.timeout(10):
        async for several in news:
            kinds = [told.kind for told in several]
            assert "typing" not in kinds
            if "seen" in kinds:
                break


async def test_the_counsellor_sees_that_the_visitor_types_and_no_word_of_it(
    still_world: World,
) -> None:
    sam, visitor = await at_work(still_world), await waiting_chat(still_world)
    await sam.takes_over(visitor.chat)
    news = await desk_stream(still_world, sam, visitor)
    assert (await visitor.post("typing", {"text": UNSENT})).status_code == 204
    assert await heard(news, "typing") == {"from": "visitor"}
