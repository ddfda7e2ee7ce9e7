"""`python -m service`: run this process as its settings say."""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import TYPE_CHECKING

import uvicorn

from service.adapters.wordless_log import log_without_words
from service.app import create_app
from service.bootstrap import UNUSABLE, wire
from service.settings import load_settings

if TYPE_CHECKING:
    from socket import socket
    from types import FrameType

    from service.usecases.services import Services


class _Server(uvicorn.Server):
    """Ends open streams as soon as it is told to stop; uvicorn would wait for their end."""

    def __init__(self, config: uvicorn.Config, services: Services) -> None:
        super().__init__(config)
        self._services = services
        self._loop: asyncio.AbstractEventLoop | None = None

    async def _serve(self, sockets: list[socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super()._serve(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._services.end_streams)


def main() -> None:
    """Serve until told to stop."""
    log_without_words()
    try:
        settings = load_settings()
        services = wire(settings)
        asyncio.run(services.database.reach())
    except UNUSABLE as error:
        sys.exit(f"✗ {error}")
    app = create_app(services)
    # A turn makes some ten thousand short-lived objects: collecting as often as Python does by itself
    # took a sixth of the time. What is loaded by now stays for good.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=round(settings.stop_s),
        # Longer than proxies keep theirs (60 s, most of them), so that it is they who close an idle one:
        # a message sent while we close it would come back as an error.
        timeout_keep_alive=75,
    )
    _Server(config, services).run()


if __name__ == "__main__":
    main()
