"""What raises an escalation, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory, Turn, escalation, remember
from bot.dialogue.memory import Pending
from tests.bot.dialogue.chat import reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.reading import Reading


def _raised(content: Content, before: Memory, turn: Turn) -> tuple[str, list[str]] | None:
    after = remember(before, turn, content)
    readings = [turn.reading] if turn.reading else []
    raised = escalation(before, after, readings, turn.act)
    if raised is None:
        return None
    return raised.level.value, [reason.signal for reason in raised.reasons]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (reading("grooming"), None),
        (reading("grooming", "paid"), None),
        (reading("feeling_bad", "suicide"), ("life", ["suicide"])),
        (reading("grooming", "meeting_planned"), ("urgent", ["meeting_planned"])),
        (reading("exploitation"), ("urgent", ["topic:exploitation"])),
        (reading("grooming", "under_13"), ("urgent", ["under_13"])),
        (reading("greet", "under_13"), None),
        (reading("grooming", wants_human=True), ("normal", ["wants_human"])),
        (reading("talk_to_human"), ("normal", ["wants_human"])),
    ],
)
def test_by_message(
    content: Content, read: Reading, expected: tuple[str, list[str]] | None
) -> None:
    assert _raised(content, Memory(language="fr"), Turn(read.topic, None, read)) == expected


def test_the_words_that_showed_a_signal_come_with_it(content: Content) -> None:
    before = Memory(language="fr")
    read = reading("feeling_bad", "suicide")
    after = remember(before, Turn("feeling_bad", None, read), content)
    raised = escalation(before, after, [read])
    assert raised is not None
    assert raised.as_json() == {"level": "life", "reasons": [{"signal": "suicide", "words": "mot"}]}


@pytest.mark.parametrize(
    ("question", "intent", "value", "expected"),
    [
        ("safe_now", "deny", None, ("life", ["danger_now"])),
        ("safe_now", "affirm", None, None),
        ("ask_dying", "affirm", None, ("life", ["suicide"])),
        ("age", "pick", "under_13", ("urgent", ["under_13"])),
        ("age", "pick", "13_15", None),
    ],
)
def test_by_choice(
    content: Content,
    question: str,
    intent: str,
    value: str | None,
    expected: tuple[str, list[str]] | None,
) -> None:
    before = Memory(language="fr", situation="grooming", pending=Pending("question", question))
    assert _raised(content, before, Turn(intent, value)) == expected


def test_the_button_and_a_pressing_situation_chosen(content: Content) -> None:
    before = Memory(language="fr")
    assert _raised(content, before, Turn("talk_to_human")) == ("normal", ["wants_human"])
    picked = Turn("pick", "offline_abuse")
    assert _raised(content, before, picked) == ("urgent", ["topic:offline_abuse"])


def test_age_in_one_message_and_situation_in_another(content: Content) -> None:
    before = Memory(language="fr", signals=("under_13",))
    turn = Turn("grooming", None, reading("grooming"))
    assert _raised(content, before, turn) == ("urgent", ["under_13"])


def test_a_signal_that_stands_raises_nothing_by_itself(content: Content) -> None:
    before = Memory(language="fr", signals=("suicide",), level="life")
    assert _raised(content, before, Turn("done", None, reading("done"))) is None
