"""Notifiers that a test directs, and a desk that nobody watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.on_call import CallFailedError
from service.usecases.on_call.calling import make_calls
from service.usecases.on_call.delivery import note_notifiers
from service.usecases.on_call.sender import CallSender
from tests.service.desk.test_corrections import HEADS

if TYPE_CHECKING:
    import asyncio

    from service.domain.on_call import Call
    from tests.service.world import Visitor, World


@dataclass
class FakeNotifier:
    """Keeps what it is given; `fails` is the code of its failure, `gate` holds sends back."""

    name: str = "pager"
    fails: str | None = None
    gate: asyncio.Event | None = None
    sent: list[Call] = field(default_factory=list)
    tries: int = 0

    async def send(self, call: Call) -> None:
        self.tries += 1
        if self.gate is not None:
            await self.gate.wait()
        if self.fails is not None:
            raise CallFailedError(self.fails)
        self.sent.append(call)

    async def close(self) -> None:
        """Nothing is open."""


async def equip(world: World, *notifiers: FakeNotifier) -> None:
    """Give a service these notifiers instead of those of its settings."""
    world.services.on_call = notifiers
    await note_notifiers(world.services)


async def round_of(world: World) -> int:
    """Let the job and the senders look once; tell how many calls were made."""
    made = await make_calls(world.services)
    sender = CallSender(world.services)
    for notifier in world.services.on_call:
        await sender.run_once(notifier)
    return made


async def in_need(world: World, level: str) -> Visitor:
    """A chat that waits at a level, with nobody."""
    world.engine.read_as |= HEADS
    visitor = await world.visitor()
    await visitor.writes(level)
    return visitor
