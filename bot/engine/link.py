"""The line between the master and one worker: JSON objects, one a line, on a pair of sockets."""

from __future__ import annotations

import json
import mmap
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

_SLOT = struct.Struct("d")
MOST_WORKERS = 256


def packed(message: dict[str, Any]) -> bytes:
    """Give the line of a message."""
    return json.dumps(message).encode() + b"\n"


class MasterEnd:
    """The master's end: never waits, and gives messages when whole lines have come."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)  # noqa: FBT003 - socket's interface
        self.socket = end
        self._rest = b""
        self.closed = False

    def send(self, message: dict[str, Any]) -> None:
        """Send a message; to a worker that is gone it goes nowhere."""
        try:
            self.socket.send(packed(message))
        except OSError:
            self.closed = True

    def messages(self) -> Iterator[dict[str, Any]]:
        """Give what has come."""
        try:
            data = self.socket.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.closed = True
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            yield json.loads(line)


class Board:
    """Until when each worker may be busy: memory that master and workers share.

    A worker that hangs in a library's C code hears no signal; the master sees it here.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, MOST_WORKERS * _SLOT.size)

    def set(self, slot: int, until: float) -> None:
        """Note the monotonic time by which the worker is done; 0 when it is idle."""
        _SLOT.pack_into(self._memory, slot * _SLOT.size, until)

    def get(self, slot: int) -> float:
        """Read it."""
        until: float = _SLOT.unpack_from(self._memory, slot * _SLOT.size)[0]
        return until
