"""The workers of one model: forked after it was loaded, replaced when they die, sent away together."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.engine.link import MOST_WORKERS, Board, MasterEnd
from bot.engine.worker import FRESH_S, Place, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.engine.opening import Opened
    from bot.engine.settings import Settings

_log = logging.getLogger("engine")
_HUNG_S = 1.0  # beyond its deadline: the worker's own alarm was not heard
_AGAIN_S = 1.0


@dataclass
class Member:
    """One child of the master and how far it has come."""

    pid: int
    line: MasterEnd
    slot: int
    ready: bool = False
    stopped: bool = False
    gone: bool = False


@dataclass
class Forge:
    """Makes children; knows what a child must close of what its siblings have."""

    settings: Settings
    listening: socket.socket
    board: Board = field(default_factory=Board)
    members: list[Member] = field(default_factory=list)

    def worker(self, opened: Opened | None) -> Member:
        """Fork a worker for a loaded model."""

        def serve(line: socket.socket, slot: int) -> None:
            place = Place(self.listening, line, self.board, slot, self.settings.growth_mb)
            Worker(opened, secret=self.settings.secret, place=place).run()

        return self.child(serve)

    def child(self, work: Callable[[socket.socket, int], None]) -> Member:
        """Fork a child that does this and ends."""
        ours, theirs = socket.socketpair()
        taken = {member.slot for member in self.members}
        slot = next(slot for slot in range(MOST_WORKERS) if slot not in taken)
        self.board.set(slot, 0.0)
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._live(work, theirs, slot, ours)
        theirs.close()
        member = Member(pid, MasterEnd(ours), slot)
        self.members.append(member)
        return member

    def _live(
        self,
        work: Callable[[socket.socket, int], None],
        line: socket.socket,
        slot: int,
        parents: socket.socket,
    ) -> None:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            # A sibling's line is at its end only when no child holds the master's end of it.
            for other in (parents, *(member.line.socket for member in self.members)):
                other.close()
            work(line, slot)
            code = 0
        except BaseException as error:  # noqa: BLE001 - a child never returns into the master's code
            _log.error("child failed class=%s", type(error).__name__)
        finally:
            sys.stderr.flush()
            os._exit(code)

    def reap(self) -> list[Member]:
        """Take note of the children that have ended; their lines may still hold last words."""
        ended = []
        for member in list(self.members):
            pid, _ = os.waitpid(member.pid, os.WNOHANG)
            if pid:
                member.gone = True
                self.members.remove(member)
                ended.append(member)
        return ended

    def kill_hung(self) -> None:
        """End the workers that are still busy long after their deadline."""
        for member in self.members:
            until = self.board.get(member.slot)
            if until and time.monotonic() > until + _HUNG_S:
                _log.warning("worker pid=%d hangs and is ended", member.pid)
                kill([member])


@dataclass
class Crew:
    """The workers that serve one model."""

    forge: Forge
    opened: Opened | None
    size: int
    members: list[Member] = field(default_factory=list)
    leaving: bool = False
    _not_before: float = 0.0
    _fresh_until: float = 0.0

    @property
    def ready(self) -> bool:
        """Whether all of them serve."""
        return len(self.members) == self.size and all(member.ready for member in self.members)

    @property
    def stopped(self) -> bool:
        """Whether none of them takes a request any more."""
        return all(member.stopped or member.gone for member in self.members)

    def fill(self) -> None:
        """Fork what is missing; after one that never got ready only once a second."""
        for member in [member for member in self.members if member.gone]:
            self.members.remove(member)
            if not member.ready:
                self._not_before = time.monotonic() + _AGAIN_S
        if self.leaving or time.monotonic() < self._not_before:
            return
        while len(self.members) < self.size:
            self.members.append(self.forge.worker(self.opened))

    def keep_fresh(self) -> None:
        """Follow the texts, so that a worker forked while a file is broken has the last good ones."""
        if self.opened and time.monotonic() > self._fresh_until:
            self._fresh_until = time.monotonic() + FRESH_S
            self.opened.refresh()

    def leave(self) -> None:
        """Ask all to finish what they have begun and to go."""
        self.leaving = True
        for member in self.members:
            member.line.send({"leave": True})


def kill(members: Iterable[Member]) -> None:
    """End children at once."""
    for member in members:
        if not member.gone:
            os.kill(member.pid, signal.SIGKILL)
