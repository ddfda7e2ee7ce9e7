"""Whatever a visitor does: an answer, no error, a small state, the form of a crisis."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.dialogue import Help, Memory, Turn, plan
from bot.dialogue.acting import params
from bot.dialogue.routing import ROUTES
from bot.labels import SITUATIONS, TOPICS, Role, Signal
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content

STATE_BYTES = 8_000
MOST_BUBBLES = 3

VALUES = [
    "other",
    "under_13",
    "13_15",
    "snapchat",
    "step:keep_evidence",
    "step:none",
    "x",
    *SITUATIONS,
]
HELPS = [Help(), Help(open=True, wait_s=61, state="waiting"), Help(open=True, state="bot")]
INTENTS = [*sorted(set(ROUTES) - set(SITUATIONS)), "grooming"]

readings = some.builds(
    reading,
    some.sampled_from(TOPICS),
    language=some.sampled_from(["fr", "nl", "fr", "nl", "en", "other"]),
    role=some.sampled_from([role.value for role in Role]),
    words=some.integers(0, 12),
    wants_human=some.booleans(),
    unsure=some.booleans(),
)
signals = some.lists(
    some.sampled_from([signal.value for signal in Signal]), max_size=3, unique=True
)


@some.composite
def typed(draw: some.DrawFn) -> Turn:
    read = draw(readings)
    stated = tuple(draw(signals)) if draw(some.integers(0, 3)) == 0 else ()
    read = reading(
        read.topic,
        *stated,
        language=read.language,
        role=read.role,
        wants_human=read.wants_human,
        words=len(read.redacted.split()),
        unsure=read.unsure,
    )
    intent = "nlu_fallback" if read.unsure else read.topic
    return Turn(
        intent, None, read, draw(some.sampled_from(HELPS)), provisional=draw(some.booleans())
    )


chosen = some.builds(
    Turn,
    some.sampled_from(INTENTS),
    value=some.one_of(some.none(), some.sampled_from(VALUES)),
    help=some.sampled_from(HELPS),
)
chats = some.lists(some.one_of(typed(), chosen), min_size=1, max_size=40)


def _play(content: Content, turns: list[Turn]) -> None:
    chat = Chat(content)
    for turn in turns:
        chat.turn(turn)
        assert 1 <= len(chat.says) <= MOST_BUBBLES, turn
        if chat.memory.life and chat.memory.language:
            assert len(chat.says) == 1
            assert len(chat.payloads()) <= 3
        assert all(name in content.responses for name in chat.names)
        slots = json.dumps(chat.memory.to_slots())
        assert len(slots) <= STATE_BYTES
        assert Memory.from_slots(json.loads(slots)) == chat.memory
        params(chat.memory, turn, content)
        plan(chat.memory, content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns=chats)
def test_any_chat_with_small_content(content: Content, turns: list[Turn]) -> None:
    _play(content, turns)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns=chats)
def test_any_chat_with_the_real_content(real_content: Content, turns: list[Turn]) -> None:
    _play(real_content, turns)
