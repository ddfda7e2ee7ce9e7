"""A call as the adapters get it."""

from __future__ import annotations

from datetime import UTC, datetime

from service.domain.chat_states import Level
from service.domain.on_call import Call

CALL = Call(
    id="c0ffee",
    level=Level.LIFE,
    waiting_s=130,
    waiting={Level.LIFE: 1, Level.URGENT: 0, Level.NORMAL: 2},
    at=datetime(2026, 11, 27, 12, tzinfo=UTC),
    desk_url="https://chat.example.org/desk/",
    subject="Garde : personne n'a pris un chat (vie en danger)",
    text="Personne n'a pris un chat.\nBureau d'écoute : https://chat.example.org/desk/",
)
