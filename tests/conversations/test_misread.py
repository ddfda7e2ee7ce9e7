"""A step marked `misread` must fail, and alone may: the mark covers nothing before it and no better model."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.script import PaidDebtError, ScriptError, StepError, play, steps_of

_SPEC = {
    "steps": [
        {"visitor writes": "hm"},
        {"bot advises": ["human_offered"], "misread": "A hum is taken for a greeting."},
        {"state is": "bot"},
    ]
}


class Product:
    """Stands for the running product: the steps with these names fail."""

    def __init__(self, *failing: str) -> None:
        self._failing = failing
        self.done: list[str] = []

    def do(self, name: str, _value: Any) -> None:
        self.done.append(name)
        assert name not in self._failing, "it does not hold"

    def play(self) -> str | None:
        marked = play(steps_of(_SPEC), self.do, transcript=lambda: "visitor: hm")
        return marked.misread if marked else None


def test_the_marked_step_fails_and_ends_the_conversation() -> None:
    product = Product("bot advises", "state is")
    assert product.play() == "A hum is taken for a greeting."
    assert product.done == ["visitor writes", "bot advises"]


def test_a_step_before_the_marked_one_must_hold() -> None:
    with pytest.raises(StepError, match=r"(?s)step 1, visitor writes: hm.*visitor: hm"):
        Product("visitor writes", "bot advises").play()


@pytest.mark.parametrize("failing", [[], ["state is"]])
def test_a_marked_step_that_holds_asks_for_its_mark_to_go(failing: list[str]) -> None:
    with pytest.raises(PaidDebtError, match=r"(?s)step 2, bot advises.*Delete its line `misread"):
        Product(*failing).play()


@pytest.mark.parametrize(
    "steps",
    [
        [{"state is": "bot", "misread": "one"}, {"state is": "bot", "misread": "two"}],
        [{"state is": "bot", "level is": "none"}],
        [{"misread": "nothing is done"}],
        [{"state is": "bot", "misread": ""}],
    ],
)
def test_a_file_that_marks_wrongly_is_not_played(steps: list[dict[str, str]]) -> None:
    with pytest.raises(ScriptError):
        steps_of({"steps": steps})
