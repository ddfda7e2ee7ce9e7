"""From one model to the next: tried in a child, loaded, served by a new crew, then the old one goes.

Whatever fails on the way leaves the old crew serving.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from bot.engine.crew import kill
from bot.engine.errors import EngineError, ModelFailedError, ModelRefusedError
from bot.engine.link import packed

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from bot.engine.crew import Crew, Member
    from bot.engine.opening import Project

_TRIAL_S = 120.0
_READY_S = 30.0
_log = logging.getLogger("engine")


class Switch:
    """One change of models; the master asks it to advance at each round of its loop."""

    def __init__(self, path: Path, *, trial: Member, old: Crew, caller: Member, call: int) -> None:
        self.path = path
        self.trial = trial
        self.tried: dict[str, Any] | None = None
        self.failed = False
        self.new: Crew | None = None
        self._old = old
        self._caller = caller
        self._call = call
        self._until = time.monotonic() + _TRIAL_S

    @property
    def may_load(self) -> bool:
        """Whether the trial went well and the master shall load the model itself."""
        return self.new is None and self.tried is not None and "code" not in self.tried

    def begin(self, crew: Crew) -> None:
        """Go on with the crew that serves the new model."""
        self.new = crew
        self._until = time.monotonic() + _READY_S

    def fail(self, error: EngineError) -> None:
        """Tell the caller; what is new goes at once."""
        _log.warning("model not switched code=%s", error.code)
        self.failed = True
        self._answer({"code": error.code, "message": str(error)})
        kill([self.trial])
        if self.new:
            self.new.leaving = True
            kill(self.new.members)

    def advance(self) -> bool:
        """Take the next step that can be taken; returns whether the switch is over."""
        if self.failed:
            return True
        if self.new is None:
            self._watch_trial()
        elif self._old.leaving:
            return self._finish()
        elif self.new.ready:
            self._old.leave()
        elif _has_lost(self.new) or time.monotonic() > self._until:
            self.fail(ModelFailedError("The workers of the new model did not get ready."))
        return self.failed

    def _watch_trial(self) -> None:
        if self.tried and "code" in self.tried:
            refused = self.tried["code"] == ModelRefusedError.code
            kind = ModelRefusedError if refused else ModelFailedError
            self.fail(kind(self.tried["message"]))
        elif self.trial.gone and not self.tried:
            self.fail(ModelFailedError("The process that tried the model died of it."))
        elif time.monotonic() > self._until:
            self.fail(ModelFailedError(f"The model was not loaded within {_TRIAL_S:g} s."))

    def _finish(self) -> bool:
        if not self._old.stopped:
            return False
        opened = self.new.opened if self.new else None
        self._answer({"model": opened.model if opened else None})
        return True

    def _answer(self, message: dict[str, Any]) -> None:
        self._caller.line.send({**message, "call": self._call})


def _has_lost(crew: Crew) -> bool:
    return any(member.gone for member in crew.members)


def try_out(project: Project, path: Path, line: socket.socket) -> None:
    """Open a model in a child made for it, and say on its line how that went."""
    result: dict[str, Any] = {"tried": True}
    try:
        project.open(path)
    except EngineError as error:
        result |= {"code": error.code, "message": str(error)}
    line.sendall(packed(result))
