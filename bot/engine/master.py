"""The first process: holds the socket, loads models, keeps a crew of workers, ends in good order."""

from __future__ import annotations

import contextlib
import gc
import logging
import select
import signal
import socket
import time
from typing import TYPE_CHECKING, Any

from bot.engine import archive
from bot.engine.crew import Crew, Forge, kill
from bot.engine.errors import EngineError, ModelBusyError
from bot.engine.settings import SettingsError
from bot.engine.switch import Switch, try_out
from bot.engine.worker import QUEUE

if TYPE_CHECKING:
    from types import FrameType

    from bot.engine.crew import Member
    from bot.engine.opening import Opened, Project
    from bot.engine.settings import Settings

_TICK_S = 0.2
_STOPPING_S = 10.0
_log = logging.getLogger("engine")


class _Stop(BaseException):
    """The operator wants the end while the model is being loaded."""


class Master:
    """Serves until it is told to stop.

    Raises (from `run`): SettingsError: it cannot begin; the text says what to do.
    """

    def __init__(self, settings: Settings, project: Project) -> None:
        self._settings = settings
        self._project = project
        self._forge = Forge(settings, _listen(settings))
        self._crews: list[Crew] = []
        self._switch: Switch | None = None
        self._stopping = False
        self._loading = False

    def run(self) -> None:
        """Load, serve, and leave nothing running behind."""
        self._heard, wakes = socket.socketpair()
        for end in (self._heard, wakes):
            end.setblocking(False)  # noqa: FBT003 - socket's interface
        signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake up
        try:
            self._begin()
            while not self._stopping:
                self._step()
        except _Stop:
            pass
        finally:
            self._end()

    def _begin(self) -> None:
        waiting_room = Crew(self._forge, None, size=1)
        waiting_room.fill()
        self._crews.append(waiting_room)
        try:
            opened = self._open(self._settings.model)
        except EngineError as error:
            raise SettingsError(str(error)) from error
        # Nobody who was told "ready" may be sent away again: first the waiting room closes. Who
        # comes in between waits in the socket's queue.
        waiting_room.leave()
        while not waiting_room.stopped and not self._stopping:
            self._step()
        self._serving = self._crew(opened)
        while not self._serving.ready and not self._stopping:
            self._step()
        _log.info("serving model=%s workers=%d", opened.model, self._serving.size)

    def _open(self, model: Any) -> Opened:
        self._loading = True
        try:
            opened = self._project.open(model)
        finally:
            self._loading = False
        # What is shared with the workers must not be touched by their garbage collection.
        gc.collect()
        gc.freeze()
        return opened

    def _crew(self, opened: Opened) -> Crew:
        crew = Crew(self._forge, opened, size=self._settings.workers)
        crew.fill()
        self._crews.append(crew)
        return crew

    def _step(self) -> None:
        # A line that is at its end has a child that ends: SIGCHLD wakes the loop for that.
        members = [member for member in self._forge.members if not member.line.closed]
        lines = {member.line.socket: member for member in members}
        readable, _, _ = select.select([self._heard, *lines], [], [], _TICK_S)
        for end in readable:
            if end is self._heard:
                with contextlib.suppress(BlockingIOError):
                    self._heard.recv(4096)
            else:
                self._listen_to(lines[end])
        for member in self._forge.reap():
            self._listen_to(member)  # the last words of one that ended in between
            member.line.socket.close()
        self._forge.kill_hung()
        if self._switch:
            self._advance(self._switch)
        self._crews = [crew for crew in self._crews if crew.members or not crew.leaving]
        for crew in self._crews:
            crew.keep_fresh()
            crew.fill()

    def _listen_to(self, member: Member) -> None:
        for message in member.line.messages():
            if "ready" in message:
                member.ready = True
            elif "stopped" in message:
                member.stopped = True
            elif "tried" in message and self._switch:
                self._switch.tried = message
            elif "model" in message:
                self._wanted(member, message)

    def _wanted(self, member: Member, message: dict[str, Any]) -> None:
        try:
            if self._switch:
                raise ModelBusyError("Another model is being switched to: try again afterwards.")
            path = archive.inside(message["model"], self._settings.models)
        except EngineError as error:
            refusal = {"code": error.code, "message": str(error), "call": message["call"]}
            member.line.send(refusal)
            return
        trial = self._forge.child(lambda line, _slot: try_out(self._project, path, line))
        self._switch = Switch(
            path, trial=trial, old=self._serving, caller=member, call=message["call"]
        )

    def _advance(self, switch: Switch) -> None:
        if switch.may_load:
            self._load_next(switch)
        elif switch.advance():
            if switch.new and not switch.failed:
                self._serving = switch.new
                _log.info("serving model=%s", archive.name_of(switch.path))
            self._switch = None

    def _load_next(self, switch: Switch) -> None:
        try:
            switch.begin(self._crew(self._open(switch.path)))
        except EngineError as error:
            switch.fail(error)

    def _on_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True
        if self._loading:
            raise _Stop

    def _end(self) -> None:
        self._forge.listening.close()
        for member in self._forge.members:
            member.line.send({"leave": True})
        end = time.monotonic() + _STOPPING_S
        while self._forge.members and time.monotonic() < end:
            self._forge.reap()
            time.sleep(0.02)
        kill(self._forge.members)
        while self._forge.members:
            self._forge.reap()
            time.sleep(0.02)
        _log.info("stopped")


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Port {settings.port} on {settings.host} is taken: stop what uses it, or choose another "
            "with ENGINE_PORT."
        ) from error
    listening.listen(QUEUE)
    listening.setblocking(False)  # noqa: FBT003 - socket's interface
    return listening
