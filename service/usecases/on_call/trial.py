"""A test call, so that an operator sees in a minute whether the person on call would be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.usecases.on_call.delivery import note_delivered, note_failed, send
from service.usecases.on_call.wording import word_test

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from service.usecases.services import Services


async def try_notifiers(services: Services) -> AsyncIterator[tuple[str, str | None]]:
    """Send a test by each notifier; yield its name and, if it failed, the code.

    What came of it is shown on the board, as of any call.
    """
    for notifier in services.on_call:
        code = await send(notifier, word_test(services))
        async with services.database.write() as session:
            if code is None:
                await note_delivered(session, services, notifier.name)
            else:
                await note_failed(session, services, notifier.name, code)
        yield notifier.name, code
