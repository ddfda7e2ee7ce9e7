"""What use cases are handed: wired in `service.bootstrap`, with fakes in tests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.adapters.clock import Clock
    from service.adapters.database import Database
    from service.adapters.erasure_list import ErasureList
    from service.adapters.helplines import HelplineBook
    from service.adapters.notifier import Notifier
    from service.adapters.sealing import KeyRing
    from service.adapters.written_texts import WrittenTexts
    from service.domain.danger_words import DangerWords
    from service.domain.engine_turn import Engine
    from service.domain.ids import ChatId
    from service.domain.on_call import OnCallNotifier
    from service.settings import Settings
    from service.usecases.shared_reading import SharedReading


class Runner(Protocol):
    """Works on turns in the background."""

    @property
    def owner(self) -> str | None:
        """Its name on the turns that it holds."""

    def look_at(self, chat_id: ChatId) -> None:
        """Look soon whether this chat wants a turn; call it after the commit of the wish."""


class IdleRunner:
    """Looks at nothing: for commands and tests without turns; other processes find the wish."""

    owner: str | None = None

    def look_at(self, chat_id: ChatId) -> None:
        """Leave the chat to the next scan of a running service."""
        del chat_id


@dataclass
class Services:
    """The outside world of the use cases."""

    settings: Settings
    database: Database
    keyring: KeyRing
    notifier: Notifier
    engine: Engine
    erasures: ErasureList
    clock: Clock
    texts: WrittenTexts
    danger_words: DangerWords
    helplines: HelplineBook
    runner: Runner
    on_call: Sequence[OnCallNotifier] = ()
    desk_readings: dict[Any, SharedReading[Any]] = field(default_factory=dict)  # by what they read
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def end_streams(self) -> None:
        """Let open streams end now, so that a stop does not wait for them; clients come again."""
        self.stopping.set()
        self.notifier.wake_all()
