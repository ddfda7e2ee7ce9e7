"""Which of two situations a chat is about, when the visitor tells more as they go."""

from __future__ import annotations

from bot.labels import SITUATIONS, URGENT_TOPICS

# Situations that are often only how a worse one begins or shows: whatever is told beside them wins.
_WEAK = {"image_pressure", "unwanted_image", "sexting_doubt", "hacked_account", "cyberbullying"}

# (told now, told before): these stay as they were although the new one stands higher in labels.md.
# The one who spreads goes on telling about an image that goes round; the one who is afraid of
# their own wishes tells what they look at.
_STAYS = {
    ("image_spread", "i_spread"),
    ("abuse_images_found", "worried_about_self"),
    ("sexting_doubt", "worried_about_self"),
    ("unwanted_image", "worried_about_self"),
}

# (told now, told before): these win although the new one stands lower there. What was found "by
# accident" was looked for.
_WINS = {("worried_about_self", "abuse_images_found")}


def wins(told: str, *, over: str | None) -> bool:
    """Whether the situation told now becomes the situation of the chat."""
    if over is None or (told, over) in _WINS:
        return True
    if told == over or (told, over) in _STAYS:
        return False
    if told == "sextortion" and over.startswith("sextortion_"):
        return False
    if told in URGENT_TOPICS and over not in URGENT_TOPICS:
        return True
    if over in _WEAK and told not in _WEAK:
        return True
    return SITUATIONS.index(told) < SITUATIONS.index(over)
