"""Turns: bursts, failures, leases, danger words, and a counsellor who comes in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service.adapters.notifier import Signal
from service.adapters.schema import Escalation, Turn
from service.domain.chat_states import ChatState, EscalationStatus, Level
from service.domain.engine_turn import Reply
from service.settings import Settings
from service.usecases.access import access_chat_by_id
from service.usecases.finishing_turns import finish_turn
from service.usecases.speaking import change_state
from service.usecases.taking_turns import Work, take_turn
from tests.service.fakes import ScriptedEngine
from tests.service.world import serving, settings_for, until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.service.fakes import SetClock
    from tests.service.world import Visitor, World

MANY_TRIES = 200  # as many as the service takes to give up
LIFE = {"level": "life", "set": ["suicide"], "why": {"suicide": "mourir"}}


async def escalations(world: World, visitor: Visitor) -> Sequence[Escalation]:
    async with world.services.database.read() as session:
        query = select(Escalation).where(Escalation.chat_id == visitor.chat)
        return (await session.scalars(query.order_by(Escalation.seq))).all()


async def counsellor_joins(world: World, visitor: Visitor) -> None:
    services = world.services
    async with services.database.write() as session:
        chat = await access_chat_by_id(session, services.keyring, visitor.chat, to_change=True)
        now = services.clock.now()
        if chat.row.state is ChatState.BOT:
            await change_state(session, chat, ChatState.WAITING, reason="asked", at=now)
        await change_state(session, chat, ChatState.HUMAN, reason="joined", at=now, name="Sam")


async def test_a_burst_is_gathered_into_one_turn(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url, tmp_path, burst_quiet_s=0.3, burst_max_s=1.5)
    async with serving(settings) as world:
        visitor = await world.visitor()
        seqs = []
        for text in ("slm", "un mec a mes photos", "il veut 200€"):
            seqs.append((await visitor.send(text)).json()["seq"])
            await asyncio.sleep(0.05)
        events = await visitor.answered(seqs[-1])
        assert [len(request.messages) for request in world.engine.turns()] == [3]
        done = [event for event in events if event["kind"] == "turn_done"]
        assert [event["answers"] for event in done] == [seqs[-1]]


async def test_a_burst_without_quiet_ends_at_its_longest(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url, tmp_path, burst_quiet_s=0.4, burst_max_s=0.8)
    async with serving(settings) as world:
        visitor = await world.visitor()
        for n in range(8):
            await visitor.send(f"message {n}")
            await asyncio.sleep(0.2)
        assert world.engine.turns(), "the burst never ended"


async def test_the_configured_burst_is_1_2_s_of_quiet_and_4_s_at_most(
    database_url: str, tmp_path: Path, clock: SetClock
) -> None:
    configured = {
        name: Settings.model_fields[name].default for name in ("burst_quiet_s", "burst_max_s")
    }
    settings = settings_for(database_url, tmp_path, **configured)
    async with serving(settings, clock=clock) as world:
        visitor = await world.visitor()
        began, due_s = clock.now(), []
        for n in range(5):
            await visitor.send(f"message {n}")
            async with world.services.database.read() as session:
                turn = await session.get_one(Turn, visitor.chat)
            assert turn.due_at is not None
            due_s.append(round((turn.due_at - began).total_seconds(), 3))
            clock.passes(seconds=0.9)
    assert due_s == [1.2, 2.1, 3.0, 3.9, 4.0]


async def test_messages_of_one_turn_are_read_each_by_itself(world: World) -> None:
    world.engine.gate = asyncio.Event()
    world.engine.gate.set()
    visitor = await world.visitor()
    world.engine.gate.clear()
    first = (await visitor.send("un")).json()["seq"]
    await until(lambda: _true(world.engine.turns()), "the first turn runs")
    second = (await visitor.send("deux")).json()["seq"]
    third = (await visitor.send("trois")).json()["seq"]
    world.engine.gate.set()
    await visitor.answered(third)
    batches = [[said.seq for said in request.messages] for request in world.engine.turns()]
    assert batches == [[first], [second, third]]


async def _true(value: Any) -> bool:
    return bool(value)


async def test_an_engine_that_fails_once_is_asked_again(world: World) -> None:
    visitor = await world.visitor()
    world.engine.fails = "slow"
    sent = (await visitor.send("salut")).json()["seq"]
    await until(lambda: _true(world.engine.turns()), "a first try")
    world.engine.fails = None
    events = await visitor.answered(sent)
    assert [event["kind"] for event in events] == ["message", "turn_done"]
    assert (await visitor.view())["state"] == "bot"


async def test_an_engine_that_fails_twice_gives_the_fixed_text_and_asks_for_a_human(
    world: World,
) -> None:
    visitor = await world.visitor()
    world.engine.fails = "down"
    events = await visitor.writes("un mec a mes photos")
    assert [event["kind"] for event in events] == ["state", "message", "turn_done"]
    assert events[0]["state"] == "waiting"
    assert events[0]["reason"] == "engine_down"
    assert "112" in events[1]["text"]
    assert "human_offered" in events[1]["advice"]
    assert (await visitor.view())["queue"]["position"] == 1
    asked = await escalations(world, visitor)
    assert [(row.level, row.status) for row in asked] == [(Level.NORMAL, EscalationStatus.QUEUED)]


async def test_unread_messages_are_read_when_the_engine_is_back(world: World) -> None:
    visitor = await world.visitor()
    world.engine.read_as["je fais une bêtise ce soir"] = LIFE
    world.engine.fails = "down"
    await visitor.writes("je fais une bêtise ce soir")
    said = len(await visitor.messages())
    world.engine.fails = None

    async def is_read() -> bool:
        rows = await escalations(world, visitor)
        return [row.level for row in rows] == [Level.LIFE]

    await until(is_read, "the reading raised what the danger words did not know")
    assert len(await visitor.messages()) == said, "it is not answered a second time"
    assert world.engine.turns()[-1].speaker == "human"
    events = await visitor.writes("tu es là ?")
    assert [event["kind"] for event in events] == ["message", "turn_done"]


@pytest.mark.parametrize(("code", "is_read"), [("down", True), ("wrong", False)])
async def test_only_what_the_engine_cannot_read_is_given_up(
    sqlite_url: str,
    tmp_path: Path,
    code: str,
    is_read: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    settings = settings_for(sqlite_url, tmp_path, read_retry_s=0.001, read_retry_max_s=0.001)
    async with serving(settings) as world:
        visitor = await world.visitor()
        world.engine.read_as["je fais une bêtise ce soir"] = LIFE
        world.engine.fails = code
        await visitor.writes("je fais une bêtise ce soir")
        if is_read:
            await until(lambda: _true(len(world.engine.turns()) > MANY_TRIES), "many tries")
        else:
            await until(lambda: _is_given_up(world, visitor), "an end of the tries")
        world.engine.fails = None
        await visitor.writes("tu es là ?")

        async def settled() -> bool:
            async with world.services.database.read() as session:
                turn = await session.get_one(Turn, visitor.chat)
            return bool(turn.read_seq == turn.wanted_seq)

        await until(settled, "the rest is read")
        levels = [row.level for row in await escalations(world, visitor)]
        assert (Level.LIFE in levels) is is_read


async def _is_given_up(world: World, visitor: Visitor) -> bool:
    async with world.services.database.read() as session:
        turn = await session.get_one(Turn, visitor.chat)
    return turn.failures >= MANY_TRIES and turn.read_seq == turn.wanted_seq


async def test_each_message_gets_an_answer_while_the_engine_stays_down(world: World) -> None:
    visitor = await world.visitor()
    world.engine.fails = "down"
    for text in ("un", "deux", "trois"):
        events = await visitor.writes(text)
        assert [e["kind"] for e in events if e["from"] == "bot"] == ["message", "turn_done"]


@pytest.mark.parametrize("engine_down", [False, True])
async def test_danger_words_raise_a_provisional_life_before_any_engine(
    world: World,
    engine_down: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    visitor = await world.visitor()
    world.engine.gate = asyncio.Event()
    world.engine.fails = "down" if engine_down else None
    await visitor.send("Je veux   MOURIR !")
    view = await visitor.view()
    assert view["state"] == "waiting"
    (row,) = await escalations(world, visitor)
    assert (row.level, row.provisional) == (Level.LIFE, True)
    world.engine.read_as["Je veux   MOURIR !"] = LIFE
    world.engine.gate.set()
    await visitor.answered(row.seq)
    (row,) = await escalations(world, visitor)
    assert row.level is Level.LIFE
    assert row.provisional is engine_down, "without a reading it stands as it is"
    assert world.engine.turns()[0].provisional


async def test_a_reading_without_life_withdraws_what_danger_words_raised(world: World) -> None:
    visitor = await world.visitor()
    events = await visitor.writes("dans ce jeu je veux mourir de rire")
    (row,) = await escalations(world, visitor)
    assert row.status is EscalationStatus.WITHDRAWN
    assert row.note == "reading_found_no_life"
    states = [event["state"] for event in await visitor.events() if event["kind"] == "state"]
    assert states == ["waiting", "bot"]
    assert events[-1]["kind"] == "turn_done"
    view = await visitor.view()
    assert (view["state"], view["queue"]) == ("bot", None)


async def test_danger_words_stand_while_life_stands_in_the_chat(world: World) -> None:
    world.engine.read_as["ce soir c'est fini"] = LIFE
    visitor = await world.visitor()
    await visitor.writes("ce soir c'est fini")
    await visitor.writes("oui je veux mourir")
    rows = await escalations(world, visitor)
    assert [(row.level, row.provisional) for row in rows] == [(Level.LIFE, False)] * 2
    assert (await visitor.view())["state"] == "waiting"


async def test_an_urgent_reading_lowers_a_provisional_life(world: World) -> None:
    text = "mon oncle dit: je veux mourir"
    world.engine.read_as[text] = {"level": "urgent", "set": ["abuser_close"]}
    visitor = await world.visitor()
    await visitor.writes(text)
    (row,) = await escalations(world, visitor)
    assert (row.level, row.provisional, row.note) == (Level.URGENT, False, "lowered_by_reading")
    assert (await visitor.view())["state"] == "waiting"


async def test_one_escalation_for_each_danger_message(world: World) -> None:
    world.engine.read_as["danger"] = LIFE
    visitor = await world.visitor()
    for _ in range(3):
        await visitor.writes("danger")
    rows = await escalations(world, visitor)
    assert len(rows) == 3
    assert len({row.seq for row in rows}) == 3
    states = [event for event in await visitor.events() if event["kind"] == "state"]
    assert len(states) == 1, "the chat waits already"


async def test_an_answer_that_comes_after_the_counsellor_is_dropped(world: World) -> None:
    world.engine.read_as["danger"] = LIFE
    visitor = await world.visitor()
    world.engine.gate = asyncio.Event()
    sent = (await visitor.send("danger")).json()["seq"]
    await until(lambda: _true(world.engine.turns()), "the turn runs")
    await counsellor_joins(world, visitor)
    world.engine.gate.set()
    events = await visitor.answered(sent)
    assert not [e for e in events if e["kind"] == "message"], "the bot is silent"
    assert [row.level for row in await escalations(world, visitor)] == [Level.LIFE]
    assert [request.speaker for request in world.engine.turns()] == ["bot", "human"]
    memories = [request.memory and request.memory["count"] for request in world.engine.turns()]
    assert memories == [1, 1], "the dropped answer's memory went with it"


async def test_danger_does_not_pause_while_a_human_speaks(world: World) -> None:
    world.engine.read_as["danger"] = LIFE
    visitor = await world.visitor()
    await counsellor_joins(world, visitor)
    events = await visitor.writes("danger")
    assert [event["kind"] for event in events] == ["turn_done"]
    (row,) = await escalations(world, visitor)
    assert row.status is EscalationStatus.ACTIVE


async def test_the_bot_is_seen_typing_when_its_answer_takes_a_while(world: World) -> None:
    visitor = await world.visitor()
    with world.services.notifier.subscribe(visitor.chat) as news:
        await visitor.writes("salut")
        world.engine.gate = asyncio.Event()
        sent = (await visitor.send("encore")).json()["seq"]
        signals: list[Signal] = []
        async with asyncio.timeout(5):
            while not signals:
                woken = await news.wait(5)
                signals = list(woken.signals) if woken else []
        assert signals == [Signal("typing", {"from": "bot"})]
        assert (await visitor.view())["events"][-1]["kind"] == "message"
        world.engine.gate.set()
        await visitor.answered(sent)


async def test_a_turn_run_twice_speaks_once(still_world: World) -> None:
    """The lease of a runner that hangs expires; both come back with an answer."""
    services, clock = still_world.services, still_world.services.clock
    visitor = await still_world.visitor()
    still_world.engine.gate = asyncio.Event()
    sent = (await visitor.send("salut")).json()["seq"]
    await until(lambda: _true(still_world.engine.turns()), "the first runner holds the turn")
    assert await _taken(still_world, visitor, "second") is None, "one lease"
    clock.passes(seconds=services.settings.lease_s + 1)  # type: ignore[attr-defined]  # SetClock
    second = await _taken(still_world, visitor, "second")
    assert second is not None
    result = await ScriptedEngine().turn(second.request)
    await finish_turn(services, second, result)
    await finish_turn(services, second, result)
    still_world.engine.gate.set()
    await visitor.answered(sent)
    await asyncio.sleep(0.2)
    bots = [m for m in await visitor.messages() if m["from"] == "bot" and "answers" in m]
    assert len(bots) == 1


async def _taken(world: World, visitor: Visitor, owner: str) -> Work | None:
    taken = await take_turn(world.services, visitor.chat, owner)  # type: ignore[arg-type]  # a ChatId
    return taken if isinstance(taken, Work) else None


async def test_a_turn_left_lying_is_run_by_the_next_process(
    settings: Settings, clock: SetClock
) -> None:
    """The first process dies between lease and answer: nothing of the turn is in the log."""
    async with serving(settings, clock=clock) as world:
        visitor = await world.visitor()
        world.engine.gate = asyncio.Event()
        sent = (await visitor.send("salut")).json()["seq"]
        await until(lambda: _true(world.engine.turns()), "the scan took the turn")
        chat, token = visitor.chat, visitor.token
        async with world.services.database.write() as session:
            turn = await session.get_one(Turn, chat)
            turn.owner = "died"
    clock.passes(seconds=settings.lease_s + 1)
    async with serving(settings, clock=clock) as world:
        visitor = replace(visitor, http=world.http, token=token)
        events = await visitor.answered(sent)
        assert [event["kind"] for event in events] == ["message", "turn_done"]


async def test_a_stop_gives_turns_in_hand_back(settings: Settings) -> None:
    async with serving(settings) as world:
        visitor = await world.visitor()
        world.engine.gate = asyncio.Event()
        sent = (await visitor.send("salut")).json()["seq"]
        await until(lambda: _true(world.engine.turns()), "the turn runs")
    async with serving(settings) as world:
        visitor = replace(visitor, http=world.http)
        await visitor.answered(sent)


async def test_a_reply_that_cannot_be_stored_is_a_failed_turn(world: World) -> None:
    visitor = await world.visitor()
    world.engine.replies = (Reply("utter_bad", "\ud800", "fr"),)
    events = await visitor.writes("salut")
    texts = [event["text"] for event in events if event["kind"] == "message"]
    assert len(texts) == 1
    assert "112" in texts[0]
