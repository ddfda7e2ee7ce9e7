"""A job's work, one chat after the other."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

_log = logging.getLogger(__name__)


async def each_chat(chat_ids: Iterable[str], do: Callable[[str], Awaitable[bool]]) -> int:
    """Do something for each chat; tell for how many it was done.

    One that fails (it cannot be read, say) is logged and tried again in the next round; it keeps no
    other chat from its turn.
    """
    done = 0
    for chat_id in chat_ids:
        try:
            done += await do(chat_id)
        except Exception:  # noqa: BLE001 - whatever it was, the next chat is not to blame
            _log.exception("chat %s: a job failed; it is run again", chat_id)
    return done
