"""Writes calls into the service's log: for a trial, or where something else watches the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.domain.on_call import Call

_log = logging.getLogger(__name__)


class Console:
    """A notifier that always delivers, to whoever reads the log."""

    name = "console"

    async def send(self, call: Call) -> None:
        """Write one line."""
        _log.warning("on call: %s", " ".join(call.text.split()))

    async def close(self) -> None:
        """Nothing is open."""
