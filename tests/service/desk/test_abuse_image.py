"""A counsellor marks a chat that may hold or name an image of abuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.staff import StaffRole
from tests.service.desk.actors import at_work, code_of
from tests.service.desk.test_private_contact import deeds, notices, talking

if TYPE_CHECKING:
    from tests.service.fakes import SetClock
    from tests.service.world import World


async def test_the_chat_is_marked_the_lead_told_and_the_visitor_sees_nothing(
    still_world: World,
) -> None:
    sam, visitor = await talking(still_world)
    lena = await at_work(still_world, "lena", StaffRole.LEAD)
    before = await visitor.events()
    mark = {"by": "sam", "at": "2026-11-27T12:00:00+00:00"}
    assert (await sam.reads(visitor.chat)).json()["card"]["abuse_image"] is None
    answer = await sam.does(visitor.chat, "abuse-image")
    assert (answer.status_code, answer.json()) == (200, mark)
    assert (await sam.reads(visitor.chat)).json()["card"]["abuse_image"] == mark
    assert await visitor.events() == before
    [notice] = await notices(lena)
    assert (notice["kind"], notice["what"], notice["by"]) == ("abuse_image", None, "sam")
    assert not notice["has_words"]
    [deed] = await deeds(lena, "chat.abuse_image_marked")
    assert (deed["by"], deed["chat"], deed["detail"]) == ("sam", visitor.chat, {})


async def test_marking_again_changes_nothing_also_by_the_next_counsellor(
    still_world: World, clock: SetClock
) -> None:
    sam, visitor = await talking(still_world)
    jo, lena = await at_work(still_world, "jo"), await at_work(still_world, "lena", StaffRole.LEAD)
    first = (await sam.does(visitor.chat, "abuse-image")).json()
    clock.passes(seconds=30)
    await sam.does(visitor.chat, "release")
    await jo.takes_over(visitor.chat)
    assert (await jo.does(visitor.chat, "abuse-image")).json() == first
    [notice] = await notices(lena)
    assert notice["times"] == 1


async def test_it_is_for_ones_own_chat(still_world: World) -> None:
    sam, visitor = await talking(still_world)
    await sam.does(visitor.chat, "release")
    assert code_of(await sam.does(visitor.chat, "abuse-image")) == (409, "claim_lost")
