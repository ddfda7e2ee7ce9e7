"""A counsellor put the memory right while they had the chat; the bot goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import Memory
from bot.labels import SITUATIONS, Signal
from tests.bot.dialogue.chat import Chat, reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content


def corrected(content: Content, **slots: object) -> Chat:
    """A chat about blackmail in the middle of its plan, with slots as the service changes them."""
    chat = Chat(content, Memory(language="fr"))
    chat.writes(reading("sextortion_money")).chooses("/done")
    return Chat(content, Memory.from_slots({**chat.memory.to_slots(), **slots}))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_plan_of_the_situation_that_staff_set_is_gone_through(
    real_content: Content, situation: str
) -> None:
    # As `_go_on_from` in service/usecases/correcting.py.
    new = {"pending": None, "prompted": False, "ended": False, "nudged": False}
    chat = corrected(real_content, situation=situation, **new)
    chat.writes(reading("greet"))
    assert chat.memory.situation == situation
    assert f"utter_{situation}_first" in chat.names or situation == "sextortion_money"
    assert chat.memory.in_plan


@pytest.mark.parametrize("signal", list(Signal))
def test_a_signal_that_staff_took_away_is_new_when_it_is_stated_again(
    content: Content, signal: Signal
) -> None:
    chat = corrected(content, signals=[])
    chat.writes(reading("sextortion_money", signal.value))
    assert signal.value in chat.memory.signals
    assert chat.memory.is_fresh(f"signal:{signal.value}")


@pytest.mark.parametrize("signal", list(Signal))
def test_a_signal_that_staff_added_is_known_and_breaks_nothing(
    content: Content, signal: Signal
) -> None:
    chat = corrected(content, signals=[signal.value])
    chat.writes(reading("greet"))
    assert signal.value in chat.memory.signals
    assert chat.says
