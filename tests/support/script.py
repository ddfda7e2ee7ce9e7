"""Plays the steps of a conversation and knows what a step marked `misread` owes: it must fail, no other may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MARK = "misread"


class ScriptError(Exception):
    """A file that cannot be played; the text says what to change."""


class StepError(AssertionError):
    """A step that did not hold, with the conversation up to it (all of it invented)."""

    def __init__(self, step: Step, why: str, transcript: str) -> None:
        super().__init__(f"{step}\n{why}\n\n{transcript}")


class PaidDebtError(AssertionError):
    """A step holds that is marked as misread by the model."""

    def __init__(self, step: Step) -> None:
        super().__init__(
            f"{step}\nit holds: the model reads this right now. Delete its line `misread: …`."
        )


@dataclass(frozen=True)
class Step:
    """One actor doing or seeing one thing; `misread`: why the model makes it fail today."""

    number: int
    name: str
    value: Any
    misread: str | None

    def __str__(self) -> str:
        """Name the step as the file does."""
        return f"step {self.number}, {self.name}: {self.value}"


def steps_of(spec: Mapping[str, Any]) -> list[Step]:
    """Read the steps of a file.

    Raises: ScriptError: a step is no single thing, or more than one is marked.
    """
    steps = [_step(number, raw) for number, raw in enumerate(spec["steps"], start=1)]
    if sum(step.misread is not None for step in steps) > 1:
        raise ScriptError("Mark only the first step that fails: none is played after it.")
    return steps


def play(
    steps: Sequence[Step],
    do: Callable[[str, Any], object],
    *,
    transcript: Callable[[], str],
) -> Step | None:
    """Do the steps in order; give the marked one when it failed, where the conversation ends.

    Raises: StepError: a step failed that is not marked; PaidDebtError: the marked one held.
    """
    for step in steps:
        try:
            do(step.name, step.value)
        except AssertionError as error:
            if step.misread is not None:
                return step
            raise StepError(step, str(error), transcript()) from error
        if step.misread is not None:
            raise PaidDebtError(step)
    return None


def _step(number: int, raw: Mapping[str, Any]) -> Step:
    things = [(name, value) for name, value in raw.items() if name != _MARK]
    misread = raw.get(_MARK)
    if len(things) != 1 or (_MARK in raw and not (isinstance(misread, str) and misread)):
        raise ScriptError(f"Step {number}: write one thing, and in `misread` why it fails.")
    ((name, value),) = things
    return Step(number, name, value, misread)
