"""The labels that staff may set: the same as in `bot/labels.py`, which a test holds them to.

The service cannot import the engine's package: it lives in another Python.
"""

from __future__ import annotations

from service.domain.chat_states import Level

SITUATIONS: tuple[str, ...] = (
    "offline_abuse",
    "exploitation",
    "sextortion_money",
    "sextortion_images",
    "sextortion",
    "deepnude",
    "image_spread",
    "grooming",
    "image_pressure",
    "unwanted_image",
    "sexting_doubt",
    "i_spread",
    "abuse_images_found",
    "hacked_account",
    "cyberbullying",
    "missing",
    "worried_about_self",
)

LIFE_SIGNALS = ("attempt_now", "danger_now", "suicide", "forced_harm")
URGENT_SIGNALS = ("meeting_planned", "abuser_close")
SIGNALS = (*LIFE_SIGNALS, *URGENT_SIGNALS, "known_offline", "under_13", "paid", "spread_already")


def level_of_signal(signal: str) -> Level | None:
    """Tell which level a signal makes by itself, whatever else is known."""
    if signal in LIFE_SIGNALS:
        return Level.LIFE
    return Level.URGENT if signal in URGENT_SIGNALS else None
