"""What stands in a call: counts and times, in the language of whoever is on call."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from service.domain.chat_states import Level
from service.domain.on_call import Call

if TYPE_CHECKING:
    from service.usecases.on_call.overdue import Untaken
    from service.usecases.services import Services


def word_call(services: Services, untaken: Untaken, level: Level, call_id: str) -> Call:
    """Say that nobody takes the chats of a level. Nothing here comes from what anybody wrote."""
    now = services.clock.now()
    since = min(calling.waiting_since for calling in untaken.at(level))
    waiting_s = int((now - since).total_seconds())
    texts = services.texts.on_call(services.settings.on_call_language)
    levels = texts["levels"]
    counts = ", ".join(
        f"{levels[each.value]} {count}" for each, count in untaken.counts.items() if count
    )
    desk_url = _desk_url(services)
    subject = texts["subject"].format(level=levels[level.value])
    text = texts["text"].format(
        level=levels[level.value], minutes=waiting_s // 60, counts=counts, desk=desk_url
    )
    return Call(call_id, level, waiting_s, untaken.counts, now, desk_url, subject, text)


def word_test(services: Services) -> Call:
    """Say that this is a test."""
    texts = services.texts.on_call(services.settings.on_call_language)
    desk_url = _desk_url(services)
    return Call(
        id=secrets.token_hex(12),
        level=Level.URGENT,
        waiting_s=0,
        waiting=dict.fromkeys(Level, 0),
        at=services.clock.now(),
        desk_url=desk_url,
        subject=texts["test_subject"],
        text=texts["test_text"].format(desk=desk_url),
        test=True,
    )


def _desk_url(services: Services) -> str:
    settings = services.settings
    return settings.desk_url or f"http://{settings.host}:{settings.port}/desk/"
